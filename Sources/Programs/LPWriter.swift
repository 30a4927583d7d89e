/// A program in the CPLEX LP format, as GLPK, CPLEX, Gurobi, SCIP and HiGHS read it.
///
/// Strict rows are closed; numbers that are no Doubles are rounded, and a comment counts them. A row with two different
/// sides becomes two rows, because readers disagree about ranges.
package enum LPWriter {
    private static let termsPerLine = 8

    package static func text(_ program: Program) throws(ProgramTextError) -> String {
        guard program.disjunctions.isEmpty else { throw .disjunctions }
        var lines = ["\\ \(program.variables.count) variables, \(program.rows.count) rows"]
        let rounded = program.roundedNumberCount
        if rounded > 0 { lines.append("\\ \(rounded) numbers are rounded to double precision") }
        lines.append("Minimize")
        lines += statement("obj", program.objective, "", program)
        lines.append("Subject To")
        for row in program.rows {
            switch ProgramText.shape(row.lower, row.upper) {
            case .free: break
            case .atLeast(let side): lines += statement(row.name, row.expression, ">= \(number(side))", program)
            case .atMost(let side): lines += statement(row.name, row.expression, "<= \(number(side))", program)
            case .equal(let side): lines += statement(row.name, row.expression, "= \(number(side))", program)
            case .range(let low, let high):
                lines += statement("\(row.name)_low", row.expression, ">= \(number(low))", program)
                lines += statement("\(row.name)_high", row.expression, "<= \(number(high))", program)
            }
        }
        lines.append("Bounds")
        for variable in program.variables {
            let name = variable.name
            switch ProgramText.shape(variable.lower, variable.upper) {
            case .free: lines.append(" \(name) free")
            case .atLeast(let end): lines.append(" \(name) >= \(number(end))")
            case .atMost(let end): lines.append(" -inf <= \(name) <= \(number(end))")
            case .equal(let end): lines.append(" \(name) = \(number(end))")
            case .range(let low, let high): lines.append(" \(number(low)) <= \(name) <= \(number(high))")
            }
        }
        let binaries = program.variables.filter(\.isBinary)
        if !binaries.isEmpty {
            // General, not Binary: the latter would reset the bounds.
            lines.append("Generals")
            lines += binaries.map { " \($0.name)" }
        }
        lines.append("End")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func number(_ value: Double) -> String { ProgramText.number(value) }

    /// A named expression and its side, broken into lines of a few terms. An empty expression needs some variable.
    private static func statement(
        _ name: String, _ expression: LinearExpression, _ side: String, _ program: Program
    ) -> [String] {
        var terms = expression.terms.enumerated().map { position, term in
            let sign = term.coefficient < 0 ? "- " : (position == 0 ? "" : "+ ")
            let size = abs(term.coefficient)
            return sign + (size == 1 ? "" : number(size) + " ") + program[term.variable].name
        }
        if terms.isEmpty { terms = ["0 " + (program.variables.first?.name ?? "none")] }
        var lines: [String] = []
        for start in stride(from: 0, to: terms.count, by: termsPerLine) {
            let part = terms[start..<min(start + termsPerLine, terms.count)].joined(separator: " ")
            lines.append((start == 0 ? " \(name): " : "   ") + part)
        }
        if !side.isEmpty { lines[lines.count - 1] += " " + side }
        return lines
    }
}

extension Program {
    /// How many coefficients and sides of rows and objective are no Doubles.
    var roundedNumberCount: Int {
        rows.reduce(objective.inexact.count) {
            $0 + $1.expression.inexact.count + ($1.inexactLower == nil ? 0 : 1) + ($1.inexactUpper == nil ? 0 : 1)
        }
    }
}
