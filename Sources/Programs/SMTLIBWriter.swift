package import Exact

/// A program as SMT-LIB 2 in the logic QF_LRA: exact, strict rows and disjunctions included. The objective is left out.
///
/// A number is an integer, a quotient of integers or the negation of one: `5`, `(/ 1 3)`, `(- (/ 1 3))`.
package enum SMTLIBWriter {
    /// A complete script that ends in `(check-sat)`.
    package static func text(_ program: Program) -> String {
        "(set-logic QF_LRA)\n" + assertions(program) + "(check-sat)\n"
    }

    /// Declarations and assertions only.
    package static func assertions(_ program: Program) -> String {
        var text = program.variables.map(declaration).joined()
        forEachAssertion(program) { assertion, _ in
            text += assertion
            return .proceed
        }
        return text
    }

    /// Whether whoever gets a text wants more.
    package enum Demand: Sendable {
        case proceed, stop
    }

    /// The assertions in portions of about `size` bytes, each with the declarations of the variables in it: for a reader
    /// that is asked between them whether it goes on. The portions together say what ``assertions(_:)`` says.
    package static func portions(_ program: Program, size: Int, take: (String) -> Demand) {
        var declarations = ""
        var text = ""
        var declared = Set<VariableIndex>()
        var demand = Demand.proceed
        forEachAssertion(program) { assertion, variables in
            for variable in variables where declared.insert(variable).inserted {
                declarations += declaration(program[variable])
            }
            text += assertion
            if declarations.utf8.count + text.utf8.count < size { return .proceed }
            demand = take(declarations + text)
            (declarations, text) = ("", "")
            declared.removeAll(keepingCapacity: true)
            return demand
        }
        if demand == .proceed && !text.isEmpty { _ = take(declarations + text) }
    }

    private static func declaration(_ variable: Program.Variable) -> String {
        "(declare-fun \(variable.name) () Real)\n"
    }

    /// Each assertion with the variables in it, until `take` wants no more.
    private static func forEachAssertion(_ program: Program, take: (String, [VariableIndex]) -> Demand) {
        func variables(_ rows: [Row]) -> [VariableIndex] { rows.flatMap { $0.expression.terms.map(\.variable) } }
        for (index, variable) in program.variables.enumerated() {
            if take(asserted(bounds(variable)), [VariableIndex(index)]) == .stop { return }
        }
        for row in program.rows where take(asserted(conditions(row, program)), variables([row])) == .stop { return }
        for disjunction in program.disjunctions {
            let alternatives = disjunction.alternatives.map { rows in
                joined("and", rows.flatMap { conditions($0, program) }, ifEmpty: "true")
            }
            let text = asserted([joined("or", alternatives, ifEmpty: "false")])
            if take(text, variables(disjunction.alternatives.flatMap(\.self))) == .stop { return }
        }
    }

    package static func number(_ value: Rational) -> String {
        let (numerator, denominator) = value.magnitude.fraction
        let size = denominator == 1 ? "\(numerator)" : "(/ \(numerator) \(denominator))"
        return value.isNegative ? "(- \(size))" : size
    }

    private static func asserted(_ conditions: [String]) -> String {
        conditions.map { "(assert \($0))\n" }.joined()
    }

    private static func joined(_ word: String, _ parts: [String], ifEmpty: String) -> String {
        switch parts.count {
        case 0: ifEmpty
        case 1: parts[0]
        default: "(\(word) \(parts.joined(separator: " ")))"
        }
    }

    private static func bounds(_ variable: Program.Variable) -> [String] {
        let name = variable.name
        if variable.lower == .infinity || variable.upper == -.infinity { return ["false"] }
        var result: [String] = []
        if let lower = Rational(exactly: variable.lower) { result.append("(>= \(name) \(number(lower)))") }
        if let upper = Rational(exactly: variable.upper) { result.append("(<= \(name) \(number(upper)))") }
        if variable.isBinary { result.append("(or (= \(name) 0) (= \(name) 1))") }
        return result
    }

    private static func conditions(_ row: Row, _ program: Program) -> [String] {
        if row.lower == .infinity || row.upper == -.infinity { return ["false"] }
        let left = sum(row.expression, program)
        let lower = row.exactLower
        let upper = row.exactUpper
        if let lower, lower == upper, !row.isStrict { return ["(= \(left) \(number(lower)))"] }
        var result: [String] = []
        if let lower { result.append("(\(row.isStrict ? ">" : ">=") \(left) \(number(lower)))") }
        if let upper { result.append("(\(row.isStrict ? "<" : "<=") \(left) \(number(upper)))") }
        return result
    }

    private static func sum(_ expression: LinearExpression, _ program: Program) -> String {
        let terms = expression.terms.map { term in
            let coefficient = expression.exactCoefficient(term)
            let name = program[term.variable].name
            if coefficient == .one { return name }
            if coefficient == -.one { return "(- \(name))" }
            return "(* \(number(coefficient)) \(name))"
        }
        return joined("+", terms, ifEmpty: "0")
    }
}
