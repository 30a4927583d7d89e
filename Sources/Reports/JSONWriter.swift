import Contexts

/// One object per check on a line of its own, as soon as the check has finished.
struct JSONLinesWriter: OutcomeWriter {
    let settings: OutputSettings

    var heading: [String] { [] }

    func lines(for outcome: CheckOutcome) throws -> [String] {
        [try JSONText.line(of: CheckDocument(outcome, showsTimes: settings.showsTimes))]
    }

    func closing(_ tally: CheckTally, seconds: Double) -> [String] { [] }
}

/// One document about the whole run, when it has ended.
struct JSONWriter: OutcomeWriter {
    let settings: OutputSettings
    private var checks: [CheckDocument] = []

    init(settings: OutputSettings) {
        self.settings = settings
    }

    var heading: [String] { [] }

    mutating func lines(for outcome: CheckOutcome) -> [String] {
        checks.append(CheckDocument(outcome, showsTimes: settings.showsTimes))
        return []
    }

    func closing(_ tally: CheckTally, seconds: Double) throws -> [String] {
        let summary = RunDocument.Summary(tally, seconds: settings.showsTimes ? seconds : nil)
        return [try JSONText.of(RunDocument(checks: checks, summary: summary))]
    }
}

/// A run as one JSON document. Fields keep their names within a schema number; fields may be added.
struct RunDocument: Encodable {
    struct Summary: Encodable {
        let planned: Int
        let finished: Int
        let hold: Int
        let violated: Int
        let unknown: Int
        let timedOut: Int
        let vacuous: Int
        let unexpected: Int
        let interrupted: Bool
        let seconds: Double?

        init(_ tally: CheckTally, seconds: Double?) {
            planned = tally.planned
            finished = tally.finished
            hold = tally.hold
            violated = tally.violated
            unknown = tally.unknown
            timedOut = tally.timedOut
            vacuous = tally.vacuous
            unexpected = tally.unexpected
            interrupted = tally.isInterrupted
            self.seconds = seconds.map(NumberText.microseconds)
        }
    }

    let schema = CheckDocument.schema
    let version = Product.version
    let checks: [CheckDocument]
    let summary: Summary
}
