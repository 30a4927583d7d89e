package import Bounds
package import Exact
import Kernels
package import Networks

extension AffineReLUGraph {
    /// The exact values of all elements of all nodes at an input: the definition, without any cleverness.
    package func values(at input: [Rational]) -> [[Rational]] {
        var values: [[Rational]] = []
        for node in nodes {
            switch node.kind {
            case .input: values.append(input)
            case .relu(let source, _): values.append(values[source].map { max($0, .zero) })
            case .affine(let terms, let bias):
                var sum = bias.map { Rational(weight: $0) }
                for term in terms {
                    let x = values[term.source]
                    for i in sum.indices {
                        for (j, weight) in term.map.row(i, width: x.count) { sum[i] += weight * x[j] }
                    }
                }
                values.append(sum)
            }
        }
        return values
    }

    /// The exact output at an exact input.
    package func output(at input: [Rational]) -> [Rational] {
        values(at: input)[output]
    }

    /// Interval propagation in exact arithmetic, rounded outward once per element.
    package func intervalBounds(lower: [Double], upper: [Double]) -> NodeBounds {
        var ends: [(lower: [Rational], upper: [Rational])] = []
        for node in nodes {
            switch node.kind {
            case .input:
                ends.append((lower.map { Rational(weight: $0) }, upper.map { Rational(weight: $0) }))
            case .relu(let source, _):
                ends.append((ends[source].lower.map { max($0, .zero) }, ends[source].upper.map { max($0, .zero) }))
            case .affine(let terms, let bias):
                var low = bias.map { Rational(weight: $0) }
                var high = low
                for term in terms {
                    for i in bias.indices {
                        for (j, weight) in term.map.row(i, width: nodes[term.source].width) {
                            let a = weight * ends[term.source].lower[j]
                            let b = weight * ends[term.source].upper[j]
                            low[i] += min(a, b)
                            high[i] += max(a, b)
                        }
                    }
                }
                ends.append((low, high))
            }
        }
        return NodeBounds(
            lower: ends.map { $0.lower.map { $0.double(.down) } }, upper: ends.map { $0.upper.map { $0.double(.up) } })
    }
}

extension LinearMap {
    /// Row i of the map as (column, weight).
    fileprivate func row(_ i: Int, width: Int) -> [(Int, Rational)] {
        switch self {
        case .dense(let matrix): (0..<width).map { ($0, Rational(weight: matrix[i, $0])) }
        case .diagonal(let factors): [(i, Rational(weight: factors[i]))]
        case .division(let divisors): [(i, .one / Rational(weight: divisors[i]))]
        case .selection(let indices): [(indices[i], .one)]
        case .identity: [(i, .one)]
        case .negation: [(i, -.one)]
        }
    }
}
