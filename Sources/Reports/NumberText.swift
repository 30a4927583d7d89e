package import Exact
package import Networks

/// Numbers as text: no locale, no loss unless the name says so.
package enum NumberText {
    /// The shortest decimal text that reads back as `value`, whether a reader goes to the element type directly or through
    /// a Double first. `value` is a number of that type, widened.
    package static func exact(_ value: Double, _ type: ElementType) -> String {
        guard type == .float32, let single = Float(exactly: value) else { return value.description }
        let short = single.description
        // Reading through a Double rounds twice; a text just off the middle of two floats would end on the wrong one.
        guard let read = Double(short), Float(read) == single else { return value.description }
        return short
    }

    /// ``exact(_:_:)`` without an exponent: VNN-LIB 2.0 has none.
    package static func plain(_ value: Double, _ type: ElementType) -> String {
        let text = exact(value, type)
        guard let e = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: e)...]) else { return text }
        let sign = text.hasPrefix("-") ? "-" : ""
        let mantissa = text[..<e].drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = mantissa.count > 1 ? String(mantissa[1]) : ""
        let digits = String(mantissa[0]) + fraction
        let point = mantissa[0].count + exponent
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        let padded = digits + String(repeating: "0", count: max(0, point + 1 - digits.count))
        return "\(sign)\(padded.prefix(point)).\(padded.dropFirst(point))"
    }

    /// An exact number in decimals, without an exponent; one whose decimals do not end is cut after 40 places.
    package static func decimal(_ value: Rational) -> String {
        value.text(places: 40)
    }

    /// `value` with `places` digits after the point.
    package static func fixed(_ value: Double, places: Int) -> String {
        guard value.isFinite, value.magnitude < 1e12 else { return value.description }
        var power = 1.0
        for _ in 0..<places { power *= 10 }
        let digits = String(Int((value.magnitude * power).rounded()))
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let sign = value < 0 && padded.contains { $0 != "0" } ? "-" : ""
        return places == 0 ? sign + padded : "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
    }

    /// A lower bound with six digits after the point, rounded so that it stays one.
    package static func lowerBound(_ value: Double) -> String {
        directed(value, step: -1e-6) { $0 <= $1 }
    }

    /// An upper bound with six digits after the point, rounded so that it stays one.
    package static func upperBound(_ value: Double) -> String {
        directed(value, step: 1e-6) { $0 >= $1 }
    }

    private static func directed(_ value: Double, step: Double, isSound: (Rational, Rational) -> Bool) -> String {
        let text = fixed(value, places: 6)
        guard let exact = Rational(exactly: value), let printed = Rational(decimal: text) else { return text }
        return isSound(printed, exact) ? text : fixed(value + step, places: 6)
    }

    /// A wall-clock time for people: `0.03 s`, `12.4 s`, `3 m 20 s`.
    package static func duration(_ seconds: Double) -> String {
        if seconds < 9.995 { return "\(fixed(seconds, places: 2)) s" }
        if seconds < 119.95 { return "\(fixed(seconds, places: 1)) s" }
        let whole = Int(seconds.rounded())
        return "\(whole / 60) m \(whole % 60) s"
    }

    /// A wall-clock time for programs, in whole microseconds: nobody can measure more.
    package static func microseconds(_ seconds: Double) -> Double {
        (seconds * 1e6).rounded() / 1e6
    }

    /// A time limit as the user wrote it: `60 s`, `0.5 s`.
    package static func limit(_ seconds: Double) -> String {
        seconds == seconds.rounded() && seconds < 1e9 ? "\(Int(seconds)) s" : "\(seconds) s"
    }

    /// `1 subproblem`, `12 subproblems`.
    package static func count(_ number: Int, _ noun: String, plural: String? = nil) -> String {
        "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
    }
}
