import Contexts
import Queries

/// Comma-separated values (RFC 4180), one row per check.
struct CSVWriter: OutcomeWriter {
    let settings: OutputSettings

    private var columns: [(title: String, cell: (CheckOutcome) -> String)] {
        let timed: [(String, (CheckOutcome) -> String)] =
            settings.showsTimes ? [("seconds", { NumberText.fixed($0.seconds, places: 3) })] : []
        return [
            ("verdict", { $0.verdict.kind.rawValue }), ("id", { $0.check.id }), ("file", { $0.check.place.file }),
            ("line", { $0.check.place.position.map { String($0.line) } ?? "" }),
            ("column", { $0.check.place.position.map { String($0.column) } ?? "" }),
            ("params", { $0.check.parameters.map { "\($0.name)=\($0.text)" }.joined(separator: ";") }),
            ("network", { $0.check.network }),
        ] + timed + [
            ("nodes", { String($0.statistics.boundedSubproblems) }), ("engine", { $0.method }),
            ("reason", { $0.reason ?? "" }), ("vacuous", { $0.isVacuous ? "true" : "" }),
            ("expected", { $0.check.expectation?.rawValue ?? "" }),
            ("margin", { $0.counterexample.map { $0.witness.margin.description } ?? "" }),
            ("counterexample", { $0.counterexampleFile ?? "" }),
        ]
    }

    var heading: [String] { [columns.map(\.title).joined(separator: ",")] }

    func lines(for outcome: CheckOutcome) -> [String] {
        [columns.map { Self.quoted($0.cell(outcome)) }.joined(separator: ",")]
    }

    func closing(_ tally: CheckTally, seconds: Double) -> [String] { [] }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
