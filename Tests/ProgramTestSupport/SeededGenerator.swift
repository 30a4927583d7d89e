/// SplitMix64: a small generator whose sequence depends on the seed alone, so that a failing case can be run again.
package struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: Int) {
        state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A multiple of 1/8 in -range...range: short in print, exact in arithmetic.
    package mutating func eighths(_ range: Int) -> Double {
        Double(Int.random(in: (-8 * range)...(8 * range), using: &self)) / 8
    }
}
