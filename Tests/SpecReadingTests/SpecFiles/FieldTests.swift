import SpecReading
import Testing

/// Keys: what is said about wrong ones, and what is not said because something else was.
@Suite struct FieldTests {
    @Test func misspeltKeyIsNotMissingToo() {
        let found = messages(
            """
            spec: 1
            checks:
              - id: a
                regoin: {box: [0, 1]}
                proprety: {class: 3}
            """)
        #expect(found.count == 2)
        #expect(found.allSatisfy { $0.contains("error[S101]") })
    }

    @Test func valueUnderMisspeltKeyIsReadAllTheSame() {
        let found = messages(spec(region: "{ball: {center: 0, radus: 2/25S}}"))
        #expect(found.map { String($0.prefix(17)) } == ["5:32: error[S101]", "5:43: error[S110]"])
    }

    @Test func unknownKeyMayBeTheMissingOne() {
        let one = messages("spec: 1\nchecks:\n  - {id: a, region: {box: [0, 1]}, must: {class: 3}}\n")
        #expect(one.count == 1 && one[0].contains("unknown key 'must'"))
        let two = messages("spec: 1\nchecks:\n  - {name: a, region: {box: [0, 1]}}\n")
        #expect(two.count == 2 && two[0].contains("missing keys 'id' and 'property' in a check"))
    }

    @Test func suggestionsAreKeysThatAreNotThereYet() {
        let found = messages(spec(more: "    notee: x\n    note: y\n"))
        #expect(found.count == 1 && found[0].contains("did you mean 'note'?"))
        let network = messages(
            "spec: 1\nnetwork: {path: a.onnx, output: y, outputt: z}\nchecks: [{id: a, vnnlib: a.vnnlib}]\n")
        #expect(network.count == 1 && network[0].contains("did you mean 'outputs'?"))
    }

    @Test func formsDoNotMix() {
        #expect(
            messages(spec(property: "{class: 3, never: 4}"))
                == [
                    "6:26: error[S101]: 'never' does not go with 'class' in a property; expected one of the two; help: "
                        + "remove one of them"
                ])
        #expect(messages(spec(region: "{hull: {points: {data: t, rows: all, csv: x.csv}}}")).count == 1)
        #expect(messages("spec: 1\nchecks:\n  - {id: a, vnnlib: a.vnnlib, search: {}}\n").count == 1)
    }

    @Test func onlyOneOfTheKeysOfAFormIsThere() {
        #expect(messages(spec(property: "{target: 3}")).first?.contains("missing key 'against' in a property") == true)
        let data = messages("spec: 1\ndata: {t: {npz: a.npz}}\nchecks: [{id: a, vnnlib: a.vnnlib}]\n")
        #expect(data.first?.contains("missing key 'images' in a data set") == true)
        let units = messages(
            "spec: 1\nnetwork: {path: a.onnx, units: {scale: 2}}\nchecks: [{id: a, vnnlib: a.vnnlib}]\n")
        #expect(units.first?.contains("missing key 'shift' in 'units'") == true)
    }

    @Test func allMistakesOfAFileAtOnce() {
        let found = messages(
            """
            spec: 1
            network: {path: a.pb, decision: min}
            data:
              1st: {images: x.npy}
            defaults: {seed: one, budget: {time: 5}}
            checks:
              - id: a$
                region: {ball: {center: [0, 1.], radius: -, norm: 3}}
                property: {top: {class: 3, within: two}}
                expect: maybe
              - [1, 2]
            """)
        #expect(
            found.map { String($0.prefix { $0 != "]" }) }
                == [
                    "2:17: error[S114", "2:33: error[S115", "4:3: error[S116", "5:18: error[S111", "5:38: error[S112",
                    "7:10: error[S116", "8:33: error[S110", "8:46: error[S110", "8:55: error[S115", "9:40: error[S111",
                    "10:13: error[S115", "11:5: error[S104",
                ])
    }

    @Test func incompletePartsAreMarked() throws {
        let text = spec(region: "\n      box:\n        - rho * theta >= 1\n        - rho >= 0")
        let file = try #require(SpecReader.read(text: text, file: "t").file)
        guard case .shapes(let shapes) = file.checks[0].region, case .boxRows(let rows) = shapes.shapes[0].value else {
            throw UnexpectedTree()
        }
        #expect(rows.count == 1 && !shapes.isComplete)
    }

    /// A name under `for:` whose values could not be read is bound all the same.
    @Test func unreadableValuesStillBind() throws {
        let text = spec(more: "    for: {img: {data: test, rows: x}, eps: {}}")
        let (file, diagnostics) = SpecReader.read(text: text, file: "t")
        #expect(diagnostics.sorted.count == 2)
        let bindings = try #require(file?.checks[0].bindings)
        #expect(bindings.map(\.name.value) == ["img", "eps"])
        #expect(bindings.allSatisfy { if case .invalid = $0.value { true } else { false } })
    }

    @Test func numbersWithoutAReferenceAreNot() {
        // A budget cannot depend on a name.
        #expect(messages(spec(more: "    budget: {nodes: $n}")).count == 1)
        #expect(messages(spec(more: "    for: {a b: 1}")).count == 1)
    }
}
