import SpecReading
import Testing

/// What stands between a text and its tree.
@Suite struct YAMLTests {
    @Test func nothingIsGuessed() throws {
        let file = SpecReader.read(
            text:
                "spec: 1\nname: no\ndescription: 1:30\nparams: {a: 010, b: [yes, ~, 1e3]}\nchecks: [{id: on, vnnlib: a.vnnlib}]\n",
            file: "t")
        #expect(file.diagnostics.isEmpty)
        let spec = try #require(file.file)
        #expect(spec.name?.value == "no" && spec.description?.value == "1:30")
        guard case .list(let a) = spec.parameters[0].value, case .list(let b) = spec.parameters[1].value else {
            throw UnexpectedTree()
        }
        #expect(a.map(\.value) == ["010"] && b.map(\.value) == ["yes", "~", "1e3"])
        #expect(spec.checks[0].id?.value == "on")
    }

    @Test func placesSurviveMarksAndLineEnds() {
        let unix = "spec: 1\nname: é入\nnetwork: a.pb\nchecks: [{id: é, vnnlib: x}]\n"
        let expected = ["3:10: error[S114]", "4:26: error[S114]"]
        for text in [unix, "\u{feff}" + unix, unix.replacing("\n", with: "\r\n"), unix.replacing("\n", with: "\r")] {
            #expect(messages(text).map { String($0.prefix(18).prefix { $0 != "]" }) + "]" } == expected)
        }
    }

    @Test func aliasesStandForWhatTheyName() throws {
        let text = """
            spec: 1
            regions: {unit: &unit {box: [0, 1]}}
            checks:
              - {id: a, region: *unit, property: {class: &class 3}}
              - {id: b, region: *unit, property: {never: *class}}
            """
        let (file, diagnostics) = SpecReader.read(text: text, file: "t")
        #expect(diagnostics.isEmpty)
        guard case .shapes(let shapes) = file?.checks[1].region,
            case .never(let classes) = file?.checks[1].property?.value
        else { throw UnexpectedTree() }
        #expect(shapes.span.line == 2)
        #expect(classes[0] == Located(.literal("3"), at: Span(file: "t", line: 4, column: 53)))
    }

    @Test func mistakeBehindAnAliasIsToldOnce() {
        let text = """
            spec: 1
            regions: {unit: &unit {box: [0, 1S]}}
            checks:
              - {id: a, region: *unit, property: {class: 3}}
              - {id: b, region: *unit, property: {class: 3}}
            """
        #expect(messages(text).count == 1)
    }

    @Test(arguments: ["[", "{a: ", "- ", "? "])
    func deepNesting(_ opening: String) {
        for depth in [101, 1_000, 100_000] {
            let found = messages("spec: 1\nchecks:\n  " + String(repeating: opening, count: depth))
            #expect(!found.isEmpty && found[0].contains("error[S"))
        }
    }

    @Test func indentedNesting() {
        let deep = (0..<300).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(messages(deep).first?.contains("error[S001]: values are nested more than 100 deep") == true)
    }

    @Test func aliasesDoNotExplode() {
        var text = "spec: 1\na0: &a0 [x, x]\n"
        for level in 1...60 {
            text += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 2).joined(separator: ", "))]\n"
        }
        #expect(messages(text).first?.contains("error[S105]: aliases of aliases make more than") == true)
        let chain = "spec: 1\na0: &a0 [x]\n" + (1...1_500).map { "a\($0): &a\($0) [*a\($0 - 1)]\n" }.joined()
        #expect(messages(chain).contains { $0.contains("error[S105]: more than 1000 aliases") })
        let keys = "spec: 1\na0: &a0 [x]\n" + (1...60).map { "a\($0): &a\($0) {*a\($0 - 1) : 1}\n" }.joined()
        #expect(messages(keys).first?.contains("error[S105]: an alias cannot be a key") == true)
    }

    @Test func everyTabIsTold() {
        let found = messages("spec: 1\nchecks:\n\t- id: a\n  \tregion: {box: [0, 1]}\n")
        #expect(found.map { String($0.prefix(17)) } == ["3:1: error[S002]:", "4:3: error[S002]:"])
        // In a text after '|' tabs are part of the text.
        #expect(
            messages(
                "spec: 1\nchecks:\n  - id: a\n    vnnlib:\n      text: |\n        (assert\n        \t(<= X_0 1))\n"
            ).isEmpty)
    }

    @Test func bracketsInCommentsAndTextsDoNotCount() {
        let lines = (0..<300).map { "  - {id: c\($0), vnnlib: a.vnnlib} # [0, 1) and {\n" }.joined()
        let notes = (0..<300).map { "  - id: n\($0)\n    vnnlib: a.vnnlib\n    note: in [0, 1) \"and\n" }.joined()
        #expect(messages("spec: 1\nchecks:\n" + lines + notes).isEmpty)
    }

    /// A file of this size comes from a script; its reading must not be noticed. The limit is generous for debug builds.
    @Test(.timeLimit(.minutes(1))) func longLines() throws {
        let numbers = Array(repeating: "0.125", count: 20_000).joined(separator: ", ")
        let check = try check(spec(region: "{ball: {center: [\(numbers)], radius: 1/255}}"))
        guard case .shapes(let shapes) = check.region, case .ball(let center, _, _) = shapes.shapes[0].value,
            case .vector(.entries(let entries)) = center.value
        else { throw UnexpectedTree() }
        #expect(entries.value.count == 20_000)
        #expect(entries.value[19_999].span.column == 30 + 7 * 19_999)
    }
}
