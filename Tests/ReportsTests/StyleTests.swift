import Reports
import Testing

@Suite struct StyleTests {
    private static let red = "\u{1B}[31mviolated\u{1B}[0m"

    struct Sample: CustomTestStringConvertible, Sendable {
        let choice: ColourChoice
        let isTerminal: Bool
        let environment: [String: String]
        let isColoured: Bool

        var testDescription: String { "\(choice) \(isTerminal) \(environment)" }

        init(_ choice: ColourChoice, _ isTerminal: Bool, _ environment: [String: String], _ isColoured: Bool) {
            (self.choice, self.isTerminal, self.environment) = (choice, isTerminal, environment)
            self.isColoured = isColoured
        }
    }

    /// The flag, then NO_COLOR, then force, then the terminal.
    static let samples = [
        Sample(.auto, false, [:], false), Sample(.auto, true, [:], true),
        Sample(.auto, true, ["TERM": "dumb"], false), Sample(.auto, true, ["NO_COLOR": "1"], false),
        Sample(.auto, true, ["NO_COLOR": ""], true), Sample(.auto, false, ["FORCE_COLOR": "1"], true),
        Sample(.auto, false, ["CLICOLOR_FORCE": "1"], true), Sample(.auto, false, ["CLICOLOR_FORCE": "0"], false),
        Sample(.auto, false, ["FORCE_COLOR": ""], false),
        Sample(.auto, true, ["NO_COLOR": "1", "FORCE_COLOR": "1"], false),
        Sample(.auto, true, ["TERM": "dumb", "FORCE_COLOR": "1"], true),
        Sample(.always, false, [:], true), Sample(.always, false, ["NO_COLOR": "1"], true),
        Sample(.always, true, ["TERM": "dumb"], true), Sample(.never, true, [:], false),
        Sample(.never, false, ["FORCE_COLOR": "1"], false),
    ]

    @Test(arguments: samples) func precedence(_ sample: Sample) {
        let style = Style(sample.choice, isTerminal: sample.isTerminal, environment: sample.environment)
        #expect(style.paint("violated", .violated) == (sample.isColoured ? Self.red : "violated"))
    }

    @Test(arguments: [
        (["LANG": "en_GB.UTF-8"], "✓ holds", "✗ violated"), (["LANG": "C.utf8"], "✓ holds", "✗ violated"),
        (["LANG": "C"], "+ holds", "x violated"), ([:], "+ holds", "x violated"),
        (["LANG": "en_GB.UTF-8", "LC_ALL": "C"], "+ holds", "x violated"),
        (["LANG": "C", "LC_CTYPE": "en_GB.UTF-8", "LC_ALL": ""], "✓ holds", "✗ violated"),
    ])
    func symbolsFollowTheLocale(_ environment: [String: String], _ holds: String, _ violated: String) {
        let style = Style(isTerminal: true, environment: environment)
        #expect(style.label(.holds) == holds)
        #expect(style.label(.violated) == violated)
        #expect(style.label(.unknown) == "? unknown")
    }

    /// Colour is never alone, and neither are symbols: without colour on a terminal they stand, in a pipe nothing does.
    @Test func symbolsStandWhereATerminalReads() {
        let locale = ["LANG": "C.UTF-8"]
        #expect(Style(isTerminal: false, environment: locale).label(.holds) == "holds")
        #expect(Style(.always, isTerminal: false, environment: locale).label(.holds) == "✓ holds")
        #expect(Style(.never, isTerminal: true, environment: locale).label(.holds) == "✓ holds")
        #expect(Style.plain.label(.holds) == "holds")
    }

    @Test func messages() {
        let style = Style(.always, isTerminal: false, environment: [:])
        let red = "\u{1B}[1;31merror\u{1B}[0m"
        #expect(style.message("error: x; y") == "\(red): x; y")
        #expect(style.message("a.yaml:1:2: error[S201]: x") == "a.yaml:1:2: \(red)[S201]: x")
        #expect(style.message("p.vnnlib: warning: x") == "p.vnnlib: \u{1B}[1;33mwarning\u{1B}[0m: x")
        #expect(style.message("search: no error here") == "search: no error here")
        #expect(Style.plain.message("error: x") == "error: x")
    }
}
