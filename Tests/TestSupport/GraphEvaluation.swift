package import Exact
import Kernels
package import Networks

extension AffineReLUGraph {
    /// The exact output at an exact input, straight from the definition of the node kinds.
    package func output(at input: [Rational]) -> [Rational] {
        var results: [[Rational]] = []
        for node in nodes {
            switch node.kind {
            case .input: results.append(input)
            case .relu(let source, _): results.append(results[source].map { max($0, 0) })
            case .affine(let terms, let bias):
                var sum = bias.map { Rational(weight: $0) }
                for term in terms {
                    for (i, value) in term.map.applied(to: results[term.source]).enumerated() { sum[i] += value }
                }
                results.append(sum)
            }
        }
        return results[output]
    }
}

extension LinearMap {
    fileprivate func applied(to x: [Rational]) -> [Rational] {
        switch self {
        case .dense(let matrix):
            (0..<matrix.rows).map { row in
                zip(matrix.row(row), x).reduce(Rational.zero) { $0 + Rational(weight: $1.0) * $1.1 }
            }
        case .diagonal(let factors): zip(x, factors).map { $0 * Rational(weight: $1) }
        case .division(let divisors): zip(x, divisors).map { $0 / Rational(weight: $1) }
        case .selection(let indices): indices.map { x[$0] }
        case .identity: x
        case .negation: x.map { -$0 }
        }
    }
}
