import Exact
import TestSupport

extension SeededNumbers {
    /// Dyadic numbers, decimals and fractions, of both signs; 0 now and then.
    mutating func rational() -> Rational {
        switch Int.random(in: 0..<8, using: &self) {
        case 0: .zero
        case 1, 2: Rational(Int.random(in: -20...20, using: &self))
        case 3: Rational(exactly: Double.random(in: -10...10, using: &self)) ?? .zero
        case 4: Rational(decimal: String(Double.random(in: -1...1, using: &self))) ?? .zero
        default:
            Rational(Int.random(in: -1000...1000, using: &self)) / Rational(Int.random(in: 1...1000, using: &self))
        }
    }

    /// Decimal text with up to 30 digits and an exponent now and then.
    mutating func decimalText() -> String {
        let digits = (0..<Int.random(in: 1...30, using: &self)).map { _ in
            String(Int.random(in: 0...9, using: &self))
        }
        let point = Int.random(in: 0...digits.count, using: &self)
        let exponent = Int.random(in: -340...330, using: &self)
        let sign = ["", "-", "+"][Int.random(in: 0...2, using: &self)]
        let tail = Bool.random(using: &self) ? "e\(exponent)" : ""
        return sign + digits[..<point].joined() + "." + digits[point...].joined() + tail
    }
}
