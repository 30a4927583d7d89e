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
        case .sparse(let matrix):
            matrix.entries(ofRow: i).map { (matrix.places[$0], Rational(weight: matrix.values[$0])) }
        case .convolution(let convolution): convolution.row(i)
        case .transposedConvolution(let convolution):
            (0..<convolution.outputCount).flatMap { j in
                convolution.row(j).filter { $0.0 == i }.map { (j, $0.1) }
            }
        case .diagonal(let factors): [(i, Rational(weight: factors[i]))]
        case .division(let divisors): [(i, .one / Rational(weight: divisors[i]))]
        case .selection(let indices): [(indices[i], .one)]
        case .identity: [(i, .one)]
        case .negation: [(i, -.one)]
        }
    }
}

extension Convolution {
    /// Row i of the map as (column, weight), by the definition of the operator.
    fileprivate func row(_ i: Int) -> [(Int, Rational)] {
        let (y, x) = (vertical, horizontal)
        let (channel, line, column) = (i / outputPlaces, i / x.output % y.output, i % x.output)
        var entries: [(Int, Rational)] = []
        for c in 0..<channelsPerGroup {
            for ky in 0..<y.kernel {
                for kx in 0..<x.kernel {
                    let row = line * y.stride + ky * y.dilation - y.padding
                    let place = column * x.stride + kx * x.dilation - x.padding
                    guard (0..<y.input).contains(row), (0..<x.input).contains(place) else { continue }
                    let from = channel / (outputChannels / groups) * channelsPerGroup + c
                    let weight = kernel[channel, (c * y.kernel + ky) * x.kernel + kx]
                    entries.append(((from * y.input + row) * x.input + place, Rational(weight: weight)))
                }
            }
        }
        return entries
    }
}
