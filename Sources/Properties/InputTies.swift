import Exact

/// Inputs that a property wants to be equal, as the inputs of two networks mostly are.
///
/// Equal inputs are better one variable than two with two rows between them: bounds then see that they move together, and
/// points made of floats meet the equality. `x_i <= x_j` and `x_j <= x_i`, asserted without alternatives, tie two inputs.
package struct InputTies: Sendable {
    /// For each input of the property, the number of the variable that it is.
    package let variables: [Int]
    /// For each variable the least input that it is.
    package let inputs: [Int]

    package init(_ property: UnsafeProperty) {
        var orders = Set<Order>()
        var first = Array(0..<property.inputCount)
        /// The least input known to be equal.
        func root(_ input: Int) -> Int {
            var input = input
            while first[input] != input { input = first[input] }
            return input
        }
        for row in property.formula.assertedRows {
            guard let order = Order(row), orders.insert(order).inserted, orders.contains(order.reversed) else {
                continue
            }
            let (a, b) = (root(order.lower), root(order.upper))
            first[max(a, b)] = min(a, b)
        }
        inputs = first.indices.filter { first[$0] == $0 }
        var numbers = [Int](repeating: 0, count: first.count)
        for (number, input) in inputs.enumerated() { numbers[input] = number }
        variables = first.indices.map { numbers[root($0)] }
    }

    /// Whether no two inputs are equal.
    package var isEmpty: Bool { inputs.count == variables.count }

    /// The property over the variables instead of the inputs. Cost: a copy of its formula.
    package func tied(_ property: UnsafeProperty) -> UnsafeProperty {
        if isEmpty { return property }
        return UnsafeProperty(
            inputCount: inputs.count, outputCount: property.outputCount, formula: tied(property.formula),
            source: property.source, names: property.names.keeping(inputs: inputs))
    }

    private func tied(_ formula: Formula) -> Formula {
        switch formula {
        case .row(let row): .row(tied(row))
        case .all(let parts): .all(parts.map(tied))
        case .any(let parts): .any(parts.map(tied))
        }
    }

    private func tied(_ row: LinearRow) -> LinearRow {
        let terms = row.terms.map { term -> (variable: Variable, coefficient: Rational) in
            guard case .input(let input) = term.variable else { return (term.variable, term.coefficient) }
            return (.input(variables[input]), term.coefficient)
        }
        return LinearRow(terms: terms, bound: row.bound, isStrict: row.isStrict)
    }
}

/// `lower <= upper`, of two inputs.
private struct Order: Hashable {
    let lower: Int
    let upper: Int

    init(lower: Int, upper: Int) {
        self.lower = lower
        self.upper = upper
    }

    /// `nil` for a row that says anything else.
    init?(_ row: LinearRow) {
        guard row.terms.count == 2, row.bound.isZero, !row.isStrict,
            case .input(let i) = row.terms[0].variable, case .input(let j) = row.terms[1].variable,
            row.terms[0].coefficient == -row.terms[1].coefficient
        else { return nil }
        self = row.terms[0].coefficient.isNegative ? Order(lower: j, upper: i) : Order(lower: i, upper: j)
    }

    var reversed: Order { Order(lower: upper, upper: lower) }
}

extension Formula {
    /// The rows that are asserted without alternatives.
    fileprivate var assertedRows: [LinearRow] {
        switch self {
        case .row(let row): [row]
        case .all(let parts): parts.flatMap(\.assertedRows)
        case .any: []
        }
    }
}
