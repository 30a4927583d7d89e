import BigInt
import Exact
import TestSupport
import Testing

@Suite struct ArithmeticTests {
    @Test func fieldLawsHold() {
        var random = SeededNumbers(seed: 1)
        for _ in 0..<600 {
            let (a, b, c) = (random.rational(), random.rational(), random.rational())
            #expect(a + b == b + a)
            #expect(a * b == b * a)
            #expect((a + b) + c == a + (b + c))
            #expect((a * b) * c == a * (b * c))
            #expect(a * (b + c) == a * b + a * c)
            #expect(a - a == .zero)
            #expect(a + .zero == a)
            #expect(a * .one == a)
            #expect(a - b == -(b - a))
            if !b.isZero { #expect(a / b * b == a) }
        }
    }

    @Test func commonDenominators() {
        let values: [Rational] = [Rational(1) / 15, Rational(5) / 6, Rational(1) / 8, 7]
        #expect(values.commonOddDenominator == 15)
        #expect([Rational(17) / 255, Rational(3) / 35].commonOddDenominator == 105)
        #expect([Rational]().commonOddDenominator == 1)
    }

    @Test func orderAgreesWithSubtraction() {
        var random = SeededNumbers(seed: 2)
        for _ in 0..<1_500 {
            let (a, b) = (random.rational(), random.rational())
            #expect((a < b) == (a - b).isNegative)
            #expect((a == b) == (a - b).isZero)
            #expect([a < b, a == b, b < a].count { $0 } == 1)
        }
    }

    @Test func orderIsThatOfDoubles() {
        var random = SeededNumbers(seed: 3)
        for _ in 0..<1_500 {
            let (x, y) = (random.finiteDouble(), random.finiteDouble())
            guard let a = Rational(exactly: x), let b = Rational(exactly: y) else {
                Issue.record("\(x) or \(y) is finite and was refused")
                continue
            }
            #expect((a < b) == (x < y))
        }
    }

    /// The scales of neighbours differ by one at most; there, the order must still come from the digits.
    @Test func orderOfCloseNumbers() {
        let third = Rational(1) / 3
        let tiny = Rational(significand: 1, exponent: -200)
        for value in [third, -third, Rational(2), Rational(-2), Rational(1) / 5] {
            #expect(value - tiny < value)
            #expect(value < value + tiny)
            #expect(!(value < value))
        }
    }

    @Test func equalValuesAreOneValue() {
        let halves = [
            Rational(1) / 2, Rational(5) / 10, Rational(significand: 4, exponent: -3),
            Rational(significand: -6, divisor: 12) * -1, Rational(exactly: 0.5) ?? .zero,
            Rational(decimal: "0.500") ?? .zero,
        ]
        #expect(Set(halves).count == 1)
        #expect(Rational(significand: 0, exponent: 7, divisor: 9) == .zero)
        #expect(Rational(decimal: "-0.0") == .zero)
        #expect(Rational(exactly: -0.0) == .zero)
    }

    @Test func partsAreCanonical() {
        let value = Rational(12) / 40
        #expect(value.significand == 3)
        #expect(value.exponent == -1)
        #expect(value.divisor == 5)
        #expect(value.fraction == (3, 10))
        #expect(!value.isDyadic)
        #expect((Rational(3) / 8).isDyadic)
    }

    @Test func signs() {
        #expect(Rational(-3).signum == -1)
        #expect(Rational.zero.signum == 0)
        #expect((-Rational.zero).signum == 0)
        #expect(Rational(-3).magnitude == 3)
        #expect((Rational(-1) / -2) == Rational(1) / 2)
    }
}
