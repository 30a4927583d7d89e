import Exact
package import Properties
package import Queries

/// A case's rows in Doubles, each distinct row once: what the search bounds and the attacks descend on.
package struct UnsafeRows: Sendable {
    package let coefficients: [RowCoefficients]
    /// The rows' right-hand sides, rounded up: a row whose least value is above this is met nowhere.
    package let thresholds: [Double]
    package let isStrict: [Bool]
    /// For each unsafe polyhedron the rows that a witness in it meets: the region's own, then the polyhedron's.
    ///
    /// Where that is no row at all although phases are decided, it is the row 0 <= 0: multipliers of the phases lift its
    /// bound above 0 exactly when no input follows them.
    package let alternatives: [[Int]]

    package init(_ problem: Case, inputCount: Int, outputCount: Int) {
        var indexOf: [LinearRow: Int] = [:]
        var rows: [LinearRow] = []
        alternatives = problem.unsafe.map { polyhedron in
            var met = problem.regionRows + polyhedron.rows
            if met.isEmpty && !problem.decisions.isEmpty { met = [LinearRow(terms: [], bound: .zero)] }
            return met.map { row in
                if let index = indexOf[row] { return index }
                indexOf[row] = rows.count
                rows.append(row)
                return rows.count - 1
            }
        }
        coefficients = rows.map { RowCoefficients($0, inputCount: inputCount, outputCount: outputCount) }
        thresholds = rows.map { $0.bound.double(.up) }
        isStrict = rows.map(\.isStrict)
    }

    /// Whether a sound lower bound of a row proves that no point meets it. False for NaN.
    package func excludes(_ row: Int, lowerBound: Double) -> Bool {
        isStrict[row] ? lowerBound >= thresholds[row] : lowerBound > thresholds[row]
    }
}

extension RowCoefficients {
    package init(_ row: LinearRow, inputCount: Int, outputCount: Int) {
        var output = [Double](repeating: 0, count: outputCount)
        var input = [Double](repeating: 0, count: inputCount)
        var usesInput = false
        for term in row.terms {
            switch term.variable {
            case .input(let i):
                input[i] = term.coefficient.double(.nearest)
                usesInput = true
            case .output(let j): output[j] = term.coefficient.double(.nearest)
            }
        }
        self.init(output: output, input: usesInput ? input : nil)
    }
}
