import ArgumentParser
import Contexts
import Exact
import Files
import Networks
import Patterns
import Properties
import Queries
import Reports
import Verification

/// `orthant nap minimize`: drops from a pattern what a claim does not need.
struct NapMinimize: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "minimize",
        abstract: "Drop neurons from a pattern as long as the class is proved best wherever it is followed.",
        discussion: """
            coarsen tries neuron after neuron and says why each is kept, optadvprune keeps what adversarial inputs get \
            wrong, gradient what weighs on the margin. What is written was proved. --images: coverage and volume.
            """)

    static let examples = [
        "orthant nap minimize --network M.onnx --nap 3.nap --domain 0,1 --method coarsen --output small.nap",
        "orthant nap minimize --network M.onnx --nap 3.nap --domain 0,1 --method stochcoarsen --output small.nap",
    ]

    enum Method: String, CaseIterable {
        case coarsen, stochcoarsen, optadvprune, gradient
    }

    @OptionGroup var model: PatternNetworkArgument

    @Option(help: ArgumentHelp("NAP file", valueName: "file"))
    var nap: String

    @OptionGroup var claim: PatternClaimArguments

    @Option(
        help: ArgumentHelp("coarsen, stochcoarsen, optadvprune or gradient", valueName: "method"),
        completion: .list(Method.allCases.map(\.rawValue)))
    var method = "coarsen"

    @Flag(help: "first decide neurons until the class is proved best")
    var strengthen = false

    @Option(help: ArgumentHelp("slack, layer or random, for coarsen", valueName: "order"))
    var order: String = "slack"

    @Option(help: ArgumentHelp("end stochcoarsen at so many neurons", valueName: "n"))
    var size: Int?

    @Option(help: ArgumentHelp("most samples of stochcoarsen", valueName: "n", visibility: .hidden))
    var samples: Int = 250

    @Option(parsing: .unconditional, help: ArgumentHelp("seconds for each call of the verifier", valueName: "s"))
    var callTimeout = "0.5"

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("count the adversarial inputs rejected, so near rows", valueName: "r"))
    var attackRadius: String?

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
        let wish = try MinimisationWish(self, seed: options.seed)
        if let output { try FileWriting.checkWritable(output) }
        let rule = try classArguments.rule()
        let source = try classArguments.source()
        let opened = try model.open()
        let document = try opened.pattern(at: nap)
        let target = try claim.target(of: document, opened)
        let set = try claim.dataSet(for: opened.network, classesBy: source)
        let inputs = try claim.inputs(opened.network, set)
        let evaluator = PhaseEvaluator(opened.network, decision: rule)
        let data = try set.map { try PatternData($0, evaluator, threads: options.threads) }
        let unsafe = rule.beaten(target, of: opened.network.outputCount)
        // A box on its own is one query.
        let query = try Query.lowered(Claim(region: .box(inputs.box), unsafe: unsafe), on: opened.network)[0]
        let whole = Limits()
        let interruption = Interruption(stopping: whole)
        defer { withExtendedLifetime(interruption) {} }
        let limits = Limits(
            deadline: hasTime ? .now + .seconds(options.timeout) : nil, memory: options.memory, nodes: options.nodes,
            partOf: whole)
        let oracle = PatternOracle(
            query: query, evaluator: evaluator,
            context: Context(options: options, limits: limits, log: Terminal.log(level: verbose)),
            callLimit: wish.callLimit)
        let work = PatternMinimisation(
            wish: wish, oracle: oracle, opened: opened, document: document, target: target, data: data, source: source)
        let report = try work.run(file: nap, domain: claim.domain, output: output)
        Terminal.result(json ? try JSONText.of(report) : report.text)
        if whole.stop != nil { throw ExitStatus.interrupted }
        throw report.isProved ? ExitStatus.holds : report.isRefuted ? .violated : .unknown
    }
}

/// What the options of `nap minimize` ask for, checked.
struct MinimisationWish {
    let method: NapMinimize.Method
    let order: Coarsening.Order
    let size: Int?
    let samples: Int
    let seed: Int
    let strengthens: Bool
    let callLimit: Duration
    let attackRadius: Rational?

    init(_ arguments: NapMinimize, seed: Int) throws(UsageError) {
        guard let method = NapMinimize.Method(rawValue: arguments.method) else {
            throw .badOption(
                name: "--method", value: arguments.method, range: "coarsen, stochcoarsen, optadvprune or gradient")
        }
        guard let seconds = Double(arguments.callTimeout), seconds > 0, seconds.isFinite else {
            throw .badOption(name: "--call-timeout", value: arguments.callTimeout, range: "seconds above 0")
        }
        if let size = arguments.size, size < 0 {
            throw .badOption(name: "--size", value: String(size), range: "a number of neurons, from 0 on")
        }
        if arguments.samples < 1 {
            throw .badOption(name: "--samples", value: String(arguments.samples), range: "a number from 1 on")
        }
        if arguments.claim.data.images == nil, arguments.strengthen || arguments.attackRadius != nil {
            throw .missingOption(name: "--images", value: "FILE")
        }
        attackRadius = try Self.radius(arguments.attackRadius)
        order = try Self.order(arguments.order, seed: seed)
        callLimit = .seconds(seconds)
        strengthens = arguments.strengthen
        (self.method, size, samples, self.seed) = (method, arguments.size, arguments.samples, seed)
    }

    private static func order(_ text: String, seed: Int) throws(UsageError) -> Coarsening.Order {
        switch text {
        case "slack": return .slack
        case "layer": return .layer
        case "random": return .random(seed: seed)
        default: throw .badOption(name: "--order", value: text, range: "slack, layer or random")
        }
    }

    private static func radius(_ text: String?) throws(UsageError) -> Rational? {
        guard let text else { return nil }
        guard let radius = Rational(text: text[...]), radius > .zero else {
            throw .badOption(name: "--attack-radius", value: text, range: "a number above 0")
        }
        return radius
    }
}
