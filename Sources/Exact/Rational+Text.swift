import BigInt

extension Rational {
    /// The largest decimal exponent read, and the most digits. Beyond it a short text would ask for gigabytes.
    package static let largestTextExponent = 5_000

    /// Reads decimal text: sign, digits, optional point and digits, optional exponent (`-1.5`, `.5`, `5.`, `+1e-06`,
    /// `1E5`). The value is exactly the decimal written. `nil` for anything else, and for an exponent or a number of
    /// digits beyond ``largestTextExponent``.
    package init?(decimal text: some StringProtocol) {
        self.init(decimalBytes: Array(text.utf8)[...])
    }

    /// ``init(decimal:)`` on ASCII bytes. Cost: linear up to 19 significant digits, without big-integer division.
    package init?(decimalBytes bytes: ArraySlice<UInt8>) {
        guard let parts = DecimalParts(bytes) else { return nil }
        if let digits = parts.shortDigits, parts.power <= 0, -parts.power < powersOfFive.count {
            self.init(isNegative: parts.isNegative, digits: digits, dividedByTenTo: -parts.power)
            return
        }
        guard let digits = BigUInt(String(decoding: parts.digits, as: UTF8.self), radix: 10) else { return nil }
        let significand = BigInt(sign: parts.isNegative ? .minus : .plus, magnitude: digits)
        // 10^n = 2^n * 5^n: only the fives are a true factor or divisor.
        if parts.power >= 0 {
            self.init(significand: significand * BigInt(5).power(parts.power), exponent: parts.power)
        } else {
            self.init(significand: significand, exponent: parts.power, divisor: BigUInt(5).power(-parts.power))
        }
    }

    /// `digits / 10^places`. Twos and fives are the only common factors possible, so no divisor search is needed.
    private init(isNegative: Bool, digits: UInt64, dividedByTenTo places: Int) {
        guard digits != 0 else {
            self = .zero
            return
        }
        let twos = digits.trailingZeroBitCount
        var odd = digits >> UInt64(twos)
        var fives = places
        while fives > 0 {
            let (quotient, remainder) = odd.quotientAndRemainder(dividingBy: 5)
            if remainder != 0 { break }
            odd = quotient
            fives -= 1
        }
        self.init(
            canonical: BigInt(sign: isNegative ? .minus : .plus, magnitude: BigUInt(odd)), exponent: twos - places,
            divisor: powersOfFive[fives])
    }

    /// The decimal text when it is finite (`0.5`, `-12`), else `p/q` in lowest terms. No exponent is ever written.
    package var text: String {
        let (numerator, denominator) = fraction
        if denominator.isOne { return String(numerator) }
        guard let (digits, places) = finiteDecimal else { return "\(numerator)/\(denominator)" }
        let body = String(digits)
        let padded = String(repeating: "0", count: max(0, places + 1 - body.count)) + body
        let point = padded.index(padded.endIndex, offsetBy: -places)
        return (isNegative ? "-" : "") + padded[..<point] + "." + padded[point...]
    }

    /// The decimal text without an exponent; one that does not end is cut off after `places` digits.
    package func text(places: Int) -> String {
        if finiteDecimal != nil || fraction.denominator == 1 { return text }
        let (numerator, denominator) = (magnitude * Rational(significand: BigInt(10).power(places))).fraction
        let digits = String(numerator.magnitude / denominator)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return (isNegative ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
    }

    /// At most `digits` significant decimal digits, never an exponent; what is cut off counts by `rounding`.
    package func text(significant digits: Int, _ rounding: Rounding) -> String {
        let size = magnitude.double(.nearest)
        guard size > 0, size.isFinite else { return text }
        // log10 of the power of two below is at most one less than that of the number.
        let least = Int((Double(size.exponent) * 0.301_029_995_663_981).rounded(.down))
        let isLarger = magnitude >= Rational(decimal: "1e\(least + 1)") ?? magnitude
        let places = digits - 1 - (isLarger ? least + 1 : least)
        let factor =
            places >= 0
            ? Rational(significand: BigInt(10).power(places)) : .one / Rational(significand: BigInt(10).power(-places))
        let (numerator, denominator) = (self * factor).fraction
        var (quotient, remainder) = numerator.magnitude.quotientAndRemainder(dividingBy: denominator)
        let isAway =
            switch rounding {
            case .up: !isNegative && !remainder.isZero
            case .down: isNegative && !remainder.isZero
            case .nearest: remainder + remainder > denominator
            }
        if isAway { quotient += 1 }
        let rounded = Rational(significand: BigInt(sign: numerator.sign, magnitude: quotient))
        return (rounded / factor).text
    }

    /// The magnitude as `digits / 10^places`, when the divisor is a power of five and the value no integer.
    private var finiteDecimal: (digits: BigUInt, places: Int)? {
        var fives = 0
        var rest = divisor
        while !rest.isOne {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 5)
            guard remainder.isZero else { return nil }
            rest = quotient
            fives += 1
        }
        let places = max(fives, -exponent)
        let digits = significand.magnitude * BigUInt(5).power(places - fives) << (places + exponent)
        return (digits, places)
    }
}

extension Rational: CustomStringConvertible {
    package var description: String { text }
}

/// 5^0 ... 5^27, all that fit into 64 bits.
private let powersOfFive: [BigUInt] = (0...27).map { BigUInt(5).power($0) }

/// The pieces of a decimal number: value = (+-) digits * 10^power.
private struct DecimalParts {
    var isNegative = false
    /// All digits without the point.
    var digits: [UInt8] = []
    var power = 0
    /// The digits as a number, when there are at most 19 from the first one that is not 0.
    var shortDigits: UInt64?

    /// `nil` when the bytes are no decimal number.
    init?(_ bytes: ArraySlice<UInt8>) {
        var index = bytes.startIndex
        let end = bytes.endIndex
        if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
            isNegative = bytes[index] == UInt8(ascii: "-")
            index += 1
        }
        var value: UInt64 = 0
        var significant = 0
        var digitCount = 0
        var places = 0
        var hasPoint = false
        let first = index
        while index < end {
            let byte = bytes[index]
            if byte.isDigit {
                if significant > 0 || byte != UInt8(ascii: "0") { significant += 1 }
                if significant <= 19 { value = value * 10 + UInt64(byte - UInt8(ascii: "0")) }
                digitCount += 1
                if hasPoint { places += 1 }
            } else if byte == UInt8(ascii: ".") && !hasPoint {
                hasPoint = true
            } else {
                break
            }
            index += 1
        }
        guard digitCount > 0, digitCount <= Rational.largestTextExponent else { return nil }
        let afterDigits = index
        if index < end {
            guard bytes[index] == UInt8(ascii: "e") || bytes[index] == UInt8(ascii: "E") else { return nil }
            guard let written = Int(String(decoding: bytes[(index + 1)...], as: UTF8.self)),
                (-Rational.largestTextExponent...Rational.largestTextExponent).contains(written)
            else { return nil }
            power = written
        }
        power -= places
        if significant <= 19 {
            shortDigits = value
        }
        if significant > 19 || power > 0 || power < -27 {
            digits = bytes[first..<afterDigits].filter { $0 != UInt8(ascii: ".") }
        }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
