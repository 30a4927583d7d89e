import Exact
package import Networks
import Properties
import Queries
package import Verification

/// What `replay` says about a counterexample: whether it still violates, by which row and how much, and what differs from
/// what its file claims.
package struct ReplayReport: Encodable {
    struct Row: Encodable {
        let row: String
        let met: Bool
        /// By how much the row is met, as a decimal; below 0 it is missed.
        let slack: String
        let metInFloats: Bool
        let slackInFloats: Double?
    }

    struct Claimed: Encodable {
        let `class`: String?
        let margin: Double
        /// The largest difference between an output and the claimed one; `nil` when their counts differ.
        let outputDifference: Double?
    }

    let schema = 1
    let check: String
    let verdict: VerdictKind
    let replayed: [String: String]
    let grade: String?
    let `class`: String?
    let margin: Double?
    let unsafe: [Row]
    /// Rows of the region.
    let region: [Row]
    /// Inputs outside their bounds.
    let outside: [String]
    let isRegionKnown: Bool
    let output: [Double]
    let claimed: Claimed
    private let elementType: ElementType

    private enum CodingKeys: String, CodingKey {
        case schema, check, verdict, replayed, grade, `class`, margin, unsafe, region, outside, isRegionKnown, output
        case claimed
    }

    package init(_ replay: Replay, of file: CounterexampleFile, elementType: ElementType) {
        check = file.check
        self.elementType = elementType
        let witness = replay.witness
        verdict = witness == nil ? .unknown : .violated
        replayed = [
            "exact": (witness == nil ? Witness.Replay.lost : .confirmed).rawValue,
            elementType.rawValue: (witness?.replay ?? (replay.failsInFloats ? .fragile : .lost)).rawValue,
        ]
        grade = witness?.grade.rawValue
        self.class = file.rule?.chosen(replay.output).joined(separator: " or ")
        margin = witness?.margin
        unsafe = replay.unsafe.map(Row.init)
        region = replay.region.map(Row.init)
        outside = replay.outside.map { "X_\($0)" }
        isRegionKnown = file.region != nil
        output = replay.output
        claimed = Claimed(
            class: file.claimed.class, margin: file.claimed.margin,
            outputDifference: replay.output.count == file.claimed.output.count
                ? zip(replay.output, file.claimed.output).reduce(0) { max($0, ($1.0 - $1.1).magnitude) } : nil)
    }

    /// Whether the counterexample still refutes its property.
    package var isViolated: Bool { verdict == .violated }

    /// The report for people, verdict first.
    package func text(_ style: Style = .plain) -> String {
        [headline(style), facts, rowTable].joined(separator: "\n\n")
    }

    private func headline(_ style: Style) -> String {
        let word = style.paint(style.label(verdict), verdict)
        if isViolated { return "\(word)  \(check)" }
        return "\(word): the counterexample is not one on this network  \(check)"
    }

    private var facts: String {
        let type = elementType.rawValue
        var lines = ["checked   exactly: \(replayed["exact"] ?? ""); in \(type): \(replayed[type] ?? "")"]
        lines.append("region    \(regionText)")
        if let chosen = self.class { lines.append("class     \(chosen)\(note(chosen, claimed.class))") }
        if let margin {
            let shown = NumberText.exact(margin, elementType)
            lines.append("margin    \(shown)\(note(shown, NumberText.exact(claimed.margin, elementType)))")
        }
        if let difference = claimed.outputDifference {
            let amount = difference == 0 ? "as claimed" : "up to \(difference) from the claimed one"
            lines.append("output    \(amount)")
        }
        return lines.joined(separator: "\n")
    }

    private var regionText: String {
        if !isRegionKnown { return "not in the file; only the outputs are judged" }
        let missed = region.filter { !$0.met }.map(\.row)
        if outside.isEmpty && missed.isEmpty { return "the point is inside" }
        return "the point is outside: " + (outside.map { "\($0) is out of its range" } + missed).joined(separator: ", ")
    }

    private func note(_ found: String, _ claimed: String?) -> String {
        guard let claimed else { return "" }
        return found == claimed ? ", as claimed" : "; the file claims \(claimed)"
    }

    private var rowTable: String {
        func amount(_ isMet: Bool, _ slack: Double?) -> String {
            guard let slack else { return "not finite" }
            return (isMet ? "met by " : "missed by ") + NumberText.exact(slack.magnitude, elementType)
        }
        return TextTable.text(
            titles: ["unsafe row", "exactly", "in \(elementType.rawValue)"],
            rows: unsafe.map { row in
                [
                    row.row, amount(row.met, Rational(text: row.slack)?.double(.nearest)),
                    amount(row.metInFloats, row.slackInFloats),
                ]
            })
    }
}

extension ReplayReport.Row {
    fileprivate init(_ result: Replay.RowResult) {
        self.init(
            row: result.row.description, met: result.isMet, slack: NumberText.decimal(result.exactSlack),
            metInFloats: result.isMetInFloats, slackInFloats: result.floatSlack?.double(.nearest))
    }
}

extension Replay {
    /// All rows are met in floats.
    fileprivate var failsInFloats: Bool {
        (region + unsafe).allSatisfy(\.isMetInFloats)
    }
}
