import ArgumentParser
import Contexts
import Files
import Foundation
import Queries
import Reports
import Verification

/// `orthant demo claims`, which `orthant demo` means too: a folder of claims whose verdicts are known.
struct DemoClaims: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims",
        abstract: "Verify a folder of claims and show counterexamples.",
        discussion: """
            The folder holds expected.csv with lines of network,property,expected and, if wanted, engine. Exit code \
            1 when a verdict is not the expected one.
            """)

    static let examples = [
        "orthant demo",
        "orthant demo --folder specs --engine smt --timeout 20",
    ]

    @Option(help: "folder with expected.csv")
    var folder = "specs"

    @OptionGroup var timeout: TimeoutArgument
    @OptionGroup var search: SearchArguments
    @OptionGroup var colour: ColourArgument

    private struct Refutation {
        let claim: ClaimList.Claim
        let text: CounterexampleText
    }

    func run() throws {
        let options = try SourcedOptions.chosen(search, timeout)
        let claims = try ClaimList(at: path("expected.csv")).claims
        let style = Terminal.style
        let table = TextTable([
            .init("claim", fitting: claims.map { name($0.property) }),
            .init("network", fitting: claims.map { name($0.network) }),
            .init("verdict", fitting: VerdictKind.allCases.map(style.label)),
            .init("expected", fitting: claims.map(\.expected)),
            .init("time", fitting: ["100 m 00 s"], isRightAligned: true),
            .init("engine", fitting: EngineChoice.allCases.map(\.rawValue)),
            .init("", fitting: []),
        ])
        for line in table.heading { Terminal.result(line) }
        var refutations: [Refutation] = []
        var surprises = 0
        for claim in claims {
            let (answer, query) = try verify(claim, options)
            let kind = answer.verdict.kind
            let isExpected = answer.verdict.word == claim.expected
            if !isExpected { surprises += 1 }
            let cells = [
                name(claim.property), name(claim.network), style.label(kind), claim.expected,
                NumberText.duration(answer.seconds), answer.engine.rawValue,
                remark(answer, isExpected, options.options),
            ]
            Terminal.result(table.row(cells) { $0 == 2 ? style.paint($1, kind) : $1 })
            if case .violated(let witness) = answer.verdict {
                refutations.append(Refutation(claim: claim, text: CounterexampleText(witness, of: query)))
            }
        }
        for refutation in refutations { show(refutation) }
        let verdicts = NumberText.count(claims.count, "claim")
        Terminal.result("\n\(verdicts), \(claims.count - surprises) as expected, \(surprises) not")
        if surprises > 0 { throw ExitStatus.violated }
    }

    private func verify(_ claim: ClaimList.Claim, _ sourced: SourcedOptions) throws -> (Answer, Query) {
        let start = ContinuousClock.now
        var options = sourced.options
        if sourced.source(of: "engine") == .default { options.engine = claim.engine }
        let networks = NetworkArgument.words(claim.network).map { $0.relative(to: path) }
        let problem = try Problem(property: path(claim.property), networks: networks)
        problem.warn()
        let limits = options.limits(deadline: start + .seconds(options.timeout))
        let answer = Verifier(query: problem.query, context: Context(options: options, limits: limits)).run()
        return (answer, problem.query)
    }

    private func remark(_ answer: Answer, _ isExpected: Bool, _ options: Options) -> String {
        if case .unknown(let reason) = answer.verdict { return "<- \(reason.text(options))" }
        return isExpected ? "" : "<- not as expected"
    }

    private func show(_ refutation: Refutation) {
        let text = refutation.text
        let lines = [
            "", "Counterexample to \(name(refutation.claim.property))", sentence(of: refutation.claim), text.summary,
            "",
            text.pictures ?? text.inputs(isComplete: false), text.outputs(isComplete: false),
        ]
        Terminal.result(lines.compactMap(\.self).joined(separator: "\n"))
    }

    /// What the property says in English, when it starts with a comment `; Claim: ...` of one or more lines.
    private func sentence(of claim: ClaimList.Claim) -> String? {
        guard let bytes = try? FileReading.text(at: path(claim.property)) else { return nil }
        let comments = String(decoding: bytes.prefix(2_000), as: UTF8.self)
            .split(whereSeparator: \.isNewline)
            .prefix { $0.hasPrefix(";") }
            .map { $0.dropFirst().split(separator: " ") }
        guard comments.first?.first == "Claim:" else { return nil }
        // The claim ends where a line starts with another field.
        let others = comments.dropFirst().prefix { line in
            guard let word = line.first else { return true }
            return !(word.first?.isUppercase == true && word.hasSuffix(":"))
        }
        return "claim     " + (comments[0].dropFirst() + others.joined()).joined(separator: " ")
    }

    private func path(_ relative: String) -> String {
        relative.hasPrefix("/") ? relative : "\(folder)/\(relative)"
    }

    /// The file name without folder and extensions.
    private func name(_ path: String) -> String {
        let file = path.split(separator: "/").last ?? ""
        return String(file.prefix { $0 != "." })
    }
}
