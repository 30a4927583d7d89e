import Contexts
import Exact
import Queries
import Reports
import Testing
import Verification

@Suite struct DocumentTests {
    @Test func violatedVerdict() throws {
        let third = Rational(1) / Rational(3)
        let answer = SampleAnswers.answer(.violated(SampleAnswers.witness(exact: third, grade: .tolerant)))
        var options = Options()
        options.threads = 2
        let text = try JSONText.of(
            VerdictDocument(answer, network: "a/abs.onnx", property: "p.vnnlib", options: options, warnings: ["w"]))
        #expect(
            text == """
                {
                  "counterexample" : {
                    "exact_input" : [
                      "1/3"
                    ],
                    "grade" : "tolerant",
                    "input" : [
                      1
                    ],
                    "margin" : 0.25,
                    "output" : [
                      1
                    ],
                    "replay" : "confirmed"
                  },
                  "engine" : "bab",
                  "network" : {
                    "path" : "a/abs.onnx"
                  },
                  "options" : {
                    "attack_restarts" : 20,
                    "batch_size" : 64,
                    "engine" : "auto",
                    "seed" : 1,
                    "threads" : 2,
                    "timeout" : 60
                  },
                  "property" : "p.vnnlib",
                  "schema" : 1,
                  "seconds" : 0.034,
                  "statistics" : {
                    "attack_points" : 0,
                    "backward_rows" : 0,
                    "bounded_subproblems" : 0,
                    "candidates_judged" : 0,
                    "closed_by_bounds" : 0,
                    "closed_by_lp" : 0,
                    "integer_programs" : 0,
                    "linear_programs" : 0,
                    "peak_open" : 0,
                    "rejected_multipliers" : 0,
                    "smt_queries" : 0,
                    "splits" : 0
                  },
                  "verdict" : "violated",
                  "warnings" : [
                    "w"
                  ]
                }
                """)
    }

    @Test func aReasonForEveryUnknown() throws {
        let answer = SampleAnswers.answer(.unknown(.timeout))
        let text = try JSONText.of(
            VerdictDocument(answer, network: "n", property: "p", options: Options(), warnings: []))
        #expect(text.contains(#""reason" : "timeout after 60 s""#))
        #expect(!text.contains("counterexample"))
    }

    /// Whether the region has points, beside `holds`: fields that say nothing are left out.
    @Test func vacuity() throws {
        func fields(_ vacuity: Vacuity?) throws -> [String] {
            let answer = SampleAnswers.answer(
                .holds(.mixed(subproblems: 2, byMultipliers: 1, exactQueries: 3)), vacuity: vacuity)
            let text = try JSONText.of(
                VerdictDocument(answer, network: "n", property: "p", options: Options(), warnings: []))
            #expect(text.contains(#""exact_queries" : 3"#) && text.contains(#""subproblems" : 2"#))
            return text.split(separator: "\n").map(String.init)
                .filter { $0.hasPrefix("  \"vacu") || $0.hasPrefix("  \"region_point") }
        }
        #expect(try fields(nil) == [])
        #expect(try fields(.vacuous) == [#"  "vacuous" : true,"#])
        #expect(try fields(.undecided(.interrupted)) == [#"  "vacuity_reason" : "interrupted","#])
        let point = RegionPoint(input: [Rational(1) / 3, 2], queryIndex: 0, caseIndex: 0)
        #expect(try fields(.nonEmpty(point)) == [#"  "region_point" : ["#, #"  "vacuous" : false,"#])
    }

    @Test func networkSummary() {
        #expect(
            NetworkSummary(SampleAnswers.network).text == """
                layer  operator  shape  parameters
                -----  --------  -----  ----------
                first  Gemm      1x2             4
                relu   Relu      1x2             0
                last   Gemm      1x1             3

                network     abs
                input       x 1x1
                output      y 1x1
                operators   Gemm 2, Relu 1
                ReLU        2
                parameters  7
                numbers     float32
                biases      none: scaling the input scales the output
                """)
    }

    @Test func boundsSummary() {
        let bounds = CaseBounds(SampleAnswers.query, case: 0)
        let summary = BoundsSummary(bounds, of: SampleAnswers.query, case: 0)
        // The exact digits are the numeric core's business.
        let shape = summary.text.replacing(#/-?[0-9]+\.[0-9]{6}/#) { _ in "#" }.replacing(#/ +/#) { _ in " " }
        #expect(
            shape == """
                output interval lower upper backward lower upper
                ------ -------------- -------- -------------- --------
                Y_0 # # # #

                alternative unsafe row least by interval by backward reachable
                ----------- ------------- ----------------- ----------- ---------
                0 -Y_0 <= -0.75 # # perhaps
                """)
        // |x| lies in [0, 1]; intervals see max(x, 0) and max(-x, 0) apart and add 1 and 1.
        #expect(bounds.interval.upper[0] >= 2)
        #expect(bounds.backward.lower[0] <= 0)
        #expect(bounds.backward.upper[0] >= 1 && bounds.backward.upper[0] < 1.01)
    }
}
