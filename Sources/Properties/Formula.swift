import Exact

/// Linear rows joined by `and` and `or`, nested at will.
package indirect enum Formula: Hashable, Sendable {
    case row(LinearRow)
    /// True when every part is; an empty list is true.
    case all([Formula])
    /// True when some part is; an empty list is false.
    case any([Formula])

    /// The formula that is true exactly when this one is not: `and` and `or` change places, rows become their
    /// complements. Cost: linear in the size; recursion as deep as the nesting.
    package var negation: Formula {
        switch self {
        case .row(let row): .row(row.complement)
        case .all(let parts): .any(parts.map(\.negation))
        case .any(let parts): .all(parts.map(\.negation))
        }
    }

    /// Whether the formula is true where every input and output is 0.
    package var isMetAtZero: Bool {
        switch self {
        case .row(let row): row.isMet(slack: row.bound)
        case .all(let parts): parts.allSatisfy(\.isMetAtZero)
        case .any(let parts): parts.contains(where: \.isMetAtZero)
        }
    }
}

extension Formula {
    /// The outputs at which class `index` is not strictly the best of `count`: another is at least as good. The greatest
    /// output is the best one, with `isLeastBest` the least.
    package static func loses(_ index: Int, of count: Int, isLeastBest: Bool = false) -> Formula {
        let sign = isLeastBest ? -Rational.one : .one
        return .any(
            (0..<count).filter { $0 != index }.map { rival in
                .row(LinearRow(terms: [(.output(index), sign), (.output(rival), -sign)], bound: .zero))
            })
    }
}

/// A claim about a network, as the set of inputs and outputs that would refute it.
///
/// This is the polarity of VNN-LIB files. The claim *holds* when no input meets `formula`.
package struct UnsafeProperty: Hashable, Sendable {
    package let inputCount: Int
    package let outputCount: Int
    package let formula: Formula
    /// The file the property came from, for messages.
    package let source: String
    /// What the file calls its variables, for messages.
    package let names: VariableNames

    package init(
        inputCount: Int, outputCount: Int, formula: Formula, source: String, names: VariableNames = .indexed
    ) {
        self.inputCount = inputCount
        self.outputCount = outputCount
        self.formula = formula
        self.source = source
        self.names = names
    }
}
