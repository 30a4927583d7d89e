/// What `bounds` says about one case of a query: sound bounds by each method.
package struct BoundsSummary: Encodable, Sendable {
    /// A sound enclosure of a quantity over the region.
    package struct Range: Encodable, Sendable {
        let lower: Double
        let upper: Double

        package init(lower: Double, upper: Double) {
            self.lower = lower
            self.upper = upper
        }
    }

    /// One line: a name such as `Y_0`, and its range by each method, in the order of ``methods``.
    package struct Line: Encodable, Sendable {
        let name: String
        let ranges: [Range]

        package init(name: String, ranges: [Range]) {
            self.name = name
            self.ranges = ranges
        }
    }

    let caseIndex: Int
    let methods: [String]
    let outputs: [Line]
    /// The slack `bound - sum` of each unsafe row: a negative upper end excludes the row's polyhedron.
    let unsafeRows: [Line]

    package init(caseIndex: Int, methods: [String], outputs: [Line], unsafeRows: [Line]) {
        self.caseIndex = caseIndex
        self.methods = methods
        self.outputs = outputs
        self.unsafeRows = unsafeRows
    }

    /// Two tables: outputs, and slacks of unsafe rows with what they exclude.
    package var text: String {
        let titles = methods.flatMap { ["\($0) lower", "\($0) upper"] }
        let numbers = Set(1...max(1, titles.count))
        let outputTable = TextTable.text(
            titles: ["output"] + titles, rows: outputs.map { [$0.name] + $0.cells }, rightAligned: numbers)
        let rowTable = TextTable.text(
            titles: ["slack of unsafe row"] + titles + ["reachable"],
            rows: unsafeRows.map { line in
                let isExcluded = line.ranges.contains { $0.upper < 0 }
                return [line.name] + line.cells + [isExcluded ? "no" : "perhaps"]
            },
            rightAligned: numbers)
        return "\(outputTable)\n\n\(rowTable)"
    }
}

extension BoundsSummary.Line {
    fileprivate var cells: [String] {
        ranges.flatMap { [$0.lower.description, $0.upper.description] }
    }
}
