import Contexts
import Exact
import Networks
import Queries
import Reports
import Testing
import Verification

@Suite struct AnswerTextTests {
    static let headlines: [(Answer, String)] = [
        (
            SampleAnswers.answer(SampleOutcomes.proof),
            "holds  (bab, 0.03 s, 12 subproblems)"
        ),
        (
            SampleAnswers.answer(.holds(.boundedTree(subproblems: 1, byMultipliers: 1)), engine: .milp),
            "holds  (milp, 0.03 s, 1 subproblem, 1 by multipliers)"
        ),
        (
            SampleAnswers.answer(.holds(.exactUnsatisfiability(queries: 2)), engine: .smt, seconds: 200),
            "holds  (smt, 3 m 20 s, 2 exact queries)"
        ),
        (
            SampleAnswers.answer(
                .holds(.mixed(subproblems: 3, byMultipliers: 1, exactQueries: 1)), vacuity: .vacuous, engine: .auto),
            "holds (vacuous)  (auto, 0.03 s, 3 subproblems, 1 by multipliers, 1 exact query)"
        ),
        (
            SampleAnswers.answer(
                .holds(.exactUnsatisfiability(queries: 1)),
                vacuity: .nonEmpty(RegionPoint(input: [0], queryIndex: 0, caseIndex: 0)), engine: .smt),
            "holds  (smt, 0.03 s, 1 exact query)"
        ),
        (SampleAnswers.answer(.violated(SampleAnswers.witness())), "violated  (bab, 0.03 s)"),
        (SampleAnswers.answer(.unknown(.timeout)), "unknown: timeout after 60 s  (bab, 0.03 s)"),
        (
            SampleAnswers.answer(.unknown(.incomplete(.bounds)), engine: .bounds),
            "unknown: the bounds do not close; try --engine auto  (bounds, 0.03 s)"
        ),
    ]

    @Test(arguments: headlines) func headline(_ answer: Answer, _ text: String) {
        #expect(CheckOutcome(SampleOutcomes.description("c"), answer, options: Options()).headline() == text)
    }

    @Test func vacuity() {
        func text(_ vacuity: Vacuity) -> String {
            vacuity.text(elementType: .float32, options: Options(), isComplete: false)
        }
        #expect(text(.vacuous) == "region    empty: no input meets all of its rows and phases")
        #expect(text(.undecided(.interrupted)) == "region    perhaps empty: no point found (interrupted)")
        let tenth = Rational(weight: Double(Float(0.1)))
        let point = RegionPoint(input: [Rational(1) / 3, tenth, 2], queryIndex: 0, caseIndex: 0)
        #expect(
            text(.nonEmpty(point)) == """
                region    not empty: a point of it
                  X_0 = 1/3  X_1 = 0.1  X_2 = 2.0
                """)
    }

    @Test func counterexample() {
        let text = CounterexampleText(SampleAnswers.witness(), of: SampleAnswers.query)
        #expect(
            text.summary == """
                unsafe    -Y_0 <= -0.75
                margin    0.25
                checked   in exact arithmetic; replayed in float32: inside every input bound, the property fails
                """)
        #expect(text.pictures == nil)
        #expect(text.inputs(isComplete: false) == "  X_0 = 1.0")
        #expect(text.outputs(isComplete: false) == "  Y_0 = 1.0")
    }

    @Test func interchange() {
        func standard(_ verdict: Verdict) -> String {
            SampleAnswers.answer(verdict).standardText { witness in
                [
                    AssignedVariable(
                        name: "X", type: "real", shape: TensorShape([1, 1]), values: witness.input.map { "\($0)" }),
                    AssignedVariable(
                        name: "Y", type: "real", shape: TensorShape([]), values: witness.output.map { "\($0)" }),
                ]
            }
        }
        #expect(standard(.holds(.exactUnsatisfiability(queries: 1))) == "unsat\n")
        #expect(standard(.unknown(.timeout)) == "timed-out\n")
        #expect(standard(.unknown(.interrupted)) == "unknown\n")
        #expect(standard(.violated(SampleAnswers.witness())) == "sat\nX real [1,1]\n1.0\nY real []\n1.0\n")
    }

    @Test func competition() {
        func text(_ verdict: Verdict) -> String {
            SampleAnswers.answer(verdict).competitionText(elementType: .float32)
        }
        #expect(text(.holds(.exactUnsatisfiability(queries: 1))) == "unsat\n")
        #expect(text(.unknown(.timeout)) == "timeout\n")
        #expect(text(.unknown(.numerical("pivot"))) == "unknown\n")
        #expect(text(.violated(SampleAnswers.witness())) == "sat\n((X_0 1.0)\n(Y_0 1.0))\n")
        #expect(text(.violated(SampleAnswers.witness(replay: .fragile))) == "unknown\n")
        #expect(text(.violated(SampleAnswers.witness(replay: .lost))) == "unknown\n")
    }
}
