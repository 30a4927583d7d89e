import ArgumentParser
import Contexts
import Exact
import Networks
import Patterns
import Properties
import Queries
import Reports
import Verification

/// `orthant nap verify`: is a class best wherever a pattern is followed?
struct NapVerify: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove or refute that a class is best at every input of a domain that follows a pattern.",
        discussion: """
            Without --row the whole domain is meant; rows of --images that follow the pattern, or nearly, are looked at \
            first. A tie refutes the claim. Solvers take phases closed, so that a pre-activation of 0 has both; a \
            counterexample that needs this is reported as such. Beside 'holds' stands an input that follows the pattern, or \
            that there is none. The options of 'orthant verify' for engines and output are taken too: --json, -q and so on.
            """)

    static let examples = [
        "orthant nap verify --network M.onnx --nap mined/class-3.nap --domain 0,1 --images my-data.npz",
        "orthant nap verify --network M.onnx --nap 3.nap --domain 0,1 --images my-data.npz --row 7 --radius 0.1",
    ]

    @OptionGroup var model: PatternNetworkArgument

    @Option(help: ArgumentHelp("NAP file, or a folder of them; may be repeated", valueName: "file"))
    var nap: [String]

    @OptionGroup var claim: PatternClaimArguments

    @Option(
        help: ArgumentHelp("argmax or argmin: which output is the predicted class (default argmax)", valueName: "rule"))
    var decision: String?

    @OptionGroup var timeout: TimeoutArgument
    @OptionGroup(visibility: .hidden) var search: SearchArguments
    @OptionGroup(visibility: .hidden) var arguments: RunArguments
    @OptionGroup var colour: ColourArgument

    func run() throws {
        let options = try SourcedOptions.chosen(search, timeout)
        let rule = try ClassArguments.rule(decision)
        let opened = try model.open()
        let patterns = try opened.patterns(at: nap)
        let set = try claim.dataSet(for: opened.network)
        let inputs = try claim.inputs(opened.network, set)
        let evaluator = PhaseEvaluator(opened.network, decision: rule)
        // Near a row that row says enough.
        let data =
            try inputs.center == nil
            ? set.map { try PatternData($0, evaluator, threads: options.options.threads) } : nil
        let active = inputs.center.map { evaluator.activeNeurons(at: [$0])[0] }
        let checks = try patterns.map { file, document in
            let target = try claim.target(of: document, opened)
            let unsafe = rule.beaten(target, of: opened.network.outputCount)
            let whole = Region.intersection([.box(inputs.box), .pattern(document.pattern.decisions)])
            return PlannedCheck(
                description: CheckDescription(
                    id: nap.count == 1 && file == nap[0] ? "class-\(target)" : file, place: Place(file: file),
                    network: opened.path, decision: rule.shown)
            ) { _ in
                var prepared = PreparedCheck(
                    queries: try Query.lowered(Claim(region: whole, unsafe: unsafe), on: opened.network))
                prepared.region = {
                    try Query.lowered(Claim(region: whole, unsafe: .all([])), on: opened.network)
                }
                prepared.original = inputs.center.map { $0.map { $0.double(.nearest) } }
                prepared.known = try data?.known(document.pattern, target: target) ?? KnownPoints()
                if let active, let center = prepared.original {
                    add(center, document.pattern.rejections(ofActive: active).count, document, file, to: &prepared)
                }
                return prepared
            }
        }
        var run = try CheckRun(checks, .verify, options: options, arguments: arguments)
        throw try run.run()
    }

    /// The row itself is a point of the region, or there is a remark about it.
    private func add(
        _ center: [Double], _ broken: Int, _ document: NAPDocument, _ file: String, to prepared: inout PreparedCheck
    ) {
        guard let row = claim.row, broken > 0 else {
            prepared.known.members = [center]
            return
        }
        let size = document.pattern.size
        let warning = UsageWarning.rowDoesNotFollow(row: row, pattern: file, broken: broken, size: size)
        prepared.warnings.append(warning.line)
    }
}
