/// What the results of a run look like.
package enum OutputFormat: String, Sendable, CaseIterable {
    case table, concise, json, jsonl, csv, junit, sarif
}

/// Turns outcomes into text for stdout, as they come. Every element is a line, or several.
package protocol OutcomeWriter {
    /// What stands before the first outcome.
    var heading: [String] { get }
    /// What is printed as soon as a check has finished.
    mutating func lines(for outcome: CheckOutcome) throws -> [String]
    /// What is printed when the run has ended, after all its checks or before.
    func closing(_ tally: CheckTally, seconds: Double) throws -> [String]
}

/// How a run is written.
package struct OutputSettings: Sendable {
    package let style: Style
    /// False leaves out everything that differs from run to run.
    package let showsTimes: Bool
    /// Verdicts and nothing else.
    package let isQuiet: Bool
    /// Everything there is to say about a counterexample.
    package let isComplete: Bool

    package init(style: Style = .plain, showsTimes: Bool = true, isQuiet: Bool = false, isComplete: Bool = false) {
        self.style = style
        self.showsTimes = showsTimes
        self.isQuiet = isQuiet
        self.isComplete = isComplete
    }
}

extension OutputFormat {
    /// The writer of this format for a run of these checks. A table of one check is the full text about it.
    package func writer(for checks: [CheckDescription], _ settings: OutputSettings) -> any OutcomeWriter {
        switch self {
        case .table where settings.isQuiet: VerdictWriter(isAlone: checks.count == 1, style: settings.style)
        case .table where checks.count == 1: DetailWriter(settings: settings)
        case .table: TableWriter(checks, settings)
        case .concise: ConciseWriter(settings: settings)
        case .json: JSONWriter(settings: settings)
        case .jsonl: JSONLinesWriter(settings: settings)
        case .csv: CSVWriter(settings: settings)
        case .junit: JUnitWriter(settings: settings)
        case .sarif: SARIFWriter()
        }
    }

    /// Whether the format shows digests of model files: reading them again has a cost.
    package var showsDigests: Bool { self == .json || self == .jsonl }

    /// Whether a program reads the result, so that nothing may be mixed into it.
    package var isForPrograms: Bool { self != .table && self != .concise }
}
