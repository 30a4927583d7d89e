import Contexts
import Exact
import Queries
import Reports
import Verification

/// Outcomes of checks about |x|, to be printed.
enum SampleOutcomes {
    static func description(
        _ id: String, line: Int? = nil, parameters: [CheckDescription.Parameter] = [],
        expects: CheckDescription.Expectation? = nil, decision: DecisionRule? = nil
    ) -> CheckDescription {
        CheckDescription(
            id: id,
            place: Place(
                file: "a, b.yaml", position: line.map { SourcePosition(line: $0, column: 5) }),
            parameters: parameters, network: "abs.onnx", expectation: expects, decision: decision)
    }

    static func outcome(_ check: CheckDescription, _ verdict: Verdict, seconds: Double = 0.034) -> CheckOutcome {
        // The default is the machine's.
        var options = Options()
        options.threads = 2
        var outcome = CheckOutcome(check, SampleAnswers.answer(verdict, seconds: seconds), options: options)
        if case .violated(let witness) = verdict {
            outcome.counterexample = Counterexample(witness, of: SampleAnswers.query)
        }
        return outcome
    }

    static let proof = Verdict.holds(.boundedTree(subproblems: 12, byMultipliers: 0))

    static let unfinished = UnfinishedSearch(
        gap: 0.34, attack: 0.125, open: 57, closed: 1_203,
        hardest: [.init(name: "relu[1]", splits: 40), .init(name: "relu[0]", splits: 1)])

    /// One of each kind.
    static let all: [CheckOutcome] = {
        var vacuous = outcome(description("empty", line: 9, expects: .holds), proof)
        vacuous.vacuity = .vacuous
        var refuted = outcome(
            description(
                "robust/7/1/255", line: 3,
                parameters: [.init(name: "row", text: "7"), .init(name: "eps", text: "1/255")],
                decision: DecisionRule(.greatest, names: ["up"])),
            .violated(SampleAnswers.witness()))
        refuted.counterexampleFiles = ["found/robust-7-1-255.json", "found/robust-7-1-255.npy"]
        refuted.networkDigest = "0a1b"
        refuted.key = "c2d3"
        var late = outcome(description("late", line: 5), .unknown(.timeout), seconds: 60)
        late.unfinished = unfinished
        return [
            outcome(description("all \"good\""), proof, seconds: 200), refuted,
            late,
            outcome(description("regression", line: 7, expects: .violated), proof), vacuous,
        ]
    }()

    static func tally(_ outcomes: [CheckOutcome], planned: Int? = nil) -> CheckTally {
        var tally = CheckTally(planned: planned ?? outcomes.count)
        for outcome in outcomes { tally.add(outcome) }
        return tally
    }

    /// What a format prints for a run of these outcomes.
    static func text(_ format: OutputFormat, _ outcomes: [CheckOutcome] = all, _ settings: OutputSettings = .init())
        throws
        -> String
    {
        var writer = format.writer(for: outcomes.map(\.check), settings)
        var lines = writer.heading
        for outcome in outcomes { lines += try writer.lines(for: outcome) }
        return (lines + (try writer.closing(tally(outcomes), seconds: 260.5))).joined(separator: "\n")
    }
}

extension SampleOutcomes {
    static let third = Rational(1) / Rational(3)

    /// One of each kind.
    static let reasons: [UnknownReason] = [
        .timeout, .interrupted, .memory, .nodes, .incomplete(.bounds), .incomplete(.auto), .incomplete(.smt),
        .noCounterexample(points: 128), .numerical("pivot"), .limit, .solver("canceled"),
    ]

    /// A counterexample with many inputs.
    static func wideOutcome(inputs: Int) -> CheckOutcome {
        let one = SampleAnswers.witness()
        let witness = Witness(
            exactInput: [Rational](repeating: .one, count: inputs), input: [Double](repeating: 1, count: inputs),
            output: one.output, grade: one.grade, replay: one.replay, caseIndex: 0, unsafeIndex: 0, margin: one.margin)
        var outcome = outcome(description("wide"), .violated(one))
        outcome.counterexample = Counterexample(
            witness, of: SampleAnswers.query, original: [Double](repeating: 1, count: inputs))
        return outcome
    }
}
