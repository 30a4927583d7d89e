import Contexts
import Exact
import Queries
import Reports
import Testing
import Verification

@Suite struct DocumentTests {
    @Test func optionsSummary() throws {
        var options = try SourcedOptions(environment: ["ORTHANT_THREADS": "4"])
        #expect(
            OptionsSummary(SourcedOptions(), includesDefaults: false).text
                == "every option has its default; --all shows them")
        try options.set("engine", "bab")
        #expect(
            OptionsSummary(options, includesDefaults: false).text == """
                option   value  source       variable         help
                -------  -----  -----------  ---------------  -----------------------------------------------------
                engine     bab  flag         ORTHANT_ENGINE   how a query is decided (auto, bounds, bab, milp, smt)
                threads      4  environment  ORTHANT_THREADS  worker threads of the search (1 to 1024)
                """)
        #expect(
            try JSONText.of(OptionsSummary(options, includesDefaults: false)).contains(
                """
                      "default" : "\(Options().threads)",
                      "help" : "worker threads of the search",
                      "name" : "threads",
                      "range" : "1 to 1024",
                      "source" : "environment",
                      "value" : "4",
                      "variable" : "ORTHANT_THREADS"
                """))
    }

    /// Whether the region has points, beside `holds`: fields that say nothing are left out.
    @Test func vacuity() throws {
        func fields(_ vacuity: Vacuity?) throws -> [String] {
            var outcome = SampleOutcomes.outcome(
                SampleOutcomes.description("c"), .holds(.mixed(subproblems: 2, byMultipliers: 1, exactQueries: 3)))
            outcome.vacuity = vacuity
            let text = try SampleOutcomes.text(.json, [outcome])
            #expect(text.contains(#""exact_queries" : 3"#) && text.contains(#""subproblems" : 2"#))
            return text.split(separator: "\n").map { $0.drop { $0 == " " } }
                .filter {
                    ($0.hasPrefix("\"vacuous\" : ") && !$0.hasSuffix("0,")) || $0.hasPrefix("\"vacuity")
                        || $0.hasPrefix("\"region_point")
                }
                .map(String.init)
        }
        #expect(try fields(nil) == [#""vacuous" : false,"#])
        #expect(try fields(.vacuous).first == #""vacuous" : true,"#)
        #expect(try fields(.undecided(.interrupted)) == [#""vacuity_reason" : "interrupted","#])
        let point = RegionPoint(input: [Rational(1) / 3, 2], queryIndex: 0, caseIndex: 0)
        #expect(try fields(.nonEmpty(point)) == [#""region_point" : ["#, #""vacuous" : false,"#])
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
                scaling     scalar invariant: f(a x) = a f(x) for every a > 0
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
