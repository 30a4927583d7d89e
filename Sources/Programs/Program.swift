package import Exact

/// The index of a row of a ``Program``.
package struct RowIndex: Hashable, Sendable {
    package let index: Int
    package init(_ index: Int) { self.index = index }
}

/// The constraint `lower <= expression <= upper`.
package struct Row: Hashable, Sendable {
    package let name: String
    package let expression: LinearExpression
    /// The sides as Doubles, rounded outward: a superset of the exact constraint. Infinite when there is no such side.
    package fileprivate(set) var lower: Double
    package fileprivate(set) var upper: Double
    /// The exact sides, where they are no Doubles.
    package fileprivate(set) var inexactLower: Rational?
    package fileprivate(set) var inexactUpper: Rational?
    /// `<` in place of `<=`. Only exact solving sees the difference; LP and MILP work on the closure.
    package let isStrict: Bool

    package init(
        _ name: String, _ expression: LinearExpression, lower: Double = -.infinity, upper: Double = .infinity,
        isStrict: Bool = false
    ) {
        precondition(!lower.isNaN && !upper.isNaN, "row \(name) has a side that is no number")
        self.name = name
        self.expression = expression
        self.lower = lower
        self.upper = upper
        self.isStrict = isStrict
    }

    /// The row with exact sides; `nil` for none.
    package init(
        _ name: String, _ expression: LinearExpression, exactLower: Rational?, exactUpper: Rational?,
        isStrict: Bool = false
    ) {
        let lower = exactLower?.double(.down) ?? -.infinity
        let upper = exactUpper?.double(.up) ?? .infinity
        self.init(name, expression, lower: lower, upper: upper, isStrict: isStrict)
        if Rational(exactly: lower) != exactLower { inexactLower = exactLower }
        if Rational(exactly: upper) != exactUpper { inexactUpper = exactUpper }
    }

    /// The exact lower side, or `nil`.
    package var exactLower: Rational? { inexactLower ?? Rational(exactly: lower) }
    /// The exact upper side, or `nil`.
    package var exactUpper: Rational? { inexactUpper ?? Rational(exactly: upper) }

    /// Whether an exact point meets the row.
    package func isMet(at point: [Rational]) -> Bool {
        let value = expression.value(at: point)
        if let side = exactLower, isStrict ? value <= side : value < side { return false }
        if let side = exactUpper, isStrict ? value >= side : value > side { return false }
        return true
    }
}

/// At least one alternative holds; each alternative is a conjunction of rows.
package struct Disjunction: Hashable, Sendable {
    package let alternatives: [[Row]]
    package init(_ alternatives: [[Row]]) { self.alternatives = alternatives }
}

/// A solver-neutral mixed-integer linear program with disjunctions.
///
///     minimise objective  subject to  variable bounds, rows, integrality of binaries, disjunctions
///
/// Without an objective it asks for any feasible point. LP and MILP back ends read variables and rows, and refuse
/// disjunctions; the SMT back end reads everything exactly and ignores the objective.
package struct Program: Sendable {
    package struct Variable: Hashable, Sendable {
        package let name: String
        /// Ends may be infinite. A lower end above the upper end makes the program empty.
        package fileprivate(set) var lower: Double
        package fileprivate(set) var upper: Double
        /// Only 0 and 1 are allowed.
        package let isBinary: Bool
    }

    package private(set) var variables: [Variable] = []
    package private(set) var rows: [Row] = []
    package private(set) var disjunctions: [Disjunction] = []
    /// What is minimised.
    package var objective = LinearExpression.zero

    package init() {}

    package subscript(variable: VariableIndex) -> Variable { variables[variable.index] }
    package subscript(row: RowIndex) -> Row { rows[row.index] }

    /// Requires names that differ; back ends address variables by index, the printed forms by name.
    @discardableResult
    package mutating func addVariable(
        _ name: String, lower: Double = -.infinity, upper: Double = .infinity, isBinary: Bool = false
    ) -> VariableIndex {
        precondition(!lower.isNaN && !upper.isNaN, "variable \(name) has a bound that is no number")
        variables.append(Variable(name: name, lower: lower, upper: upper, isBinary: isBinary))
        return VariableIndex(variables.count - 1)
    }

    @discardableResult
    package mutating func addRow(_ row: Row) -> RowIndex {
        requireKnown(row)
        rows.append(row)
        return RowIndex(rows.count - 1)
    }

    package mutating func addDisjunction(_ disjunction: Disjunction) {
        for row in disjunction.alternatives.joined() { requireKnown(row) }
        disjunctions.append(disjunction)
    }

    package mutating func setBounds(of variable: VariableIndex, lower: Double, upper: Double) {
        precondition(!lower.isNaN && !upper.isNaN, "a bound that is no number")
        variables[variable.index].lower = lower
        variables[variable.index].upper = upper
    }

    package mutating func setSides(of row: RowIndex, lower: Double, upper: Double) {
        precondition(!lower.isNaN && !upper.isNaN, "a side that is no number")
        rows[row.index].lower = lower
        rows[row.index].upper = upper
        rows[row.index].inexactLower = nil
        rows[row.index].inexactUpper = nil
    }

    /// Whether an exact point meets everything but the objective. Cost: exact arithmetic over all rows.
    package func isFeasible(_ point: [Rational]) -> Bool {
        guard point.count == variables.count else { return false }
        for (variable, value) in zip(variables, point) {
            if let lower = Rational(exactly: variable.lower), value < lower { return false }
            if let upper = Rational(exactly: variable.upper), value > upper { return false }
            if variable.lower == .infinity || variable.upper == -.infinity { return false }
            if variable.isBinary && !value.isZero && value != .one { return false }
        }
        return rows.allSatisfy { $0.isMet(at: point) }
            && disjunctions.allSatisfy { $0.alternatives.contains { $0.allSatisfy { $0.isMet(at: point) } } }
    }

    /// Terms are sorted, so the last one has the largest index.
    private func requireKnown(_ row: Row) {
        guard let last = row.expression.terms.last else { return }
        precondition(last.variable.index < variables.count, "row \(row.name) names a variable that does not exist")
    }
}
