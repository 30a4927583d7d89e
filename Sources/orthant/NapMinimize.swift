import ArgumentParser
import Contexts
import DataFiles
import Exact
import Files
import Networks
import Patterns
import Properties
import Queries
import Reports
import SpecReading
import Verification

/// `orthant nap minimize`: drops from a pattern what a claim does not need.
struct NapMinimize: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "minimize",
        abstract: "Drop neurons from a pattern as long as the class is proved best wherever it is followed.",
        discussion: """
            coarsen tries neuron after neuron and says why each one left is; optadvprune keeps what adversarial inputs get \
            wrong. The claim was proved for what is written. --images: coverage and volume, before and after.
            """)

    static let examples = [
        "orthant nap minimize --network M.onnx --nap 3.nap --domain 0,1 --method coarsen --output small.nap",
        "orthant nap minimize --network M.onnx --nap 3.nap --domain 0,1 --method stochcoarsen --output small.nap",
    ]

    enum Method: String, CaseIterable, ExpressibleByArgument {
        case coarsen, stochcoarsen, optadvprune
    }

    @OptionGroup var model: PatternNetworkArgument

    @Option(help: ArgumentHelp("NAP file", valueName: "file"))
    var nap: String

    @OptionGroup var claim: PatternClaimArguments

    @Option(help: ArgumentHelp("coarsen, stochcoarsen or optadvprune", valueName: "method"))
    var method: Method = .coarsen

    @Option(help: ArgumentHelp("slack, layer or random: the order in which coarsen tries neurons", valueName: "order"))
    var order: String = "slack"

    @Option(help: ArgumentHelp("end stochcoarsen at so many neurons", valueName: "n"))
    var size: Int?

    @Option(help: ArgumentHelp("most samples of stochcoarsen", valueName: "n"))
    var samples: Int = 50

    @Option(parsing: .unconditional, help: ArgumentHelp("seconds for each call of the verifier", valueName: "s"))
    var callTimeout: String = "5"

    @Option(help: ArgumentHelp("write the pattern there", valueName: "file"), completion: .file())
    var output: String?

    @OptionGroup(visibility: .hidden) var classArguments: ClassArguments

    @Flag(help: "print one JSON document")
    var json = false

    @Flag(name: .shortAndLong, help: "print stages on stderr (-vv: more)")
    var verbose: Int

    @OptionGroup var timeout: TimeoutArgument
    @OptionGroup(visibility: .hidden) var effort: EffortArguments
    @OptionGroup(visibility: .hidden) var colour: ColourArgument

    func run() throws {
        var sourced = try SourcedOptions.ofEnvironment()
        try effort.apply(to: &sourced)
        // A minimisation is many runs: without a time of its own it takes the time it needs.
        let hasTime = timeout.timeout != nil
        try timeout.apply(to: &sourced)
        let options = sourced.options
        let callLimit = try seconds(callTimeout)
        if let output { try FileWriting.checkWritable(output) }
        let rule = try classArguments.rule()
        let opened = try model.open()
        let document = try opened.pattern(at: nap)
        let target = try claim.target(of: document, opened.network)
        let region = try claim.region(opened.network)
        let rows = try evaluated(opened, rule, options)
        let unsafe = rule.beaten(target, of: opened.network.outputCount)
        let queries = try Query.lowered(Claim(region: region, unsafe: unsafe), on: opened.network)
        guard let query = queries.first, queries.count == 1 else { throw UsageError.severalNetworks(count: 0) }
        let whole = Limits()
        let interruption = Interruption(stopping: whole)
        defer { withExtendedLifetime(interruption) {} }
        let start = ContinuousClock.now
        let limits = Limits(
            deadline: hasTime ? start + .seconds(options.timeout) : nil, memory: options.memory, nodes: options.nodes,
            partOf: whole)
        let oracle = PatternOracle(
            query: query, evaluator: PhaseEvaluator(opened.network, decision: rule),
            context: Context(options: options, limits: limits, log: Terminal.log(level: verbose)),
            callLimit: callLimit)
        let found = try minimise(document.pattern, oracle, opened, target, options)
        let run = MinimisationReport.Run(
            network: opened.model, file: nap, target: target, method: method.rawValue, calls: oracle.calls,
            reused: oracle.reused, seconds: (ContinuousClock.now - start).seconds)
        switch found {
        case .failure(let unverified):
            let report = MinimisationReport(
                run, unverified: unverified, size: document.pattern.size, options)
            Terminal.result(json ? try JSONText.of(report) : report.text)
            if whole.stop != nil { throw ExitStatus.interrupted }
            if case .refuted = unverified { throw ExitStatus.violated }
            throw ExitStatus.unknown
        case .success(let minimised):
            let report = MinimisationReport(
                run, minimised, layers: opened.layers, coverage: try coverage(minimised, target, rows),
                volume: try volume(minimised, target, rows, opened), output: output)
            try write(minimised, of: document, target, opened, run)
            Terminal.result(json ? try JSONText.of(report) : report.text)
            if whole.stop != nil { throw ExitStatus.interrupted }
        }
    }

    private func seconds(_ text: String) throws(UsageError) -> Duration {
        guard let value = Double(text), value > 0, value.isFinite else {
            throw .badOption(name: "--call-timeout", value: text, range: "seconds above 0")
        }
        return .seconds(value)
    }

    private func minimise(
        _ pattern: ActivationPattern, _ oracle: PatternOracle, _ opened: PatternNetwork, _ target: Int,
        _ options: Options
    ) throws -> Result<MinimisedPattern, UnverifiedStart> {
        switch method {
        case .coarsen: return Coarsening(oracle, order: try chosenOrder(options)).run(pattern)
        case .stochcoarsen:
            return StochasticCoarsening(oracle, size: size, samples: samples, seed: options.seed).run(pattern)
        case .optadvprune:
            let domain = try claim.domainBox(opened.network.inputCount)
            let width = zip(domain.lower, domain.upper).map { $1 - $0 }.max() ?? .one
            let centers = try self.centers(opened, target, oracle, pattern)
            return AdversarialPruning(
                oracle, centers: centers, radii: [1, 2, 4].map { width * Rational($0) / Rational(20) }
            ).run(pattern)
        }
    }

    private func chosenOrder(_ options: Options) throws(UsageError) -> Coarsening.Order {
        switch order {
        case "slack": return .slack
        case "layer": return .layer
        case "random": return .random(seed: options.seed)
        default: throw .badOption(name: "--order", value: order, range: "slack, layer or random")
        }
    }

    /// Where adversarial inputs are looked for: near data of the class, or else near an input that follows the pattern.
    private func centers(
        _ opened: PatternNetwork, _ target: Int, _ oracle: PatternOracle, _ pattern: ActivationPattern
    ) throws -> [[Rational]] {
        guard claim.data.images != nil else {
            guard let point = oracle.follower(of: pattern) else { return [] }
            return [point]
        }
        let set = try claim.data.dataSet(for: opened.network)
        let own = (0..<set.count).filter { set.label($0) == nil || set.label($0) == target }
        return try own.prefix(Self.mostCenters).map { try set.point($0) }
    }

    private static let mostCenters = 40
}

// MARK: What is said about the result

extension NapMinimize {
    private func evaluated(_ opened: PatternNetwork, _ rule: ClassDecision, _ options: Options) throws -> EvaluatedData?
    {
        guard claim.data.images != nil else { return nil }
        let set = try claim.data.dataSet(for: opened.network, classesBy: try classArguments.source())
        return try PhaseEvaluator(opened.network, decision: rule).evaluate(set, threads: options.threads)
    }

    private func coverage(
        _ found: MinimisedPattern, _ target: Int, _ rows: EvaluatedData?
    ) throws -> MinimisationReport.Coverage? {
        guard let rows else { return nil }
        let source = try classArguments.source()
        return MinimisationReport.Coverage(
            data: rows.name, before: Following(of: found.start, label: target, in: rows, source),
            after: Following(of: found.pattern, label: target, in: rows, source))
    }

    private func volume(
        _ found: MinimisedPattern, _ target: Int, _ rows: EvaluatedData?, _ opened: PatternNetwork
    ) throws -> MinimisationReport.Volume? {
        guard let rows else { return nil }
        let set = try claim.data.dataSet(for: opened.network)
        let own = rows.rows.indices.filter { found.start.isFollowed(byActive: rows.rows[$0].active) }
        guard !own.isEmpty else { return nil }
        let points = try own.prefix(Self.mostPoints).map { try set.roundedPoint($0) }
        let domain = try claim.domainBox(opened.network.inputCount)
        let estimate = VolumeEstimate(
            network: opened.network, lower: domain.lower.map { $0.double(.nearest) },
            upper: domain.upper.map { $0.double(.nearest) }, points: points)
        return MinimisationReport.Volume(
            log10Ratio: estimate.log10(of: found.pattern) - estimate.log10(of: found.start))
    }

    private static let mostPoints = 500

    private func write(
        _ found: MinimisedPattern, of document: NAPDocument, _ target: Int, _ opened: PatternNetwork,
        _ run: MinimisationReport.Run
    ) throws {
        guard let output else { return }
        var written = document
        written.pattern = found.pattern
        written.network = opened.digest
        written.target = target
        written.coverage = []
        written.minimized = [
            NAPFile.Remark("method", method.rawValue), NAPFile.Remark("from", String(found.start.size)),
            NAPFile.Remark("domain", claim.domain), NAPFile.Remark("tool", "orthant \(Product.version)"),
        ]
        try written.write(to: output, layers: opened.layers)
    }
}
