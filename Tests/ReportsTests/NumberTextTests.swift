import Exact
import Networks
import Reports
import Testing

@Suite struct NumberTextTests {
    @Test(arguments: [
        (0.1, 2, "0.10"), (1.005, 1, "1.0"), (-0.001, 2, "0.00"), (-1.5, 0, "-2"), (12_345.678, 1, "12345.7"),
        (0.999, 2, "1.00"), (.infinity, 2, "inf"),
    ])
    func fixedPlaces(_ value: Double, _ places: Int, _ text: String) {
        #expect(NumberText.fixed(value, places: places) == text)
    }

    @Test(arguments: [
        (0.0, "0.00 s"), (0.034, "0.03 s"), (9.99, "9.99 s"), (9.999, "10.0 s"), (60.04, "60.0 s"),
        (119.9, "119.9 s"), (119.96, "2 m 0 s"), (200.4, "3 m 20 s"),
    ])
    func durations(_ seconds: Double, _ text: String) {
        #expect(NumberText.duration(seconds) == text)
    }

    /// Both ways of reading must end on the very number: straight to the element type, and through a Double.
    @Test func exactTextsReadBack() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<10_000 {
            let single = Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &generator))
            guard single.isFinite else { continue }
            let text = NumberText.exact(Double(single), .float32)
            #expect(Float(text) == single)
            #expect(Float(try #require(Double(text))) == single)
        }
        #expect(NumberText.exact(Double(Float(0.1)), .float32) == "0.1")
        #expect(NumberText.exact(0.1, .float64) == "0.1")
        #expect(NumberText.exact(0.1, .float32) == "0.1", "a number that is no float32 prints as a Double")
    }

    /// Printed bounds enclose the bounds.
    @Test(arguments: [0.1, -0.1, 1.0 / 3, -1.0 / 3, 0, 1e-9, -1e-9, 123_456.000_000_4]) func bounds(_ value: Double)
        throws
    {
        let lower = try #require(Rational(decimal: NumberText.lowerBound(value)))
        let upper = try #require(Rational(decimal: NumberText.upperBound(value)))
        let exact = try #require(Rational(exactly: value))
        #expect(lower <= exact && exact <= upper)
        #expect((upper - lower).double(.nearest) < 2.000_001e-6)
    }

    @Test func boundTexts() {
        #expect(NumberText.lowerBound(-0.000_000_1) == "-0.000001")
        #expect(NumberText.upperBound(-0.000_000_1) == "0.000000")
        #expect(NumberText.lowerBound(0.5) == "0.500000")
        #expect(NumberText.lowerBound(-.infinity) == "-inf")
    }

    @Test func counts() {
        #expect(NumberText.count(1, "query", plural: "queries") == "1 query")
        #expect(NumberText.count(2, "query", plural: "queries") == "2 queries")
        #expect(NumberText.count(0, "claim") == "0 claims")
        #expect(NumberText.limit(60) == "60 s")
        #expect(NumberText.limit(0.5) == "0.5 s")
    }
}

extension NumberTextTests {
    @Test(arguments: [
        (1e-5, "0.00001"), (-1.5e-7, "-0.00000015"), (1.25e20, "125000000000000000000.0"), (0.5, "0.5"), (-3, "-3.0"),
        (1.234e22, "12340000000000000000000.0"), (0, "0.0"),
        (.leastNonzeroMagnitude, "0." + String(repeating: "0", count: 323) + "5"),
    ])
    func plainTextsHaveNoExponent(value: Double, text: String) {
        #expect(NumberText.plain(value, .float64) == text)
        #expect(Double(text) == value)
    }
}
