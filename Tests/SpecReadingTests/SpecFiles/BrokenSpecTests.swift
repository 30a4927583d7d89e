import SpecReading
import Testing

/// The golden broken file: what is wrong with its text, before names are looked up.
@Suite struct BrokenSpecTests {
    @Test func syntacticMessages() throws {
        let text = try fixture("specs/broken.yaml")
        let (file, diagnostics) = SpecReader.read(text: text, file: "bad.yaml")
        #expect(
            MessageFormat.concise.text(diagnostics, sources: [:])
                == """
                bad.yaml:16:15: error[S210]: product of two inputs; expected a number on one side of '*'; help: only linear \
                constraints are supported
                bad.yaml:17:5: error[S101]: unknown key 'proprety' in a check; expected: id, for, zip, where, network, \
                region, property, search, budget, expect, note, vnnlib; help: did you mean 'property'?
                bad.yaml:19:47: error[S110]: unexpected 'S' in the number '2/25S'; expected digits; help: write 2/255 or \
                0.0078
                bad.yaml:19:56: error[S115]: unknown norm 'linf'; expected inf, 1 or 2; help: write  norm: inf
                bad.yaml:21:20: error[S112]: '60' has no unit; expected a duration such as 60s, 10m, 1h30m; help: write 60s
                """)
        #expect(file?.checks.count == 3)
    }

    @Test func fullForm() throws {
        let text = try fixture("specs/broken.yaml")
        let diagnostics = SpecReader.read(text: text, file: "bad.yaml").diagnostics
        let full = MessageFormat.full.text(diagnostics, sources: ["bad.yaml": text])
        #expect(
            full.contains(
                """
                bad.yaml:17:5: error[S101]: unknown key 'proprety' in a check
                   |
                17 |     proprety: {never: COC}
                   |     ^^^^^^^^ expected: id, for, zip, where, network, region, property, search, budget, expect, note, vnnlib
                   = help: did you mean 'property'?

                """))
    }

    /// What could be read is there for the messages that need the network or the data.
    @Test func theRestIsRead() throws {
        let file = try #require(SpecReader.read(text: try fixture("specs/broken.yaml"), file: "bad.yaml").file)
        guard case .shapes(let box) = file.checks[0].region, case .boxRows(let rows) = box.shapes[0].value,
            case .never(let classes) = file.checks[0].property?.value, case .shapes(let ball) = file.checks[1].region,
            case .ball(let center, .uniform(let radius), nil) = ball.shapes[0].value,
            case .reference = center.value
        else { throw UnexpectedTree() }
        #expect(rows.count == 3 && !box.isComplete)
        #expect(classes.map(\.value) == [.literal("COC")])
        #expect(center.span.line == 19 && center.span.column == 29)
        #expect(radius.value == .invalid && !ball.isComplete)
    }
}
