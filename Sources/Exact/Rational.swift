package import BigInt

/// An exact rational number.
///
/// The value is `significand * 2^exponent / divisor` with `divisor` odd. Weights, float inputs and every sum and product
/// of them are dyadic (`divisor == 1`), and on dyadic numbers no operation here computes a greatest common divisor: the
/// exact evaluation of a network is then shifts, additions and multiplications only. Decimal text (`0.1` is `1 / (2 * 5)`)
/// and division bring odd divisors in; only then is a fraction reduced.
///
/// The form is canonical (odd significand, odd coprime divisor, zero is `0 * 2^0 / 1`), so equality and hashing are
/// memberwise.
package struct Rational: Hashable, Sendable {
    /// Zero, or an odd integer.
    package let significand: BigInt
    /// The power of two; 0 when the value is zero.
    package let exponent: Int
    /// An odd positive integer without a common factor with `significand`.
    package let divisor: BigUInt

    package static let zero = Rational(0)
    package static let one = Rational(1)

    /// `significand * 2^exponent / divisor`, brought to canonical form. Requires `divisor > 0`.
    package init(significand: BigInt, exponent: Int = 0, divisor: BigUInt = 1) {
        precondition(!divisor.isZero, "a rational number needs a divisor other than 0")
        if significand.isZero {
            self.init(canonical: 0, exponent: 0, divisor: unit)
            return
        }
        var significand = significand
        var exponent = exponent
        var divisor = divisor
        let twosBelow = divisor.trailingZeroBitCount
        if twosBelow > 0 {
            divisor >>= twosBelow
            exponent -= twosBelow
        }
        let twosAbove = significand.magnitude.trailingZeroBitCount
        if twosAbove > 0 {
            significand = BigInt(sign: significand.sign, magnitude: significand.magnitude >> twosAbove)
            exponent += twosAbove
        }
        if !divisor.isOne {
            let common = significand.magnitude.greatestCommonDivisor(with: divisor)
            if !common.isOne {
                significand = BigInt(sign: significand.sign, magnitude: significand.magnitude / common)
                divisor /= common
            }
        }
        self.init(canonical: significand, exponent: exponent, divisor: divisor)
    }

    /// Takes parts that are already in canonical form.
    init(canonical significand: BigInt, exponent: Int, divisor: BigUInt) {
        self.significand = significand
        self.exponent = exponent
        self.divisor = divisor
    }

    package init(_ integer: Int) {
        self.init(significand: BigInt(integer))
    }

    /// The exact value of a finite float; `nil` for NaN and infinities.
    package init?(exactly value: Double) {
        guard value.isFinite else { return nil }
        guard value != 0 else {
            self = .zero
            return
        }
        // significandBitPattern lacks the leading one of normal numbers.
        let bits = value.significandBitPattern | (value.isNormal ? 1 << 52 : 0)
        let twos = bits.trailingZeroBitCount
        let odd = BigInt(sign: value.sign == .minus ? .minus : .plus, magnitude: BigUInt(bits >> UInt64(twos)))
        let scale = (value.isNormal ? Int(value.exponent) : Double.leastNormalExponent) - 52
        self.init(canonical: odd, exponent: scale + twos, divisor: unit)
    }

    package var isZero: Bool { significand.isZero }
    package var isNegative: Bool { significand.sign == .minus }
    /// -1, 0 or 1.
    package var signum: Int { isZero ? 0 : (isNegative ? -1 : 1) }
    /// True when the value is an integer times a power of two.
    package var isDyadic: Bool { divisor.isOne }
    package var magnitude: Rational { isNegative ? -self : self }

    /// Numerator and positive denominator of the reduced fraction.
    package var fraction: (numerator: BigInt, denominator: BigUInt) {
        exponent >= 0 ? (significand << exponent, divisor) : (significand, divisor << -exponent)
    }
}

extension Double {
    /// The exponent of the least normal number, 2^-1022: subnormal significands are scaled by it.
    fileprivate static var leastNormalExponent: Int { Int(Double.leastNormalMagnitude.exponent) }
}

/// A big integer made from a literal goes through generic conversions; this one is made once.
private let unit = BigUInt(1)

extension BigUInt {
    /// Whether it is 1, without making a big integer to compare with.
    var isOne: Bool { bitWidth == 1 }
}

extension [Rational] {
    /// The least odd positive integer c for which every value times c is an integer times a power of two; 1 when there are
    /// no values.
    package var commonOddDenominator: Rational {
        var common = unit
        for value in self where value.divisor != common {
            common *= value.divisor / common.greatestCommonDivisor(with: value.divisor)
        }
        return Rational(significand: BigInt(common))
    }
}

// MARK: Arithmetic

extension Rational {
    package static prefix func - (a: Rational) -> Rational {
        Rational(canonical: -a.significand, exponent: a.exponent, divisor: a.divisor)
    }

    package static func + (a: Rational, b: Rational) -> Rational {
        if a.isZero { return b }
        if b.isZero { return a }
        let exponent = min(a.exponent, b.exponent)
        let x = a.significand << (a.exponent - exponent)
        let y = b.significand << (b.exponent - exponent)
        if a.divisor == b.divisor {
            return Rational(significand: x + y, exponent: exponent, divisor: a.divisor)
        }
        return Rational(
            significand: x * BigInt(b.divisor) + y * BigInt(a.divisor), exponent: exponent,
            divisor: a.divisor * b.divisor)
    }

    package static func - (a: Rational, b: Rational) -> Rational { a + (-b) }

    package static func * (a: Rational, b: Rational) -> Rational {
        if a.isZero || b.isZero { return .zero }
        if a.isDyadic && b.isDyadic {
            // A product of odd integers is odd: already canonical.
            return Rational(canonical: a.significand * b.significand, exponent: a.exponent + b.exponent, divisor: unit)
        }
        if a.isPowerOfTwo { return b.scaled(by: a.exponent, negating: a.isNegative) }
        if b.isPowerOfTwo { return a.scaled(by: b.exponent, negating: b.isNegative) }
        return Rational(
            significand: a.significand * b.significand, exponent: a.exponent + b.exponent,
            divisor: a.divisor * b.divisor)
    }

    /// Requires `b` other than 0.
    package static func / (a: Rational, b: Rational) -> Rational {
        precondition(!b.isZero, "division of a rational number by 0")
        if a.isZero { return .zero }
        if b.isPowerOfTwo { return a.scaled(by: -b.exponent, negating: b.isNegative) }
        let numerator = a.significand * BigInt(b.divisor)
        return Rational(
            significand: b.isNegative ? -numerator : numerator, exponent: a.exponent - b.exponent,
            divisor: a.divisor * b.significand.magnitude)
    }

    package static func += (a: inout Rational, b: Rational) { a = a + b }
    package static func -= (a: inout Rational, b: Rational) { a = a - b }
    package static func *= (a: inout Rational, b: Rational) { a = a * b }
}

extension Rational: Comparable {
    package static func < (a: Rational, b: Rational) -> Bool {
        if a.signum != b.signum { return a.signum < b.signum }
        if a == b { return false }
        let isNegative = a.isNegative
        if let a = a.words, let b = b.words { return a.isLess(than: b) != isNegative }
        // A magnitude lies strictly between 2^(scale - 1) and 2^(scale + 1): far apart, the scales decide.
        if abs(a.scale - b.scale) > 1 { return (a.scale < b.scale) != isNegative }
        let exponent = min(a.exponent, b.exponent)
        let x = a.significand << (a.exponent - exponent)
        let y = b.significand << (b.exponent - exponent)
        if a.divisor == b.divisor { return x < y }
        return x * BigInt(b.divisor) < y * BigInt(a.divisor)
    }

    private var scale: Int {
        exponent + significand.magnitude.bitWidth - divisor.bitWidth
    }
}

extension Rational {
    /// A magnitude whose parts fit into machine words: nearly all numbers of properties and weights.
    struct Words {
        let significand: UInt64
        let exponent: Int
        let divisor: UInt64

        /// Compares by cross-multiplication.
        func isLess(than other: Words) -> Bool {
            let (high, low) = significand.multipliedFullWidth(by: other.divisor)
            let x = UInt128(high) << 64 | UInt128(low)
            let (otherHigh, otherLow) = other.significand.multipliedFullWidth(by: divisor)
            let y = UInt128(otherHigh) << 64 | UInt128(otherLow)
            // A product shifted out of 128 bits is greater than any that fits.
            if exponent >= other.exponent {
                let shift = exponent - other.exponent
                return shift <= x.leadingZeroBitCount && x << UInt128(shift) < y
            }
            let shift = other.exponent - exponent
            return shift > y.leadingZeroBitCount || x < y << UInt128(shift)
        }
    }

    /// `nil` when a part needs more than 64 bits.
    var words: Words? {
        let top = significand.magnitude
        guard top.bitWidth <= 64, divisor.bitWidth <= 64 else { return nil }
        return Words(significand: UInt64(top.words[0]), exponent: exponent, divisor: UInt64(divisor.words[0]))
    }

    /// Whether the magnitude is a power of two: a factor that keeps fractions reduced.
    private var isPowerOfTwo: Bool { isDyadic && significand.magnitude.isOne }

    /// `self * 2^exponent`, with the other sign when asked. Requires a value other than 0.
    private func scaled(by exponent: Int, negating: Bool) -> Rational {
        Rational(
            canonical: negating ? -significand : significand, exponent: self.exponent + exponent, divisor: divisor)
    }
}

extension Rational: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int) { self.init(value) }
}
