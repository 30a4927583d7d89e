import Contexts
import Exact
import Networks
import Queries
import Verification

/// One row per check, verdict first, and a line of counts at the end.
struct TableWriter: OutcomeWriter {
    private let settings: OutputSettings
    private let table: TextTable

    /// The columns are as wide as the checks need.
    init(_ checks: [CheckDescription], _ settings: OutputSettings) {
        self.settings = settings
        var columns: [TextTable.Column] = [
            .init("verdict", fitting: VerdictKind.allCases.map(settings.style.label)),
            .init("check", fitting: checks.map(\.id)),
        ]
        if settings.showsTimes { columns.append(.init("time", fitting: ["100 m 00 s"], isRightAligned: true)) }
        columns += [.init("engine", fitting: ["bounds"]), .init("", fitting: [])]
        table = TextTable(columns)
    }

    var heading: [String] { table.heading }

    func lines(for outcome: CheckOutcome) -> [String] {
        let kind = outcome.verdict.kind
        var cells = [settings.style.label(kind), outcome.check.id]
        if settings.showsTimes { cells.append(NumberText.duration(outcome.seconds)) }
        cells += [outcome.method, outcome.remark]
        return [table.row(cells) { $0 == 0 ? settings.style.paint($1, kind) : $1 }]
    }

    func closing(_ tally: CheckTally, seconds: Double) -> [String] {
        ["", tally.summary(seconds: settings.showsTimes ? seconds : nil)]
    }
}

/// The verdicts alone: of one check the word, of several the word and the check.
struct VerdictWriter: OutcomeWriter {
    let isAlone: Bool
    let style: Style

    var heading: [String] { [] }

    func lines(for outcome: CheckOutcome) -> [String] {
        let kind = outcome.verdict.kind
        let word = style.paint(kind.rawValue, kind)
        return [isAlone ? word : "\(word)  \(outcome.check.id)"]
    }

    func closing(_ tally: CheckTally, seconds: Double) -> [String] { [] }
}

/// One line per check that starts like a compiler's message, so that editors can jump to it.
struct ConciseWriter: OutcomeWriter {
    let settings: OutputSettings

    var heading: [String] { [] }

    func lines(for outcome: CheckOutcome) -> [String] {
        let kind = outcome.verdict.kind
        let facts = [
            outcome.remark, outcome.method, settings.showsTimes ? NumberText.duration(outcome.seconds) : "",
        ].filter { !$0.isEmpty }
        let word = settings.style.paint(kind.rawValue, kind)
        let place = outcome.check.place.text
        let name = outcome.check.id == place ? "" : ": \(outcome.check.id)"
        return ["\(place): \(word)\(name) (\(facts.joined(separator: ", ")))"]
    }

    func closing(_ tally: CheckTally, seconds: Double) -> [String] {
        settings.isQuiet ? [] : [tally.summary(seconds: settings.showsTimes ? seconds : nil)]
    }
}

extension CheckOutcome {
    /// What is worth saying in a row of a table beside the verdict.
    var remark: String {
        var remarks: [String] = []
        if let expected = check.expectation, meetsExpectation == false {
            remarks.append("expected \(expected.rawValue)")
        }
        switch verdict {
        case .holds: if isVacuous { remarks.append("vacuous: the region is empty") }
        case .violated(let witness):
            let type = counterexample?.query.network.elementType ?? .float64
            // An empty conjunction is violated without a margin.
            if witness.margin.isFinite { remarks.append("margin \(NumberText.exact(witness.margin, type))") }
            if !witness.boundaryNeurons.isEmpty { remarks.append("at pre-activation 0 only") }
        case .unknown: remarks.append(reason ?? "")
        }
        if let bound { remarks.append(bound.text) }
        if let counterexampleFile { remarks.append(counterexampleFile) }
        return remarks.joined(separator: ", ")
    }
}

extension CheckOutcome.Bound {
    /// `eps holds at 0.02, violated at 0.025`, each rounded to the safe side. Nothing is said of the values between or below:
    /// that a claim gets harder as the name grows is for the author of the spec to know.
    var text: String {
        let parts = [
            lower.map { "\(name) holds at \(NumberText.lowerBound($0.double(.down)))" },
            upper.map { "violated at \(NumberText.upperBound($0.double(.up)))" },
            undecided.map { "undecided at \(NumberText.upperBound($0.double(.up)))" },
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }
}
