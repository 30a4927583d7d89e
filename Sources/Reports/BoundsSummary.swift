import Properties
package import Queries
package import Verification

/// What `bounds` says about one case of a query: sound bounds by each method.
package struct BoundsSummary: Encodable, Sendable {
    struct Range: Encodable, Sendable {
        let lower: Double
        let upper: Double
    }

    struct Output: Encodable, Sendable {
        let name: String
        let interval: Range
        let backward: Range
    }

    struct Row: Encodable, Sendable {
        /// Which alternative of the unsafe set the row belongs to; a counterexample meets all rows of one.
        let alternative: Int
        /// `Y_0 - Y_1 <= 0`.
        let text: String
        /// Lower bounds of the left-hand side.
        let intervalLeast: Double
        let backwardLeast: Double
        /// False when a bound excludes the row.
        let isReachable: Bool
    }

    let caseIndex: Int
    let isEmpty: Bool
    let outputs: [Output]
    let unsafeRows: [Row]

    package init(_ bounds: CaseBounds, of query: Query, case index: Int) {
        let (interval, backward) = (bounds.interval, bounds.backward)
        caseIndex = index
        isEmpty = bounds.isEmpty
        outputs = interval.lower.indices.map { j in
            Output(
                name: "Y_\(j)", interval: Range(lower: interval.lower[j], upper: interval.upper[j]),
                backward: Range(lower: backward.lower[j], upper: backward.upper[j]))
        }
        unsafeRows = query.cases[index].unsafe.enumerated().flatMap { k, polyhedron in
            polyhedron.rows.enumerated().map { i, row in
                Row(
                    alternative: k, text: row.description, intervalLeast: interval.least[k][i],
                    backwardLeast: backward.least[k][i],
                    isReachable: !interval.isExcluded[k][i] && !backward.isExcluded[k][i])
            }
        }
    }

    /// Two tables: the outputs, and the unsafe rows with the least value of their left-hand sides.
    package var text: String {
        let outputTable = TextTable.text(
            titles: ["output", "interval lower", "upper", "backward lower", "upper"],
            rows: outputs.map { output in
                [output.name]
                    + [output.interval, output.backward].flatMap {
                        [NumberText.lowerBound($0.lower), NumberText.upperBound($0.upper)]
                    }
            },
            rightAligned: [1, 2, 3, 4])
        let rowTable = TextTable.text(
            titles: ["alternative", "unsafe row", "least by interval", "by backward", "reachable"],
            rows: unsafeRows.map { row in
                [
                    String(row.alternative), row.text, NumberText.lowerBound(row.intervalLeast),
                    NumberText.lowerBound(row.backwardLeast),
                    row.isReachable ? "perhaps" : "no",
                ]
            },
            rightAligned: [2, 3])
        return "\(outputTable)\n\n\(rowTable)" + (isEmpty ? "\n\nthe region is empty" : "")
    }
}
