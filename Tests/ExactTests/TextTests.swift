import BigInt
import Exact
import TestSupport
import Testing

@Suite struct TextTests {
    @Test(arguments: [
        ("1", "1"), ("-1", "-1"), ("+3", "3"), ("1.5", "1.5"), (".5", "0.5"), ("5.", "5"), ("-.5", "-0.5"),
        ("1e-06", "0.000001"), ("1E5", "100000"), ("1e+2", "100"), ("-2.50e1", "-25"), ("007", "7"), ("0", "0"),
        ("-0.0", "0"), ("0e7", "0"), ("0.0000", "0"), ("1.e1", "10"), (".5e1", "5"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("0.1234567890123456789012345", "0.1234567890123456789012345"),
        ("9999999999999999999", "9999999999999999999"), ("99999999999999999999", "99999999999999999999"),
        ("0.00000000000000000000000000001", "0.00000000000000000000000000001"),
        ("10000000000000000000e-27", "0.00000001"), ("18446744073709551616", "18446744073709551616"),
    ])
    func accepts(_ text: String, _ expected: String) {
        #expect(Rational(decimal: text)?.text == expected)
    }

    @Test(arguments: [
        "", "-", "+", ".", "-.", "e5", "1e", "1e+", "1e1.5", "1.2.3", "1,5", "1 ", " 1", "--1", "+-1", "0x10", "inf",
        "nan", "1_000", "1e5001", "1e-5001", "1e9223372036854775808", "1e-9223372036854775808", "1/3", "१", "1e 5",
        String(repeating: "1", count: 5_001),
    ])
    func refuses(_ text: String) {
        #expect(Rational(decimal: text) == nil)
    }

    @Test func textReadsBackAsTheSameNumber() {
        var random = SeededNumbers(seed: 7)
        for _ in 0..<600 {
            let written = random.decimalText()
            guard let value = Rational(decimal: written) else {
                Issue.record("\(written) was refused")
                continue
            }
            #expect(Rational(decimal: value.text) == value, "\(written)")
        }
        for _ in 0..<600 {
            let value = Rational(exactly: Double.random(in: -1e3...1e3, using: &random)) ?? .zero
            #expect(Rational(decimal: value.text) == value)
        }
    }

    /// The short path, through machine integers, and the long one give the same canonical number.
    @Test func shortAndLongDigitsAgree() {
        var random = SeededNumbers(seed: 8)
        for _ in 0..<600 {
            let digits = UInt64.random(in: 0...9_999_999_999_999_999_999, using: &random)
            let places = Int.random(in: 0...27, using: &random)
            let short = Rational(decimal: "\(digits)e-\(places)")
            let divisor = (0..<places).reduce(Rational.one) { value, _ in value * 10 }
            #expect(short == Rational(significand: .init(digits)) / divisor)
            #expect(short == Rational(decimal: "\(digits)0000000000e-\(places + 10)"))
        }
    }

    @Test func fractionsWithoutFiniteDecimal() {
        #expect((Rational(1) / 3).text == "1/3")
        #expect((Rational(-2) / 6).text == "-1/3")
        #expect((Rational(1) / 6).text == "1/6")
        #expect((Rational(7) / 40).text == "0.175")
        #expect(Rational(significand: 3, exponent: 4).text == "48")
    }
}
