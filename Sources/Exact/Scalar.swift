/// A number system in which a network can be evaluated.
///
/// Three are provided: `Float` (as the network is deployed), `Double`, and ``Rational`` (exact). One generic evaluation
/// serves all three, so the exact answer and the float replay of a witness cannot differ in anything but rounding.
package protocol Scalar: Comparable, Sendable {
    /// The value of a stored weight. `Float` rounds a float64 weight to nearest; `Double` and `Rational` are exact.
    init(weight: Double)
    static func + (a: Self, b: Self) -> Self
    static func - (a: Self, b: Self) -> Self
    static func * (a: Self, b: Self) -> Self
    static func / (a: Self, b: Self) -> Self
    static func += (a: inout Self, b: Self)
    static var zero: Self { get }
}

extension Float: Scalar {
    @inlinable package init(weight: Double) { self.init(weight) }
}

extension Double: Scalar {
    @inlinable package init(weight: Double) { self = weight }
}

extension Rational: Scalar {
    /// Requires a finite weight; the loader refuses models with any other.
    package init(weight: Double) {
        guard let value = Rational(exactly: weight) else { preconditionFailure("weight \(weight) is not finite") }
        self = value
    }
}
