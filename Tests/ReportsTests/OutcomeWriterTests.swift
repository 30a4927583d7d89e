import Contexts
import Foundation
import Queries
import Reports
import Testing
import Verification

/// Every format on the same five outcomes; the longer texts are golden files beside this one.
@Suite struct OutcomeWriterTests {
    private static let untimed = OutputSettings(showsTimes: false)

    private static let files: [OutputFormat: String] = [
        .json: "run.json", .jsonl: "run.jsonl", .csv: "run.csv", .junit: "run.xml", .sarif: "run.sarif",
    ]

    @Test(arguments: files.keys.sorted { $0.rawValue < $1.rawValue }) func goldenFile(_ format: OutputFormat) throws {
        let text = try SampleOutcomes.text(format) + "\n"
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden/\(Self.files[format] ?? "")")
        // UPDATE_GOLDEN=1 rewrites the files.
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try text.write(to: url, atomically: true, encoding: .utf8)
            return
        }
        #expect(text == (try String(contentsOf: url, encoding: .utf8)))
    }

    @Test func table() throws {
        #expect(
            try SampleOutcomes.text(.table) == """
                verdict   check                 time  engine
                --------  --------------  ----------  ------
                holds     all "good"        3 m 20 s  bab
                violated  robust/7/1/255      0.03 s  bab     margin 0.25, found/robust-7-1-255.json
                unknown   late                60.0 s  bab     timeout after 60 s
                holds     regression          0.03 s  bab     expected violated
                holds     empty               0.03 s  bab     vacuous: the region is empty

                5 checks: 3 hold, 1 violated, 1 timed out, 1 vacuous, 1 not as expected (4 m 21 s)
                """)
    }

    @Test func tableWithoutTimesOnATerminal() throws {
        let settings = OutputSettings(
            style: Reports.Style(isTerminal: true, environment: ["LANG": "C.UTF-8"]), showsTimes: false)
        #expect(
            try SampleOutcomes.text(.table, Array(SampleOutcomes.all.prefix(3)), settings) == """
                verdict     check           engine
                ----------  --------------  ------
                \u{1B}[32m✓ holds   \u{1B}[0m  all "good"      bab
                \u{1B}[31m✗ violated\u{1B}[0m  robust/7/1/255  bab     margin 0.25, found/robust-7-1-255.json
                \u{1B}[33m? unknown \u{1B}[0m  late            bab     timeout after 60 s

                3 checks: 1 holds, 1 violated, 1 timed out
                """)
    }

    @Test func concise() throws {
        #expect(
            try SampleOutcomes.text(.concise) == """
                a, b.yaml: holds: all "good" (bab, 3 m 20 s)
                a, b.yaml:3:5: violated: robust/7/1/255 (margin 0.25, found/robust-7-1-255.json, bab, 0.03 s)
                a, b.yaml:5:5: unknown: late (timeout after 60 s, bab, 60.0 s)
                a, b.yaml:7:5: holds: regression (expected violated, bab, 0.03 s)
                a, b.yaml:9:5: holds: empty (vacuous: the region is empty, bab, 0.03 s)
                5 checks: 3 hold, 1 violated, 1 timed out, 1 vacuous, 1 not as expected (4 m 21 s)
                """)
    }

    @Test func verdictsOnly() throws {
        let quiet = OutputSettings(isQuiet: true)
        #expect(try SampleOutcomes.text(.table, [SampleOutcomes.all[0]], quiet) == "holds")
        #expect(
            try SampleOutcomes.text(.table, Array(SampleOutcomes.all.prefix(2)), quiet) == """
                holds  all "good"
                violated  robust/7/1/255
                """)
    }

    @Test func oneCheckInFull() throws {
        #expect(
            try SampleOutcomes.text(.table, [SampleOutcomes.all[1]]) == """
                violated  robust/7/1/255  (bab, 0.03 s)

                unsafe    -Y_0 <= -0.75
                margin    0.25
                checked   in exact arithmetic; replayed in float32: inside every input bound, the property fails

                input
                  X_0 = 1.0

                output  middle      counterexample
                ------  ------  --  --------------  ----------------------
                up       0.000   <           1.000  ==================== <

                written to found/robust-7-1-255.json, found/robust-7-1-255.npy
                """)
        #expect(try SampleOutcomes.text(.table, [SampleOutcomes.all[0]]) == "holds  (bab, 3 m 20 s, 12 subproblems)")
        #expect(
            try SampleOutcomes.text(.table, [SampleOutcomes.all[3]], Self.untimed)
                == "holds  regression  (bab, 12 subproblems)  <- expected violated")
        #expect(
            try SampleOutcomes.text(.table, [SampleOutcomes.all[4]], Self.untimed)
                == """
                holds (vacuous)  empty  (bab, 12 subproblems)

                region    empty: no input meets all of its rows and phases
                """)
    }

    /// Two runs of the same checks differ in their times only, and these can be left out.
    @Test(arguments: OutputFormat.allCases) func textWithoutTimesDependsOnTheVerdictsOnly(_ format: OutputFormat) throws
    {
        let slower = SampleOutcomes.all.map { outcome in
            var copy = SampleOutcomes.outcome(outcome.check, outcome.verdict, seconds: outcome.seconds + 1)
            (copy.vacuity, copy.counterexampleFiles) = (outcome.vacuity, outcome.counterexampleFiles)
            (copy.networkDigest, copy.key) = (outcome.networkDigest, outcome.key)
            copy.unfinished = outcome.unfinished
            return copy
        }
        #expect(
            try SampleOutcomes.text(format, slower, Self.untimed)
                == SampleOutcomes.text(format, .init(SampleOutcomes.all), Self.untimed))
    }

    @Test func everyUnknownHasAReason() throws {
        for reason in SampleOutcomes.reasons {
            let outcome = SampleOutcomes.outcome(SampleOutcomes.description("c"), .unknown(reason))
            let text = try SampleOutcomes.text(.jsonl, [outcome])
            let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            #expect((object["reason"] as? String)?.isEmpty == false)
            #expect((object["reason_code"] as? String)?.isEmpty == false)
        }
    }

    /// How far an undecided check came stands in the full text about it; a line is still a line.
    @Test func whatIsUnfinished() throws {
        var late = SampleOutcomes.outcome(SampleOutcomes.description("late"), .unknown(.timeout), seconds: 60)
        late.unfinished = SampleOutcomes.unfinished
        #expect(
            try SampleOutcomes.text(.table, [late], Self.untimed) == """
                unknown: timeout after 60 s  (bab)

                open      57 subproblems, 1203 closed; the worst one's bound lacks 0.34
                attack    the best point keeps a margin of 0.125
                hardest   relu[1] (40 splits), relu[0] (1 split)
                """)
        late.unfinished = UnfinishedSearch(gap: 1.0 / 3, attack: nil, open: 0, closed: 0)
        #expect(
            try SampleOutcomes.text(.table, [late], Self.untimed) == """
                unknown: timeout after 60 s  (bab)

                bound     lacks 0.333333
                """)
        #expect(try SampleOutcomes.text(.concise, [late], Self.untimed).split(separator: "\n").count == 2)
    }

    /// The limits that ended a run are in the sentence that says so.
    @Test func limitsInWords() {
        var options = Options()
        #expect(UnknownReason.memory.text(options) == "the memory limit is used up")
        #expect(UnknownReason.nodes.text(options) == "the limit of subproblems is reached")
        options.memory = 2 << 30
        options.nodes = 500
        #expect(UnknownReason.memory.text(options) == "the memory limit (2GiB) is used up")
        #expect(UnknownReason.nodes.text(options) == "the limit of subproblems (500) is reached")
        #expect(UnknownReason.memory.code == "memory" && UnknownReason.nodes.code == "nodes")
    }

    @Test func longInputsAreNotInline() throws {
        let outcome = SampleOutcomes.wideOutcome(inputs: 1_025)
        let text = try SampleOutcomes.text(.jsonl, [outcome])
        #expect(!text.contains("\"inline\"") && text.contains("\"margin\""))
        #expect(try SampleOutcomes.text(.jsonl, [SampleOutcomes.wideOutcome(inputs: 1_024)]).contains("\"inline\""))
    }

    /// A witness that is not the replayed point: both stand there.
    @Test func exactPointBesideTheReplayedOne() throws {
        let outcome = SampleOutcomes.outcome(
            SampleOutcomes.description("c"),
            .violated(SampleAnswers.witness(exact: SampleOutcomes.third, grade: .tolerant)))
        let text = try SampleOutcomes.text(.jsonl, [outcome])
        #expect(text.contains(#""exact":["1/3"]"#) && text.contains(#""inline":[1]"#))
        #expect(text.contains(#""grade":"tolerant""#))
    }
}
