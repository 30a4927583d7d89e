import BigInt

extension Rational {
    /// The largest decimal exponent read. Beyond it a short text would ask for gigabytes.
    package static let largestTextExponent = 5_000

    /// Reads decimal text: sign, digits, optional point and digits, optional exponent (`-1.5`, `.5`, `5.`, `+1e-06`,
    /// `1E5`). The value is exactly the decimal written. `nil` for anything else, and for an exponent beyond
    /// ``largestTextExponent``.
    package init?(decimal text: some StringProtocol) {
        var bytes = Array(text.utf8)[...]
        var isNegative = false
        if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            bytes.removeFirst()
        }
        let whole = bytes.prefix(while: \.isDigit)
        bytes = bytes.dropFirst(whole.count)
        var fractional: ArraySlice<UInt8> = []
        if bytes.first == UInt8(ascii: ".") {
            bytes.removeFirst()
            fractional = bytes.prefix(while: \.isDigit)
            bytes = bytes.dropFirst(fractional.count)
        }
        guard !whole.isEmpty || !fractional.isEmpty else { return nil }
        var power = 0
        if let mark = bytes.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
            bytes.removeFirst()
            guard let value = Int(String(decoding: bytes, as: UTF8.self)), abs(value) <= Self.largestTextExponent else {
                return nil
            }
            power = value
            bytes = []
        }
        guard bytes.isEmpty, fractional.count <= Self.largestTextExponent else { return nil }
        guard let digits = BigUInt(String(decoding: whole + fractional, as: UTF8.self), radix: 10) else { return nil }
        let significand = BigInt(sign: isNegative ? .minus : .plus, magnitude: digits)
        power -= fractional.count
        // 10^n = 2^n * 5^n: only the fives are a true factor or divisor.
        if power >= 0 {
            self.init(significand: significand * BigInt(5).power(power), exponent: power)
        } else {
            self.init(significand: significand, exponent: power, divisor: BigUInt(5).power(-power))
        }
    }

    /// The decimal text when it is finite (`0.5`, `-12`), else `p/q` in lowest terms. No exponent is ever written.
    package var text: String {
        let (numerator, denominator) = fraction
        if denominator == 1 { return String(numerator) }
        guard let (digits, places) = finiteDecimal else { return "\(numerator)/\(denominator)" }
        let body = String(digits)
        let padded = String(repeating: "0", count: max(0, places + 1 - body.count)) + body
        let point = padded.index(padded.endIndex, offsetBy: -places)
        return (isNegative ? "-" : "") + padded[..<point] + "." + padded[point...]
    }

    /// The magnitude as `digits / 10^places`, when the divisor is a power of five and the value no integer.
    private var finiteDecimal: (digits: BigUInt, places: Int)? {
        var fives = 0
        var rest = divisor
        while rest != 1 {
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

extension UInt8 {
    fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
