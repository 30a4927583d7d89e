import Exact
import Testing

@Suite struct FractionTests {
    @Test(arguments: [("2/255", 2, 255), ("-1/3", -1, 3), ("0.5", 1, 2), ("1e-1", 1, 10), ("0.1/0.2", 1, 2)])
    func reads(_ text: String, _ numerator: Int, _ denominator: Int) {
        #expect(Rational(text: text) == Rational(numerator) / Rational(denominator))
    }

    @Test(arguments: ["", "1/0", "1/", "/2", "1/2/3", "x", "1 /2", "0x10"]) func refuses(_ text: String) {
        #expect(Rational(text: text) == nil)
    }

    @Test func readsWhatItWrites() {
        for numerator in -20...20 {
            for denominator in 1...20 {
                let value = Rational(numerator) / Rational(denominator)
                #expect(Rational(text: value.text) == value)
            }
        }
    }

    /// Thresholds on counts: 0.9 of 30 is 27, and 0.1 of 30 is 3 whatever floats say.
    @Test func integersBelowAndAbove() throws {
        let cases = [
            ("27", 27, 27), ("9.8", 9, 10), ("-9.8", -10, -9), ("1/3", 0, 1), ("-1/3", -1, 0), ("0", 0, 0),
            ("-4", -4, -4), ("970.2", 970, 971),
        ]
        for (text, floor, ceiling) in cases {
            let value = try #require(Rational(text: text))
            #expect(value.floor == floor && value.ceiling == ceiling, "\(text)")
        }
        let tenth = try #require(Rational(text: "0.1"))
        #expect((tenth * Rational(30)).floor == 3)
        let large = try #require(Rational(text: "1e30"))
        #expect(large.floor == nil && large.ceiling == nil && (-large).floor == nil)
    }
}
