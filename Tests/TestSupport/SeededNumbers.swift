/// SplitMix64: a small generator whose sequence depends on the seed alone, so that a failing case can be run again.
package struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: Int) {
        state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15 &+ 7
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A multiple of 1/8 in [-bound, bound]: a weight with which exact arithmetic stays short.
    package mutating func eighths(_ bound: Int) -> Double {
        Double(Int.random(in: (-8 * bound)...(8 * bound), using: &self)) / 8
    }

    /// `count` such numbers.
    package mutating func eighths(_ bound: Int, count: Int) -> [Double] {
        (0..<count).map { _ in eighths(bound) }
    }

    /// Any finite Double, all exponents alike, subnormal numbers included.
    package mutating func finiteDouble() -> Double {
        while true {
            let value = Double(bitPattern: next())
            if value.isFinite { return value }
        }
    }
}
