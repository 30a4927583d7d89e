import BigInt

/// Pairs of long integers in two's complement, all of one width, side by side in memory: the constant and the slope of
/// affine functions of one parameter. For exact arithmetic on many numbers at once, where each as a ``Rational`` of its own
/// would cost fifty times as much.
package struct LongIntegers: Sendable {
    /// Which number of a pair.
    package enum Part: Int, Sendable {
        case constant = 0
        case slope = 1
    }

    /// The number of pairs.
    package let count: Int
    /// The 64-bit words of one integer, least significant first.
    package let width: Int
    private(set) var words: [UInt64]

    /// Zeros.
    package init(count: Int, width: Int) {
        precondition(width > 0, "integers without words")
        self.count = count
        self.width = width
        words = [UInt64](repeating: 0, count: 2 * count * width)
    }

    /// The numbers divided by `2^exponent`. Requires them to be integers then, of fewer than `64 * width` bits.
    package init(constants: [Rational], slopes: [Rational], exponent: Int, width: Int) {
        precondition(constants.count == slopes.count, "torn pairs")
        self.init(count: constants.count, width: width)
        for i in constants.indices {
            store(constants[i], exponent, at: place(i, .constant))
            store(slopes[i], exponent, at: place(i, .slope))
        }
    }

    /// The words that an integer of `bits` bits and a sign take.
    package static func width(bits: Int) -> Int { bits / 64 + 1 }

    private func place(_ index: Int, _ part: Part) -> Int { (2 * index + part.rawValue) * width }

    private mutating func store(_ value: Rational, _ exponent: Int, at place: Int) {
        if value.isZero { return }
        precondition(value.isDyadic && value.exponent >= exponent, "no integer")
        precondition(value.bits(above: exponent) < 64 * width, "an integer too wide")
        let digits = (value.significand.magnitude << (value.exponent - exponent)).words
        for (k, digit) in digits.enumerated() where k < width { words[place + k] = UInt64(digit) }
        if value.isNegative { negate(place) }
    }

    private mutating func negate(_ place: Int) {
        var carry = true
        for k in place..<place + width {
            let (sum, overflow) = (~words[k]).addingReportingOverflow(carry ? 1 : 0)
            words[k] = sum
            carry = overflow
        }
    }

    /// Whether both numbers of a pair are 0.
    package func isZero(_ index: Int) -> Bool {
        let start = place(index, .constant)
        for k in start..<start + 2 * width where words[k] != 0 { return false }
        return true
    }

    /// One number, exactly.
    package func exact(_ index: Int, _ part: Part) -> Rational {
        let start = place(index, part)
        return Rational(significand: BigInt(words: words[start..<start + width].map { UInt($0) }))
    }

    /// One number within a relative error of 2^-50; infinite beyond the largest Double.
    package func approximation(_ index: Int, _ part: Part) -> Double {
        let start = place(index, part)
        let fill: UInt64 = words[start + width - 1] >> 63 == 0 ? 0 : .max
        var top = width - 1
        while top > 0 && words[start + top] == fill { top -= 1 }
        // The complement of the lower words lacks a one in the last place, which only the last word itself can show.
        var magnitude = Double(words[start + top] ^ fill)
        if top > 0 {
            magnitude = magnitude * 0x1p64 + Double(words[start + top - 1] ^ fill)
        } else if fill != 0 {
            magnitude += 1
        }
        let scaled = Double(sign: .plus, exponent: 64 * max(top - 1, 0), significand: magnitude)
        return fill == 0 ? scaled : -scaled
    }

    /// Adds `digit * 2^(64 * offset)` times a pair of `source`, or takes it away. Sums are right as long as they fit the
    /// width, whatever happens on the way.
    @inline(__always)
    mutating func add(
        _ digit: UInt64, offset: Int, isNegative: Bool, times source: LongIntegers, _ index: Int, to row: Int
    ) {
        for part in 0..<2 {
            let from = (2 * index + part) * source.width
            let fill: UInt64 = source.words[from + source.width - 1] >> 63 == 0 ? 0 : .max
            let to = (2 * row + part) * width
            var high: UInt64 = 0
            var carry: UInt64 = 0
            for k in 0..<width - offset {
                let word = k < source.width ? source.words[from + k] : fill
                let product = UInt128(word) * UInt128(digit) + UInt128(high)
                high = UInt64(truncatingIfNeeded: product >> 64)
                let low = UInt64(truncatingIfNeeded: product)
                let place = to + offset + k
                if isNegative {
                    let difference = UInt128(words[place]) &- UInt128(low) &- UInt128(carry)
                    words[place] = UInt64(truncatingIfNeeded: difference)
                    carry = UInt64(truncatingIfNeeded: difference >> 64) & 1
                } else {
                    let sum = UInt128(words[place]) + UInt128(low) + UInt128(carry)
                    words[place] = UInt64(truncatingIfNeeded: sum)
                    carry = UInt64(truncatingIfNeeded: sum >> 64)
                }
            }
        }
    }
}

extension Rational {
    /// `2^exponent`.
    package static func power(ofTwo exponent: Int) -> Rational { Rational(significand: 1, exponent: exponent) }

    /// The bits of the magnitude divided by `2^exponent`, without the divisor.
    package func bits(above exponent: Int) -> Int {
        isZero ? 0 : significand.magnitude.bitWidth + self.exponent - exponent
    }
}
