/// Single operations rounded upward, exact results left alone. Downward is the upward result of the negation.
///
/// The rounding error of a sum (two-sum) and of a product or quotient (fused multiply-add) is itself computed, and the
/// result is raised by one float only when the error says so. Near underflow the error term is unreliable and the result is
/// always raised.
enum Up {
    /// Below this magnitude the error of a product may not be a float.
    private static let safe = 0x1p-900

    static func sum(_ a: Double, _ b: Double) -> Double {
        let sum = a + b
        let error = twoSumError(a, b, sum)
        return error <= 0 ? sum : sum.nextUp
    }

    static func product(_ a: Double, _ b: Double) -> Double {
        if a == 0 || b == 0 { return 0 }
        let product = a * b
        let error = (-product).addingProduct(a, b)
        return abs(product) > safe && error <= 0 ? product : product.nextUp
    }

    /// Requires `b > 0`.
    static func quotient(_ a: Double, _ b: Double) -> Double {
        if a == 0 { return 0 }
        let quotient = a / b
        // a - quotient * b has the sign of the error, because b > 0.
        let rest = a.addingProduct(-quotient, b)
        return abs(quotient) > safe && abs(a) > safe && rest <= 0 ? quotient : quotient.nextUp
    }

    /// The exact error of `sum`, the rounded a + b; NaN after overflow, which makes every comparison with it false.
    static func twoSumError(_ a: Double, _ b: Double, _ sum: Double) -> Double {
        let bPart = sum - a
        return (a - (sum - bPart)) + (b - bPart)
    }
}
