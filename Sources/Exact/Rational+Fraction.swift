import BigInt

extension Rational {
    /// Reads what ``text`` writes: a decimal number, or two decimal numbers with a slash between them (`2/255`). `nil` for
    /// anything else and for a division by 0.
    package init?(text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first, let numerator = Rational(decimal: first) else { return nil }
        if parts.count == 1 {
            self = numerator
            return
        }
        guard let denominator = Rational(decimal: parts[1]), !denominator.isZero else { return nil }
        self = numerator / denominator
    }
}

extension Rational {
    /// The greatest integer that is not above the value; `nil` outside the machine's integers.
    package var floor: Int? {
        let (numerator, denominator) = fraction
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: BigInt(denominator))
        return Int(exactly: remainder.isZero || !isNegative ? quotient : quotient - 1)
    }

    /// The least integer that is not below the value; `nil` outside the machine's integers.
    package var ceiling: Int? { (-self).floor.flatMap { $0 == .min ? nil : -$0 } }
}
