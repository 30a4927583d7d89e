import Contexts
import Exact

/// Durations: `90s`, `10m`, `1h30m`, `0.5s`.
enum DurationText {
    private static let units: [(name: String, seconds: Int)] = [("h", 3600), ("m", 60), ("s", 1)]
    /// What else people write, with the factor to seconds.
    private static let otherUnits: [String: Rational] = [
        "d": 86_400, "day": 86_400, "days": 86_400, "hour": 3600, "hours": 3600, "hr": 3600, "min": 60, "mins": 60,
        "minute": 60, "minutes": 60, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "ms": Rational(1) / 1000,
        "H": 3600, "M": 60, "S": 1,
    ]

    /// The seconds.
    static func parse(_ text: String) throws(ScalarFault) -> Rational {
        guard let seconds = seconds(text) else {
            let isNumber = (try? NumberText.parse(text)) != nil
            throw fault(text, isNumber ? .noUnit : .unreadable)
        }
        guard !seconds.isZero else { throw fault(text, .zero) }
        return seconds
    }

    /// Units in falling order, each at most once; only the last number may have a fraction.
    private static func seconds(_ text: String) -> Rational? {
        var rest = text[...]
        var total = Rational.zero
        var nextUnit = 0
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(number.count)
            guard let value = try? NumberText.parse(String(number)), let mark = rest.first,
                let unit = units[nextUnit...].firstIndex(where: { $0.name == String(mark) })
            else { return nil }
            rest = rest.dropFirst()
            if number.contains("."), !rest.isEmpty { return nil }
            total += value * Rational(units[unit].seconds)
            nextUnit = unit + 1
        }
        return nextUnit > 0 ? total : nil
    }

    private static func fault(_ text: String, _ fault: SpecSyntaxError.DurationFault) -> ScalarFault {
        ScalarFault(
            fault: .duration(text.shown, fault, suggestion: fault == .zero ? nil : suggestion(for: text)),
            range: 0..<text.unicodeScalars.count)
    }

    private static func suggestion(for text: String) -> String? {
        let words = text.split(separator: " ").joined()
        if let plain = seconds(words) { return plain.isZero ? nil : words }
        if let value = try? NumberText.parse(words) {
            return value > .zero ? value.text(places: 3) + "s" : nil
        }
        let parts = words.split(separator: ":").map { Int($0) }
        if parts.count == 2, let minutes = parts[0], let seconds = parts[1] { return "\(minutes)m\(seconds)s" }
        let number = words.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let factor = otherUnits[String(words.dropFirst(number.count))],
            let value = try? NumberText.parse(String(number)), value > .zero
        else { return nil }
        return written(value * factor)
    }

    /// The largest unit that leaves a whole number.
    private static func written(_ seconds: Rational) -> String {
        for unit in units {
            let amount = seconds / Rational(unit.seconds)
            if amount.fraction.denominator == 1 { return amount.text + unit.name }
        }
        return seconds.text(places: 3) + "s"
    }
}

/// Amounts of memory: `512MiB`, `8GiB`.
enum BytesText {
    static func parse(_ text: String) throws(ScalarFault) -> Int {
        if let bytes = ByteCount.bytes(text) { return bytes }
        throw ScalarFault(
            fault: .bytes(text.shown, suggestion: suggestion(for: text)), range: 0..<text.unicodeScalars.count)
    }

    /// The unit that was meant: `8 GB` and `8g` are 8GiB, a bare number is bytes.
    private static func suggestion(for text: String) -> String? {
        let words = text.split(separator: " ").joined()
        let digits = words.prefix { $0.isASCII && $0.isNumber }
        guard let value = Int(digits), value > 0, digits.first != "0" else { return nil }
        let unit = words.dropFirst(digits.count).lowercased()
        if unit.isEmpty || unit == "b" {
            return value >= 1 << 20 ? "\((value - 1) / (1 << 20) + 1)MiB" : "\((value - 1) / (1 << 10) + 1)KiB"
        }
        guard let match = ByteCount.units.first(where: { $0.lowercased().hasPrefix(unit.prefix(1)) }) else {
            return nil
        }
        return "\(value)\(match)"
    }
}
