import BigInt
import Exact
import TestSupport
import Testing

@Suite struct RoundingTests {
    private func power(_ exponent: Int) -> Rational { Rational(significand: 1, exponent: exponent) }

    @Test func doublesAreTheirOwnRounding() {
        var random = SeededNumbers(seed: 4)
        for _ in 0..<1_500 {
            let value = random.finiteDouble()
            let exact = Rational(exactly: value)
            #expect(exact?.double(.down) == value)
            #expect(exact?.double(.up) == value)
            #expect(exact?.double(.nearest) == value)
        }
        for value in [0.0, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude] {
            #expect(Rational(exactly: value)?.double(.nearest) == value)
            #expect(Rational(exactly: -value)?.double(.nearest) == -value)
        }
    }

    @Test func notFiniteIsNoRational() {
        #expect(Rational(exactly: .nan) == nil)
        #expect(Rational(exactly: .infinity) == nil)
        #expect(Rational(exactly: -.infinity) == nil)
    }

    /// The standard library rounds decimal text correctly to nearest: an independent answer.
    @Test func decimalsRoundLikeTheStandardLibrary() {
        var random = SeededNumbers(seed: 5)
        for _ in 0..<1_500 {
            let text = random.decimalText()
            // The library wants a digit before and after the point.
            let plain = text.replacing("+", with: "").replacing("-", with: "").replacing(".", with: "")
            let digits = plain.prefix { $0 != "e" }.count
            guard let value = Rational(decimal: text), digits > 0 else {
                Issue.record("\(text) was refused")
                continue
            }
            if let double = Double(text) {
                #expect(value.double(.nearest) == double, "\(text)")
            }
            if let float = Float(text) {
                #expect(value.float(.nearest) == float, "\(text)")
            }
        }
    }

    @Test func downAndUpEncloseAndAreNeighbours() {
        var random = SeededNumbers(seed: 6)
        for _ in 0..<1_500 {
            let text = random.decimalText()
            guard let value = Rational(decimal: text) else { continue }
            let (down, up) = (value.double(.down), value.double(.up))
            if let low = Rational(exactly: down) { #expect(low <= value) } else { #expect(down == -.infinity) }
            if let high = Rational(exactly: up) { #expect(value <= high) } else { #expect(up == .infinity) }
            #expect(down == up || down.nextUp == up, "\(text)")
            let nearest = value.double(.nearest)
            #expect(nearest == down || nearest == up)
            let (floor, ceiling) = (value.float(.down), value.float(.up))
            #expect(floor == ceiling || floor.nextUp == ceiling, "\(text)")
            #expect(Double(floor) <= down && up <= Double(ceiling))
        }
    }

    @Test func tiesGoToEven() {
        #expect((1 + power(-53)).double(.nearest) == 1)
        #expect((1 + power(-53)).double(.down) == 1)
        #expect((1 + power(-53)).double(.up) == 1.0.nextUp)
        #expect((1 + 3 * power(-53)).double(.nearest) == 1.0.nextUp.nextUp)
        #expect((1 + power(-53) + power(-200)).double(.nearest) == 1.0.nextUp)
        #expect((1 + power(-53) - power(-200)).double(.nearest) == 1)
        #expect((1 + power(-24)).float(.nearest) == 1)
        #expect((1 + 3 * power(-24)).float(.nearest) == Float(1).nextUp.nextUp)
        #expect((2 - power(-54)).double(.nearest) == 2)
        #expect((2 - power(-54)).double(.down) == 2.0.nextDown)
    }

    @Test func subnormalNumbers() {
        let least = Double.leastNonzeroMagnitude
        #expect(power(-1075).double(.nearest) == 0)
        #expect(power(-1075).double(.up) == least)
        #expect(power(-1075).double(.down) == 0)
        #expect((-power(-1075)).double(.down) == -least)
        #expect((3 * power(-1075)).double(.nearest) == 2 * least)
        #expect((power(-1075) + power(-2000)).double(.nearest) == least)
        #expect(power(-9000).double(.up) == least)
        #expect((power(-1022) - power(-1075)).double(.nearest) == .leastNormalMagnitude)
        #expect((power(-1022) - power(-1075)).double(.down) == Double.leastNormalMagnitude.nextDown)
        #expect(power(-150).float(.nearest) == 0)
        #expect(power(-150).float(.up) == .leastNonzeroMagnitude)
        #expect((Rational(1) / 3 * power(-149)).float(.up) == .leastNonzeroMagnitude)
    }

    @Test func overflow() {
        let beyond = power(1024)
        #expect(beyond.double(.nearest) == .infinity)
        #expect(beyond.double(.up) == .infinity)
        #expect(beyond.double(.down) == .greatestFiniteMagnitude)
        #expect((-beyond).double(.up) == -.greatestFiniteMagnitude)
        #expect((-beyond).double(.down) == -.infinity)
        // Half a unit above the greatest number is the tie that goes to infinity.
        #expect((beyond - power(970)).double(.nearest) == .infinity)
        #expect((beyond - power(970) - power(0)).double(.nearest) == .greatestFiniteMagnitude)
        #expect((beyond - power(970)).double(.down) == .greatestFiniteMagnitude)
        #expect(power(128).float(.nearest) == .infinity)
        #expect((power(128) - power(103)).float(.nearest) == .infinity)
        #expect((power(128) - power(103) - power(0)).float(.nearest) == .greatestFiniteMagnitude)
    }

    @Test func knownValues() throws {
        let tenth = try #require(Rational(decimal: "0.1"))
        #expect(tenth.double(.nearest) == 0.1)
        #expect(tenth.double(.up) == 0.1)
        #expect(tenth.double(.down) == 0.1.nextDown)
        #expect((-tenth).double(.down) == -0.1)
        #expect((Rational(1) / 3).double(.down) == 1.0 / 3)
        #expect((Rational(1) / 3).double(.up) == (1.0 / 3).nextUp)
        #expect((Rational(2) / 3).float(.nearest) == Float(2) / 3)
    }
}
