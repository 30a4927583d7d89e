import Exact

/// Numbers as spec files write them.
enum SpecNumber {
    static func rational(_ text: String) -> Rational? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let top = Rational(decimal: parts[0]) else { return nil }
        guard parts.count == 2 else { return top }
        guard let bottom = Rational(decimal: parts[1]), !bottom.isZero else { return nil }
        return top / bottom
    }
}
