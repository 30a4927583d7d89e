import SpecReading
import Testing

@Suite struct SpecSchemaTests {
    private let validator: SchemaValidator

    init() throws {
        validator = try SchemaValidator(SpecSchema.text)
    }

    @Test func acceptsWhatIsRight() throws {
        for name in try fixtures(in: "specs", ending: ".yaml") where name != "broken.yaml" && name != "included.yaml" {
            let value = try #require(SchemaValidator.value(try fixture("specs/\(name)")))
            #expect(try validator.problems(value) == [], "\(name)")
        }
        for template in SpecTemplate.allCases {
            let value = try #require(SchemaValidator.value(template.text))
            #expect(try validator.problems(value) == [], "\(template.rawValue)")
        }
    }

    /// All files with mistakes in keys and values. Tags and directives are not part of the values that a schema sees, and
    /// that a range runs backwards is beyond expressions.
    @Test func refusesWhatIsWrong() throws {
        let beyond: Set = ["S105-directive.yaml", "S105-tag.yaml", "S111-backwards.yaml"]
        var refused = 0
        for name in try fixtures(in: "errors", ending: ".yaml") where name.hasPrefix("S1") && !beyond.contains(name) {
            guard let value = SchemaValidator.value(try fixture("errors/\(name)")) else { continue }
            #expect(try !validator.problems(value).isEmpty, "\(name)")
            refused += 1
        }
        #expect(refused > 60)
    }

    @Test func constraintsAreThoseOfTheGrammar() throws {
        func isAccepted(_ constraint: String) throws -> Bool {
            let value: [String: Any] = [
                "spec": "1", "checks": [["id": "a", "region": "domain", "property": ["holds": [constraint]]]],
            ]
            return try validator.problems(value).isEmpty
        }
        for text in [
            "x[0] >= 0", "2 x[0] <= 1/2", "2*x[0]<=1", "x[0]*2 - y[1] < 3", "- 0.06 <= theta <= 0.06",
            "x[0, 2] <= $eps",
            "sum(x[0..27]) <= 1/2", "relu[0][5] - pre[1][2] >= 0", "3 sum( x[ 0..1 ] ) >= 2",
        ] {
            #expect(try isAccepted(text), "\(text)")
        }
        // These are wrong in a way that a regular expression cannot tell, or only a very long one.
        let beyond: Set = [
            "0 <= y[0] >= 1", "0 == y[0] == 1", "3 >= 2", "sum(y[0]) >= 0", "sum(y[3..0]) >= 0", "Y_01 >= 0",
            "Y_-1 >= 0",
        ]
        for text in ConstraintTests.nearMisses where !beyond.contains(text) {
            #expect(try !isAccepted(text), "\(text)")
        }
    }

    @Test func everyKeyHasItsMeaning() {
        let text = SpecSchema.text
        for kind in MappingKind.allCases {
            for key in kind.mapping.keys { #expect(text.contains(key.note)) }
        }
    }
}
