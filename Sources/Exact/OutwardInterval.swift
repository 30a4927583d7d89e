/// An interval of Doubles that encloses an exact value: every operation moves its ends outward by one float.
///
/// Evaluating a network in it costs a few times a Double evaluation and decides nearly every exact comparison that would
/// otherwise need big integers. An end may become infinite, or NaN after an overflow; comparisons with NaN are false, so
/// nothing is ever concluded from it.
package struct OutwardInterval: Scalar, Hashable {
    package let lower: Double
    package let upper: Double

    package init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    /// The tightest interval around an exact value.
    package init(_ value: Rational) {
        self.init(lower: value.double(.down), upper: value.double(.up))
    }

    package init(weight: Double) { self.init(lower: weight, upper: weight) }

    package static let zero = OutwardInterval(lower: 0, upper: 0)

    package var rectified: OutwardInterval {
        // Written so that a NaN stays: max(NaN, 0) may be 0.
        OutwardInterval(lower: lower < 0 ? 0 : lower, upper: upper < 0 ? 0 : upper)
    }

    package static func greater(_ a: OutwardInterval, _ b: OutwardInterval) -> OutwardInterval {
        if a.isUnknown || b.isUnknown { return .everything }
        return OutwardInterval(lower: max(a.lower, b.lower), upper: max(a.upper, b.upper))
    }

    package static func lesser(_ a: OutwardInterval, _ b: OutwardInterval) -> OutwardInterval {
        if a.isUnknown || b.isUnknown { return .everything }
        return OutwardInterval(lower: min(a.lower, b.lower), upper: min(a.upper, b.upper))
    }

    package func part(from lower: Double, to upper: Double) -> OutwardInterval? {
        if isUnknown { return OutwardInterval(lower: lower, upper: upper) }
        if self.upper < lower || self.lower > upper { return nil }
        return OutwardInterval(lower: max(self.lower, lower), upper: min(self.upper, upper))
    }

    package static func enclosing(_ a: OutwardInterval, _ b: OutwardInterval) -> OutwardInterval {
        if a.isUnknown || b.isUnknown { return .everything }
        return OutwardInterval(lower: min(a.lower, b.lower), upper: max(a.upper, b.upper))
    }

    private static let everything = OutwardInterval(lower: -.infinity, upper: .infinity)

    /// Whether an end is NaN, after an overflow.
    private var isUnknown: Bool { lower.isNaN || upper.isNaN }

    private static func outward(_ lower: Double, _ upper: Double) -> OutwardInterval {
        OutwardInterval(lower: lower.nextDown, upper: upper.nextUp)
    }

    package static func + (a: OutwardInterval, b: OutwardInterval) -> OutwardInterval {
        outward(a.lower + b.lower, a.upper + b.upper)
    }

    package static func - (a: OutwardInterval, b: OutwardInterval) -> OutwardInterval {
        outward(a.lower - b.upper, a.upper - b.lower)
    }

    package static func * (a: OutwardInterval, b: OutwardInterval) -> OutwardInterval {
        let products = (a.lower * b.lower, a.lower * b.upper, a.upper * b.lower, a.upper * b.upper)
        return outward(least(products), greatest(products))
    }

    /// Division by an interval that does not contain 0; otherwise the whole line.
    package static func / (a: OutwardInterval, b: OutwardInterval) -> OutwardInterval {
        guard b.lower > 0 || b.upper < 0 else { return OutwardInterval(lower: -.infinity, upper: .infinity) }
        let quotients = (a.lower / b.lower, a.lower / b.upper, a.upper / b.lower, a.upper / b.upper)
        return outward(least(quotients), greatest(quotients))
    }

    package static func += (a: inout OutwardInterval, b: OutwardInterval) { a = a + b }

    private static func least(_ v: (Double, Double, Double, Double)) -> Double {
        if (v.0 + v.1 + v.2 + v.3).isNaN { return -.infinity }
        return min(min(v.0, v.1), min(v.2, v.3))
    }

    private static func greatest(_ v: (Double, Double, Double, Double)) -> Double {
        if (v.0 + v.1 + v.2 + v.3).isNaN { return .infinity }
        return max(max(v.0, v.1), max(v.2, v.3))
    }
}
