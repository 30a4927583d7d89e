import Contexts

/// The XML that build servers read as test results: a violated check is a failure, one without an answer an error.
struct JUnitWriter: OutcomeWriter {
    let settings: OutputSettings
    private var cases: [String] = []
    private var failures = 0
    private var errors = 0

    init(settings: OutputSettings) {
        self.settings = settings
    }

    var heading: [String] { [] }

    mutating func lines(for outcome: CheckOutcome) -> [String] {
        var attributes = "classname=\(quoted(outcome.check.place.file)) name=\(quoted(outcome.check.id))"
        if settings.showsTimes { attributes += " time=\"\(NumberText.fixed(outcome.seconds, places: 3))\"" }
        guard let problem = problem(outcome) else {
            cases.append("    <testcase \(attributes)/>")
            return []
        }
        if problem.element == "failure" { failures += 1 } else { errors += 1 }
        cases.append(
            """
                <testcase \(attributes)>
                  <\(problem.element) type=\(quoted(outcome.verdict.kind.rawValue)) message=\(quoted(problem.message))/>
                </testcase>
            """)
        return []
    }

    func closing(_ tally: CheckTally, seconds: Double) -> [String] {
        let time = settings.showsTimes ? " time=\"\(NumberText.fixed(seconds, places: 3))\"" : ""
        let counts = "tests=\"\(tally.finished)\" failures=\"\(failures)\" errors=\"\(errors)\"\(time)"
        return [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites \(counts)>",
            "  <testsuite name=\"orthant\" \(counts)>",
        ]
            + cases + ["  </testsuite>", "</testsuites>"]
    }

    private func problem(_ outcome: CheckOutcome) -> (element: String, message: String)? {
        switch outcome.meetsExpectation {
        case true?: return nil
        case false?:
            let expected = outcome.check.expectation?.rawValue ?? ""
            return ("failure", "\(outcome.verdict.kind.rawValue), expected \(expected)")
        case nil: break
        }
        return switch outcome.verdict.kind {
        case .holds: nil
        case .violated: ("failure", "\(outcome.check.place.text): violated, \(outcome.remark)")
        case .unknown: ("error", outcome.reason ?? "")
        }
    }

    private func quoted(_ text: String) -> String { "\"\(XMLText.escaped(text))\"" }
}
