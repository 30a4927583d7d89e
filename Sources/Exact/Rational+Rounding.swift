import BigInt

/// How a real number is replaced by a float.
package enum Rounding: Sendable {
    /// To the largest float not above the value.
    case down
    /// To the smallest float not below the value.
    case up
    /// To the nearest float, ties to even.
    case nearest
}

extension Rational {
    /// The Double that stands for this value under `rounding`. Correctly rounded over the whole range, subnormal numbers
    /// included; beyond the largest finite number the answer is that number or an infinity, as IEEE 754 demands.
    package func double(_ rounding: Rounding) -> Double {
        let (bits, scale) = rounded(rounding, precision: 53, leastExponent: -1074)
        let magnitude = Double(sign: .plus, exponent: scale, significand: Double(bits))
        return signed(magnitude, greatest: .greatestFiniteMagnitude, rounding)
    }

    /// The Float that stands for this value under `rounding`; the same promises as `double(_:)`.
    package func float(_ rounding: Rounding) -> Float {
        let (bits, scale) = rounded(rounding, precision: 24, leastExponent: -149)
        let magnitude = Float(sign: .plus, exponent: scale, significand: Float(bits))
        return signed(magnitude, greatest: .greatestFiniteMagnitude, rounding)
    }

    private func signed<F: BinaryFloatingPoint>(_ magnitude: F, greatest: F, _ rounding: Rounding) -> F {
        let towardsZero = isNegative ? rounding == .up : rounding == .down
        let finite = magnitude.isInfinite && towardsZero ? greatest : magnitude
        return isNegative ? -finite : finite
    }

    /// The magnitude as `bits * 2^scale` with at most `precision` bits (or exactly `2^precision` after a carry), rounded
    /// in the direction that `rounding` means for a number of this sign.
    private func rounded(_ rounding: Rounding, precision: Int, leastExponent: Int) -> (bits: UInt64, scale: Int) {
        if isZero { return (0, 0) }
        let top = significand.magnitude
        // The quotient top / divisor lies in [2^(w-1), 2^(w+1)); ask for precision + 1 bits at least, and for no bit
        // below the format's smallest one.
        let width = top.bitWidth - divisor.bitWidth
        let scale = max(exponent + width - precision, leastExponent)
        let shift = exponent - scale
        // bits = floor(top * 2^shift / divisor)
        let numerator = shift >= 0 ? top << shift : top
        let denominator = shift >= 0 ? divisor : divisor << -shift
        let (floor, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        var quotient = floor
        var finalScale = scale
        var isExact = remainder.isZero
        // One bit too many is possible; the bit shifted out joins the remainder.
        let half: (above: Bool, tie: Bool)
        if quotient.bitWidth > precision {
            let lost = quotient & 1
            half = (above: lost == 1 && !isExact, tie: lost == 1 && isExact)
            isExact = isExact && lost == 0
            quotient >>= 1
            finalScale += 1
        } else {
            let twice = remainder << 1
            half = (above: twice > denominator, tie: twice == denominator)
        }
        let raise: Bool
        switch rounding {
        case .down: raise = isNegative && !isExact
        case .up: raise = !isNegative && !isExact
        case .nearest: raise = half.above || (half.tie && quotient & 1 == 1)
        }
        return (UInt64(raise ? quotient + 1 : quotient), finalScale)
    }
}
