import Exact
package import Networks

/// Affine node -> one equality row per element:
///
///     w = W x + b          becomes    W x - w = -b
///     w = x / c + b        becomes    x - c w = -c b
///     w = x / c + V v + b  becomes    (1/c) x + V v - w = -b     (1/c and -c b as exact rationals)
///
/// A division is multiplied out because 1 / c is seldom a float; only beside other terms is the exact fraction stored.
/// Elements that are constantly 0 have no variable and drop out.
package enum AffineBridge {
    /// Adds the rows that define `targets`. `sources` gives the variables of a graph node's elements. Once `mustStop` says
    /// so the rows that are left are not added.
    package static func add(
        _ terms: [AffineReLUGraph.Term], bias: [Double], sources: (Int) -> [VariableIndex?], targets: [VariableIndex],
        name: String, to program: inout Program, mustStop: () -> Bool = { false }
    ) {
        if terms.count == 1, case .division(let divisors) = terms[0].map {
            addDivision(
                divisors, bias: bias, source: sources(terms[0].source), targets: targets, name: name, to: &program)
            return
        }
        let inputs = terms.map { sources($0.source) }
        for (i, target) in targets.enumerated() {
            if mustStop() { return }
            var sum: [(variable: VariableIndex, coefficient: Double)] = []
            var fractions: [(variable: VariableIndex, coefficient: Rational)] = []
            for (term, x) in zip(terms, inputs) {
                term.map.forEachEntry(row: i) { column, entry in
                    guard let variable = x[column] else { return }
                    switch entry {
                    case .factor(let factor): sum.append((variable: variable, coefficient: factor))
                    case .reciprocal(let divisor):
                        fractions.append((variable: variable, coefficient: .one / Rational(weight: divisor)))
                    }
                }
            }
            sum.append((variable: target, coefficient: -1))
            let expression: LinearExpression
            if fractions.isEmpty {
                expression = LinearExpression(sum)
            } else {
                expression = LinearExpression(
                    exact: fractions
                        + sum.map { (variable: $0.variable, coefficient: Rational(weight: $0.coefficient)) }
                )
            }
            program.addRow(Row("\(name)_\(i)", expression, lower: 0 - bias[i], upper: 0 - bias[i]))
        }
    }

    private static func addDivision(
        _ divisors: [Double], bias: [Double], source: [VariableIndex?], targets: [VariableIndex], name: String,
        to program: inout Program
    ) {
        for (i, target) in targets.enumerated() {
            var sum: [(variable: VariableIndex, coefficient: Double)] = []
            if let x = source[i] { sum.append((variable: x, coefficient: 1)) }
            sum.append((variable: target, coefficient: -divisors[i]))
            let side = -(Rational(weight: divisors[i]) * Rational(weight: bias[i]))
            program.addRow(Row("\(name)_\(i)", LinearExpression(sum), exactLower: side, exactUpper: side))
        }
    }

    /// For each element the source element that it copies, when the node is a pure copy: it then needs no variables of
    /// its own.
    package static func copies(_ terms: [AffineReLUGraph.Term], bias: [Double]) -> (source: Int, elements: [Int])? {
        guard terms.count == 1, bias.allSatisfy({ $0 == 0 }) else { return nil }
        return switch terms[0].map {
        case .identity: (terms[0].source, Array(bias.indices))
        case .selection(let indices): (terms[0].source, indices)
        case .dense, .sparse, .convolution, .transposedConvolution, .diagonal, .division, .negation: nil
        }
    }
}
