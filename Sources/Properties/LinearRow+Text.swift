import Exact

extension LinearRow {
    /// Reads what `description` writes: `Y_0 - 2*Y_1 <= 1/3`, `0 < 1`. `nil` for anything else.
    package init?(text: some StringProtocol) {
        let words = text.split { $0 == " " }.map { String($0) }
        guard words.count >= 3, let bound = Rational(text: words[words.count - 1]) else { return nil }
        let relation = words[words.count - 2]
        guard relation == "<=" || relation == "<", let terms = Self.terms(words.dropLast(2)) else { return nil }
        self.init(terms: terms, bound: bound, isStrict: relation == "<")
    }

    /// `-2*Y_0`, `+`, `Y_1`: terms with signs between them.
    private static func terms(_ words: some Collection<String>) -> [(variable: Variable, coefficient: Rational)]? {
        if words.elementsEqual(["0"]) { return [] }
        var terms: [(variable: Variable, coefficient: Rational)] = []
        var sign: Rational? = .one
        for word in words {
            switch (sign, word) {
            case (nil, "+"): sign = .one
            case (nil, "-"): sign = -.one
            case (let factor?, _):
                guard let term = term(word) else { return nil }
                terms.append((term.variable, factor * term.coefficient))
                sign = nil
            default: return nil
            }
        }
        return sign == nil ? terms : nil
    }

    /// `Y_0`, `-Y_0`, `2*Y_0`, `-1/3*X_1`.
    private static func term(_ word: String) -> (variable: Variable, coefficient: Rational)? {
        let parts = word.split(separator: "*", omittingEmptySubsequences: false)
        if parts.count == 2, let factor = Rational(text: parts[0]), let variable = Variable(text: parts[1]) {
            return (variable, factor)
        }
        guard parts.count == 1 else { return nil }
        let isNegative = word.hasPrefix("-")
        return Variable(text: isNegative ? word.dropFirst() : word[...]).map { ($0, isNegative ? -.one : .one) }
    }
}

extension Variable {
    /// `X_3` or `Y_0`.
    fileprivate init?(text: Substring) {
        let digits = text.dropFirst(2)
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let index = Int(digits) else { return nil }
        switch text.prefix(2) {
        case "X_": self = .input(index)
        case "Y_": self = .output(index)
        default: return nil
        }
    }
}
