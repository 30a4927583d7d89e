/// A number system in which a network can be evaluated.
///
/// Four are provided: `Float` (as the network is deployed), `Double`, ``Rational`` (exact) and ``OutwardInterval`` (an
/// enclosure of the exact value). One generic evaluation serves all of them, so the exact answer and the float replay of a
/// witness cannot differ in anything but rounding.
package protocol Scalar: Sendable {
    /// The value of a stored weight. `Float` rounds a float64 weight to nearest; the others are exact.
    init(weight: Double)
    static func + (a: Self, b: Self) -> Self
    static func - (a: Self, b: Self) -> Self
    static func * (a: Self, b: Self) -> Self
    static func / (a: Self, b: Self) -> Self
    static func += (a: inout Self, b: Self)
    static var zero: Self { get }
    /// max(self, 0).
    var rectified: Self { get }
    /// The greater and the lesser of two values.
    static func greater(_ a: Self, _ b: Self) -> Self
    static func lesser(_ a: Self, _ b: Self) -> Self
    /// The part of the value within [lower, upper]; `nil` when there is none.
    func part(from lower: Double, to upper: Double) -> Self?
    /// What encloses both values. Those of a number system without enclosures are the same value, and it is the first.
    static func enclosing(_ a: Self, _ b: Self) -> Self
}

extension Float: Scalar {
    package init(weight: Double) { self.init(weight) }
    package var rectified: Float { self < 0 ? 0 : self }
    package static func greater(_ a: Float, _ b: Float) -> Float { a < b ? b : a }
    package static func lesser(_ a: Float, _ b: Float) -> Float { b < a ? b : a }
    package func part(from lower: Double, to upper: Double) -> Float? {
        self >= Float(lower) && self <= Float(upper) ? self : nil
    }
    package static func enclosing(_ a: Float, _ b: Float) -> Float { a }
}

extension Double: Scalar {
    package init(weight: Double) { self = weight }
    package var rectified: Double { self < 0 ? 0 : self }
    package static func greater(_ a: Double, _ b: Double) -> Double { a < b ? b : a }
    package static func lesser(_ a: Double, _ b: Double) -> Double { b < a ? b : a }
    package func part(from lower: Double, to upper: Double) -> Double? { self >= lower && self <= upper ? self : nil }
    package static func enclosing(_ a: Double, _ b: Double) -> Double { a }
}

extension Rational: Scalar {
    /// Requires a finite weight; the loader refuses models with any other.
    package init(weight: Double) {
        guard let value = Rational(exactly: weight) else { preconditionFailure("weight \(weight) is not finite") }
        self = value
    }

    package var rectified: Rational { isNegative ? .zero : self }
    package static func greater(_ a: Rational, _ b: Rational) -> Rational { a < b ? b : a }
    package static func lesser(_ a: Rational, _ b: Rational) -> Rational { b < a ? b : a }
    package func part(from lower: Double, to upper: Double) -> Rational? {
        if lower.isFinite && self < Rational(weight: lower) { return nil }
        if upper.isFinite && self > Rational(weight: upper) { return nil }
        return self
    }
    package static func enclosing(_ a: Rational, _ b: Rational) -> Rational { a }
}
