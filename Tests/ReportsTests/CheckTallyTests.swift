import Contexts
import Queries
import Reports
import Testing
import Verification

@Suite struct CheckTallyTests {
    private static let holds = SampleOutcomes.proof
    private static let violated = Verdict.violated(SampleAnswers.witness())
    private static let unknown = Verdict.unknown(.numerical("pivot"))
    private static let timeout = Verdict.unknown(.timeout)

    private static func tally(
        _ outcomes: [(Verdict, CheckDescription.Expectation?)], vacuous: Bool = false, planned: Int? = nil
    ) -> CheckTally {
        SampleOutcomes.tally(
            outcomes.enumerated().map { index, pair in
                let check = SampleOutcomes.description("c\(index)", expects: pair.1)
                var outcome = SampleOutcomes.outcome(check, pair.0)
                if vacuous { outcome.vacuity = .vacuous }
                return outcome
            }, planned: planned)
    }

    struct Sample: CustomTestStringConvertible, Sendable {
        let name: String
        let tally: CheckTally
        /// Without a level, and with violated, unknown, vacuous.
        let endings: [RunEnding]

        var testDescription: String { name }
    }

    static let samples = [
        Sample(name: "nothing", tally: tally([]), endings: [.good, .good, .good, .good]),
        Sample(name: "all hold", tally: tally([(holds, nil), (holds, nil)]), endings: [.good, .good, .good, .good]),
        Sample(
            name: "one violated", tally: tally([(holds, nil), (violated, nil), (unknown, nil)]),
            endings: [.failed, .failed, .failed, .failed]),
        Sample(
            name: "one unknown", tally: tally([(holds, nil), (unknown, nil)]),
            endings: [.undecided, .good, .failed, .failed]),
        Sample(
            name: "one timed out", tally: tally([(timeout, nil)]), endings: [.undecided, .good, .failed, .failed]),
        Sample(
            name: "vacuous", tally: tally([(holds, nil)], vacuous: true), endings: [.good, .good, .good, .failed]),
        Sample(
            name: "violated as expected", tally: tally([(violated, .violated), (holds, .holds)]),
            endings: [.good, .good, .good, .good]),
        Sample(
            name: "holds against expectation", tally: tally([(holds, .violated)]),
            endings: [.failed, .failed, .failed, .failed]),
        Sample(
            name: "unknown against expectation", tally: tally([(unknown, .holds)]),
            endings: [.failed, .failed, .failed, .failed]),
        Sample(
            name: "interrupted", tally: tally([(violated, nil), (.unknown(.interrupted), .holds)], planned: 5),
            endings: [.interrupted, .interrupted, .interrupted, .interrupted]),
    ]

    @Test(arguments: samples) func endings(_ sample: Sample) {
        let levels: [FailureLevel?] = [nil, .violated, .unknown, .vacuous]
        #expect(levels.map { sample.tally.ending(failOn: $0) } == sample.endings)
    }

    @Test func summaries() {
        let many = Self.tally([
            (Self.holds, nil), (Self.holds, nil), (Self.violated, nil), (Self.unknown, nil), (Self.timeout, nil),
        ])
        #expect(
            many.summary(seconds: 41.3) == "5 checks: 2 hold, 1 violated, 1 unknown, 1 timed out (41.3 s)")
        #expect(many.summary(seconds: nil) == "5 checks: 2 hold, 1 violated, 1 unknown, 1 timed out")
        #expect(Self.tally([(Self.holds, nil)]).summary(seconds: 0.5) == "1 check: 1 holds (0.50 s)")
        #expect(
            Self.tally([(Self.holds, .violated)], vacuous: true).summary(seconds: nil)
                == "1 check: 1 holds, 1 vacuous, 1 not as expected")
        var stopped = Self.tally([(Self.holds, nil)], planned: 3)
        stopped.interrupt()
        #expect(stopped.summary(seconds: nil) == "1 of 3 checks: 1 holds, interrupted")
        #expect(CheckTally(planned: 2).summary(seconds: nil) == "2 checks: none finished")
    }
}
