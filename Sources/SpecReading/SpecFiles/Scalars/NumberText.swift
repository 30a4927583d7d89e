import Contexts
import Exact
import Foundation

/// Numbers as spec files write them: `12`, `0.03`, `1e-3`, `2/255`, each with or without a minus.
enum NumberText {
    /// The exact value. Throws for anything else, with the first character that does not belong.
    static func parse(_ text: String) throws(ScalarFault) -> Rational {
        var reader = Reader(scalars: Array(text.unicodeScalars))
        let value = try reader.number()
        return value
    }

    /// What a misspelt number was meant to be, as text to type; `nil` when there is no good guess.
    static func suggestion(for text: String) -> String? {
        var guess = Array(text.unicodeScalars).filter { $0 != " " && $0 != "_" && $0 != "'" }
        if guess.first == "+" { guess.removeFirst() }
        if guess.last == "f" { guess.removeLast() }
        if guess.last == "%" { guess = guess.dropLast() + "/100".unicodeScalars }
        let repaired = completed(String(guess.map(lookalike)))
        guard repaired != text, let value = try? parse(repaired) else { return nil }
        let isEndless = value.text.contains("/")
        let rounded = String(format: "%.2g", value.double(.nearest))
        let isPlain = rounded.allSatisfy { $0.isNumber || $0 == "." || $0 == "-" }
        return isEndless && isPlain ? "\(repaired) or \(rounded)" : repaired
    }

    /// Letters and signs that are taken for parts of numbers.
    private static func lookalike(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "S", "s": "5"
        case "O", "o": "0"
        case "l", "I": "1"
        case "Z", "z": "2"
        case "B": "8"
        case "\u{2212}", "\u{2013}": "-"
        case "\u{2044}", "\u{2215}": "/"
        case ",": "."
        default: scalar
        }
    }

    /// With the zeros that a number needs around its point, and without those it must not start with.
    private static func completed(_ text: String) -> String {
        text.split(separator: "/", omittingEmptySubsequences: false).map { part in
            let sign = part.hasPrefix("-") ? "-" : ""
            var body = part.dropFirst(sign.count)
            while body.count > 1, body.hasPrefix("0"), body.dropFirst().first?.isNumber == true {
                body = body.dropFirst()
            }
            if body.hasPrefix(".") { body = "0" + body }
            if body.hasSuffix(".") { body = body.dropLast() }
            return sign + body
        }.joined(separator: "/")
    }
}

/// Reads from left to right; the first character that does not belong is the error.
private struct Reader {
    let scalars: [Unicode.Scalar]
    var index = 0

    mutating func number() throws(ScalarFault) -> Rational {
        if !scalars.contains(where: \.isDigit) { throw fault(.notANumber, 0..<scalars.count) }
        let isNegative = scalars.first == "-"
        if isNegative { index = 1 }
        let numerator = try decimal(mayHaveExponent: true)
        var value = numerator
        let hasExponent = scalars[..<index].contains { $0 == "e" || $0 == "E" }
        if index < scalars.count, scalars[index] == "/", !hasExponent {
            index += 1
            let start = index
            let denominator = try decimal(mayHaveExponent: false)
            guard !denominator.isZero else { throw fault(.zeroDenominator, start..<index) }
            value = numerator / denominator
        }
        guard index == scalars.count else { throw unexpected() }
        return isNegative ? -value : value
    }

    private mutating func decimal(mayHaveExponent: Bool) throws(ScalarFault) -> Rational {
        let start = index
        try digits()
        if index - start > 1, scalars[start] == "0" { throw fault(.leadingZero, start..<index) }
        if index < scalars.count, scalars[index] == "." {
            index += 1
            try digits()
        }
        if mayHaveExponent, index < scalars.count, scalars[index] == "e" || scalars[index] == "E" {
            index += 1
            if index < scalars.count, scalars[index] == "-" || scalars[index] == "+" { index += 1 }
            try digits()
        }
        guard let value = Rational(decimal: String(scalars[start..<index])) else {
            throw fault(.tooLong(limit: Rational.largestTextExponent), 0..<scalars.count)
        }
        return value
    }

    private mutating func digits() throws(ScalarFault) {
        let start = index
        while index < scalars.count, scalars[index].isDigit { index += 1 }
        if index == start { throw unexpected() }
    }

    private func unexpected() -> ScalarFault {
        guard index < scalars.count else { return fault(.endsEarly, 0..<scalars.count) }
        return fault(.unexpected(Character(scalars[index])), index..<(index + 1))
    }

    private func fault(_ fault: SpecSyntaxError.NumberFault, _ range: Range<Int>) -> ScalarFault {
        let text = String(scalars)
        return ScalarFault(
            fault: .number(text.shown, fault, suggestion: NumberText.suggestion(for: text)), range: range)
    }
}
