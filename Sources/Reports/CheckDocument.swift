import Contexts
import Exact
import Networks
import Queries
import Verification

/// One check as a JSON object: the line of `--jsonl`, and a member of the document of `--json`. What does not apply is
/// left out. `docs/formats.md` describes the fields.
struct CheckDocument: Encodable {
    static let schema = 2

    struct At: Encodable {
        let file: String
        let line: Int?
        let column: Int?
    }

    struct NetworkField: Encodable {
        let path: String
        let sha256: String?
    }

    struct Bound: Encodable {
        let lower: Double?
        let upper: Double?
    }

    struct Engine: Encodable {
        let version: String
        let method: String
        let threads: Int
        let seed: Int
    }

    struct Budget: Encodable {
        let seconds: Double
        let memory: Int?
        let nodes: Int?
    }

    /// How far an undecided check came.
    struct UnfinishedField: Encodable {
        struct Hardest: Encodable {
            let name: String
            let splits: Int
        }

        let gap: Double?
        let attackMargin: Double?
        let open: Int
        let closed: Int
        let hardest: [Hardest]
    }

    struct Expectation: Encodable {
        let verdict: String
        let met: Bool?
    }

    /// What closed a proof.
    struct ProofField: Encodable {
        var subproblems: Int?
        var byMultipliers: Int?
        var exactQueries: Int?
    }

    let schema = Self.schema
    let key: String?
    let id: String
    let at: At
    /// What is claimed, as a sentence.
    let claim: String?
    let params: [String: String]
    let network: NetworkField
    let verdict: VerdictKind
    let reason: String?
    let reasonCode: String?
    let unfinished: UnfinishedField?
    /// Beside a `holds`: whether the region is empty. Left out where nobody knows; `vacuityReason` then says why.
    let vacuous: Bool?
    let vacuityReason: String?
    /// A point of the region, exactly.
    let regionPoint: [String]?
    let expected: Expectation?
    let seconds: Double?
    let nodes: Int
    let bound: Bound?
    let counterexample: CounterexampleField?
    let proof: ProofField?
    let certificate: String?
    let engine: Engine
    let budget: Budget
    let statistics: Statistics
    let warnings: [String]

    init(_ outcome: CheckOutcome, showsTimes: Bool) {
        let check = outcome.check
        key = outcome.key
        id = check.id
        at = At(file: check.place.file, line: check.place.position?.line, column: check.place.position?.column)
        claim = check.claim?()
        params = Dictionary(check.parameters.map { ($0.name, $0.text) }) { _, last in last }
        network = NetworkField(path: check.network, sha256: outcome.networkDigest)
        verdict = outcome.verdict.kind
        reason = outcome.reason
        reasonCode = outcome.verdict.reason?.code
        unfinished = outcome.unfinished.map { UnfinishedField($0) }
        switch outcome.vacuity {
        case .nonEmpty(let point)?: (vacuous, regionPoint, vacuityReason) = (false, point.input.map(\.text), nil)
        case .vacuous?: (vacuous, regionPoint, vacuityReason) = (true, nil, nil)
        case .undecided(let cause)?:
            (vacuous, regionPoint) = (nil, nil)
            vacuityReason = cause.text(outcome.options)
        // A box has points, and so has a region with a counterexample.
        case nil: (vacuous, regionPoint, vacuityReason) = (outcome.verdict.kind == .unknown ? nil : false, nil, nil)
        }
        expected = check.expectation.map { Expectation(verdict: $0.rawValue, met: outcome.meetsExpectation) }
        seconds = showsTimes ? NumberText.microseconds(outcome.seconds) : nil
        nodes = outcome.statistics.boundedSubproblems
        bound = outcome.bound.map { Bound(lower: $0.lower?.double(.down), upper: $0.upper?.double(.up)) }
        counterexample = outcome.counterexample.map {
            CounterexampleField($0, file: outcome.counterexampleFile, decision: check.decision)
        }
        if case .holds(let proof) = outcome.verdict {
            self.proof = ProofField(proof)
        } else {
            proof = nil
        }
        certificate = outcome.certificate
        engine = Engine(
            version: Product.version, method: outcome.method, threads: outcome.options.threads,
            seed: outcome.options.seed)
        let options = outcome.options
        budget = Budget(seconds: options.timeout, memory: options.memory, nodes: options.nodes)
        statistics = outcome.statistics
        warnings = outcome.warnings
    }
}

extension CheckDocument.UnfinishedField {
    fileprivate init(_ unfinished: UnfinishedSearch) {
        self.init(
            gap: unfinished.gap, attackMargin: unfinished.attack.flatMap { $0.isFinite ? $0 : nil },
            open: unfinished.open, closed: unfinished.closed,
            hardest: unfinished.hardest.map { Hardest(name: $0.name, splits: $0.splits) })
    }
}

extension CheckDocument.ProofField {
    fileprivate init(_ proof: Proof) {
        switch proof {
        case .boundedTree(let subproblems, let byMultipliers):
            self.init(subproblems: subproblems, byMultipliers: byMultipliers)
        case .exactUnsatisfiability(let queries): self.init(exactQueries: queries)
        case .mixed(let subproblems, let byMultipliers, let exactQueries):
            self.init(subproblems: subproblems, byMultipliers: byMultipliers, exactQueries: exactQueries)
        }
    }
}

/// A counterexample inside the object of its check.
struct CounterexampleField: Encodable {
    /// Points with more entries stand only in the file beside the report.
    static let mostInline = 1_024

    let inputFile: String?
    /// The point that was replayed, each number exactly.
    let inline: [Double]?
    /// The exact point as decimals or fractions, where it is not the replayed one.
    let exact: [String]?
    /// The factor a, exactly, where the point is a times one of a cone's base.
    let scale: String?
    let output: [Double]
    /// What the network decides there, where somebody said how outputs become classes.
    let `class`: String?
    let margin: Double
    let grade: String
    /// Neurons wanted active that are exactly 0 there: the pattern is followed in the closed reading only.
    let boundary: [String]?
    /// By arithmetic: `confirmed`, `fragile`, `lost`. Every counterexample is confirmed in exact arithmetic.
    let replayed: [String: String]

    init(_ counterexample: Counterexample, file: String?, decision: DecisionRule?) {
        let witness = counterexample.witness
        let isShort = counterexample.input.count <= Self.mostInline
        let isReplayed = counterexample.exactInput == counterexample.input.map { Rational(exactly: $0) }
        inputFile = file
        inline = isShort ? counterexample.input : nil
        exact = isShort && !isReplayed ? counterexample.exactInput.map(\.text) : nil
        scale = counterexample.scale?.text
        output = witness.output
        self.class = decision.map { $0.chosen(witness.output).joined(separator: " or ") }
        margin = witness.margin
        grade = witness.grade.rawValue
        let neurons = counterexample.boundary
        boundary = neurons.isEmpty ? nil : neurons
        let type = counterexample.query.network.elementType.rawValue
        replayed = ["exact": Witness.Replay.confirmed.rawValue, type: witness.replay.rawValue]
    }
}
