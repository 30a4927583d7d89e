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
        // The quotient top / divisor lies in [2^(w-1), 2^(w+1)); ask for precision bits at least, and for no bit below
        // the format's smallest one.
        let width = top.bitWidth - divisor.bitWidth
        let scale = max(exponent + width - precision, leastExponent)
        let shift = exponent - scale
        let direction =
            switch rounding {
            case .down: isNegative ? Direction.away : .towardsZero
            case .up: isNegative ? Direction.towardsZero : .away
            case .nearest: Direction.nearest
            }
        // top * 2^shift / divisor. Nearly all numbers of properties and weights fit the machine's widest integers.
        if let words, (-63...63).contains(shift) {
            let numerator = UInt128(words.significand) << UInt128(max(shift, 0))
            let denominator = UInt128(words.divisor) << UInt128(max(-shift, 0))
            return quotient(numerator, denominator, scale, direction, precision)
        }
        return quotient(top << max(shift, 0), divisor << max(-shift, 0), scale, direction, precision)
    }
}

/// Rounding of a magnitude.
private enum Direction {
    case towardsZero, away, nearest
}

/// `numerator / denominator` rounded to at most `precision` bits, times `2^scale`. Requires a quotient below
/// `2^(precision + 1)`.
private func quotient<Integer: UnsignedInteger>(
    _ numerator: Integer, _ denominator: Integer, _ scale: Int, _ direction: Direction, _ precision: Int
) -> (bits: UInt64, scale: Int) {
    let (floor, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    var quotient = UInt64(floor)
    var finalScale = scale
    var isExact = remainder == 0
    let half: (above: Bool, tie: Bool)
    if quotient >> UInt64(precision) != 0 {
        // One bit too many is possible; the bit shifted out joins the remainder.
        let lost = quotient & 1
        half = (above: lost == 1 && !isExact, tie: lost == 1 && isExact)
        isExact = isExact && lost == 0
        quotient >>= 1
        finalScale += 1
    } else {
        let rest = denominator - remainder
        half = (above: remainder > rest, tie: remainder == rest)
    }
    let raise =
        switch direction {
        case .towardsZero: false
        case .away: !isExact
        case .nearest: half.above || (half.tie && quotient & 1 == 1)
        }
    return (raise ? quotient + 1 : quotient, finalScale)
}
