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
}
