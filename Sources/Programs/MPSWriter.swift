/// A program in the free MPS format.
///
/// Strict rows are closed and numbers that are no Doubles are rounded, as in ``LPWriter``. Rows without a side are free (N)
/// rows, binaries stand between integer markers.
package enum MPSWriter {
    package static func text(_ program: Program) throws(ProgramTextError) -> String {
        guard program.disjunctions.isEmpty else { throw .disjunctions }
        var lines = ["NAME orthant", "ROWS", " N obj"]
        for row in program.rows { lines.append(" \(rowKind(row)) \(row.name)") }
        lines.append("COLUMNS")
        lines += columns(program)
        lines.append("RHS")
        for row in program.rows {
            switch ProgramText.shape(row.lower, row.upper) {
            case .free: break
            case .atLeast(let side), .atMost(let side), .equal(let side), .range(let side, _):
                if side != 0 { lines.append(" rhs \(row.name) \(ProgramText.number(side))") }
            }
        }
        lines.append("RANGES")
        for row in program.rows {
            if case .range(let low, let high) = ProgramText.shape(row.lower, row.upper) {
                lines.append(" rng \(row.name) \(ProgramText.number((high - low).nextUp))")
            }
        }
        lines.append("BOUNDS")
        for variable in program.variables { lines += bounds(variable) }
        lines.append("ENDATA")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func rowKind(_ row: Row) -> String {
        switch ProgramText.shape(row.lower, row.upper) {
        case .free: "N"
        case .atLeast, .range: "G"
        case .atMost: "L"
        case .equal: "E"
        }
    }

    private static func columns(_ program: Program) -> [String] {
        var entries = [[(row: String, value: Double)]](repeating: [], count: program.variables.count)
        for term in program.objective.terms { entries[term.variable.index].append(("obj", term.coefficient)) }
        for row in program.rows {
            for term in row.expression.terms { entries[term.variable.index].append((row.name, term.coefficient)) }
        }
        var lines: [String] = []
        var isInteger = false
        for (variable, column) in zip(program.variables, entries) {
            if variable.isBinary != isInteger {
                isInteger = variable.isBinary
                lines.append(" marker 'MARKER' \(isInteger ? "'INTORG'" : "'INTEND'")")
            }
            // A column exists only through an entry.
            for entry in column.isEmpty ? [("obj", 0)] : column {
                lines.append(" \(variable.name) \(entry.0) \(ProgramText.number(entry.1))")
            }
        }
        if isInteger { lines.append(" marker 'MARKER' 'INTEND'") }
        return lines
    }

    private static func bounds(_ variable: Program.Variable) -> [String] {
        switch ProgramText.shape(variable.lower, variable.upper) {
        case .free: [" FR bnd \(variable.name)"]
        case .atLeast(let end): [" LO bnd \(variable.name) \(ProgramText.number(end))"]
        case .atMost(let end): [" MI bnd \(variable.name)", " UP bnd \(variable.name) \(ProgramText.number(end))"]
        case .equal(let end): [" FX bnd \(variable.name) \(ProgramText.number(end))"]
        case .range(let low, let high):
            [
                " LO bnd \(variable.name) \(ProgramText.number(low))",
                " UP bnd \(variable.name) \(ProgramText.number(high))",
            ]
        }
    }
}
