import ArgumentParser
import Contexts
import Reports
import Verification

/// `orthant demo claims`, which `orthant demo` means too: a folder of claims whose verdicts are known.
struct DemoClaims: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims",
        abstract: "Verify a folder of claims and show counterexamples.",
        discussion: """
            The folder holds expected.csv with lines of network,property,expected and, if wanted, engine; a check of a \
            spec file is ,FILE.yaml#ID,expected. Exit code 1 when a verdict is not the expected one.
            """)

    static let examples = [
        "orthant demo",
        "orthant demo --folder specs --engine smt --timeout 20",
    ]

    @Option(help: "folder with expected.csv")
    var folder = "specs"

    @OptionGroup var timeout: TimeoutArgument
    @OptionGroup var search: SearchArguments
    @OptionGroup(visibility: .hidden) var reading: SpecArguments
    @OptionGroup var colour: ColourArgument

    func run() throws {
        let options = try SourcedOptions.chosen(search, timeout)
        let claims = try DemoClaim.all(in: folder, reading: reading)
        let style = Terminal.style
        let table = TextTable([
            .init("claim", fitting: claims.map(\.name)),
            .init("network", fitting: claims.map(\.network)),
            .init("verdict", fitting: VerdictKind.allCases.map(style.label)),
            .init("expected", fitting: claims.map(\.expected)),
            .init("time", fitting: ["100 m 00 s"], isRightAligned: true),
            .init("engine", fitting: EngineChoice.allCases.map(\.rawValue)),
            .init("", fitting: []),
        ])
        for line in table.heading { Terminal.result(line) }
        var details: [String] = []
        var surprises = 0
        for claim in claims {
            let (prepared, answer, options) = try verify(claim, options)
            let kind = answer.verdict.kind
            let isExpected = answer.verdict.word == claim.expected && !answer.isVacuous
            if !isExpected { surprises += 1 }
            let cells = [
                claim.name, claim.network, style.label(kind), claim.expected, NumberText.duration(answer.seconds),
                answer.engine.rawValue, remark(answer, isExpected, options),
            ]
            Terminal.result(table.row(cells) { $0 == 2 ? style.paint($1, kind) : $1 })
            details += self.details(claim, prepared, answer)
        }
        details.forEach(Terminal.result)
        let verdicts = NumberText.count(claims.count, "claim")
        Terminal.result("\n\(verdicts), \(claims.count - surprises) as expected, \(surprises) not")
        if surprises > 0 { throw ExitStatus.violated }
    }

    private func verify(
        _ claim: DemoClaim, _ sourced: SourcedOptions
    ) throws -> (PreparedCheck, Answer, Options) {
        let start = ContinuousClock.now
        var options = try claim.check.options(sourced)
        if sourced.source(of: "engine") == .default { options.engine = claim.engine }
        let limits = options.limits(deadline: start + .seconds(options.timeout))
        let prepared = try claim.check.prepare(limits)
        prepared.warnings.forEach(Terminal.error)
        return (prepared, try prepared.answer(Context(options: options, limits: limits)), options)
    }

    private func remark(_ answer: Answer, _ isExpected: Bool, _ options: Options) -> String {
        if case .unknown(let reason) = answer.verdict { return "<- \(reason.text(options))" }
        if answer.isVacuous { return "<- of nothing: the region is empty" }
        return isExpected ? "" : "<- not as expected"
    }

    /// What follows the table: every counterexample, and what is proved where only the claim itself says how far it
    /// reaches.
    private func details(_ claim: DemoClaim, _ prepared: PreparedCheck, _ answer: Answer) -> [String] {
        let sentence = claim.sentence().map { "claim     \($0)" }
        switch answer.verdict {
        case .violated(let witness):
            let text = CounterexampleText(
                Counterexample(witness, of: prepared.queries[answer.queryIndex], original: prepared.original))
            let lines: [String?] = [
                "", "Counterexample to \(claim.name)", sentence, text.summary, "",
                text.pictures ?? text.inputs(isComplete: false), text.outputs(isComplete: false),
            ]
            return lines.compactMap(\.self)
        case .holds where claim.check.description.claim != nil:
            let lines: [String?] = ["", "Proved: \(claim.name)", sentence]
            return lines.compactMap(\.self)
        case .holds, .unknown: return []
        }
    }
}

extension Answer {
    fileprivate var isVacuous: Bool {
        if case .vacuous? = vacuity { true } else { false }
    }
}
