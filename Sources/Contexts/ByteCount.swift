/// Amounts of memory as people write them: `512MiB`, `8GiB`. A unit is required.
package enum ByteCount {
    /// Each is 1024 times the one before, and the first 1024 bytes.
    package static let units = ["KiB", "MiB", "GiB", "TiB"]

    /// The bytes that a text stands for; `nil` when it is not a positive whole number right before a unit.
    package static func bytes(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let unit = units.firstIndex(of: String(text.dropFirst(digits.count))), digits.first != "0",
            let value = Int(digits)
        else { return nil }
        let (bytes, overflow) = value.multipliedReportingOverflow(by: 1 << (10 * (unit + 1)))
        return overflow ? nil : bytes
    }

    /// The text in the greatest unit that needs no fraction. What is no multiple of 1 KiB is rounded down to one.
    package static func text(_ bytes: Int) -> String {
        var (value, unit) = (bytes >> 10, 0)
        while value != 0 && value % 1_024 == 0 && unit + 1 < units.count {
            value >>= 10
            unit += 1
        }
        return "\(value)\(units[unit])"
    }
}
