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
}

extension Float: Scalar {
    package init(weight: Double) { self.init(weight) }
    package var rectified: Float { self < 0 ? 0 : self }
}

extension Double: Scalar {
    package init(weight: Double) { self = weight }
    package var rectified: Double { self < 0 ? 0 : self }
}

extension Rational: Scalar {
    /// Requires a finite weight; the loader refuses models with any other.
    package init(weight: Double) {
        guard let value = Rational(exactly: weight) else { preconditionFailure("weight \(weight) is not finite") }
        self = value
    }

    package var rectified: Rational { isNegative ? .zero : self }
}
