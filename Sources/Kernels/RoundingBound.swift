/// The a-priori error of floating-point sums, by which every bound of the numeric core is moved outward.
///
/// A dot product of n terms computed in any order, with or without fused multiply-add, differs from the exact one by at
/// most gamma(n) * sum |a_i b_i|, gamma(n) = n u / (1 - n u), u = 2^-53, as long as nothing underflows (Higham, Accuracy
/// and Stability of Numerical Algorithms, section 3.1; the bound holds for every order of summation). OpenBLAS is free in
/// its order, so this is the only kind of statement that can be made about it, and it is enough.
package enum RoundingBound {
    /// Half the distance from 1 to the next Double: 2^-53.
    package static let unit = 0x1p-53

    /// An upper bound of gamma(n) with room for the rounding of the magnitudes it multiplies (factor 4).
    /// Requires `0 <= terms < 2^40`.
    package static func gamma(_ terms: Int) -> Double {
        precondition(terms >= 0 && terms < 1 << 40, "gamma is not defined for \(terms) terms")
        return 4 * Double(terms + 4) * unit
    }

    /// What underflow can add to a sum of `terms` products whose factors' magnitudes sum to at most `magnitude`: each
    /// product that underflows is wrong by less than the least normal number, 2^-1022, even where subnormal numbers are
    /// flushed to 0.
    package static func underflow(terms: Int, magnitude: Double) -> Double {
        0x1p-1000 * Double(terms + 4) * (magnitude + 1)
    }
}
