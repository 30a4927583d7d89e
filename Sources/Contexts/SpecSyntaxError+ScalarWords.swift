extension SpecSyntaxError.NumberFault {
    func words(_ text: String, _ suggestion: String?) -> ErrorWords {
        let fix = suggestion.map { "write \($0)" } ?? "write a number such as 2/255 or 0.0078"
        switch self {
        case .unexpected(let character):
            return ErrorWords("unexpected '\(character)' in the number '\(text)'", expected: "digits", fix: fix)
        case .endsEarly: return ErrorWords("the number '\(text)' ends too early", expected: "digits", fix: fix)
        case .notANumber: return ErrorWords("'\(text)' is not a number", expected: "a number", fix: fix)
        case .leadingZero:
            return ErrorWords("the number '\(text)' starts with 0", expected: "no leading zeros", fix: fix)
        case .zeroDenominator:
            return ErrorWords("the number '\(text)' divides by 0", expected: "a denominator other than 0", fix: fix)
        case .tooLong(let limit):
            return ErrorWords(
                "the number '\(text)' is too long", expected: "at most \(limit) digits and an exponent up to \(limit)",
                fix: fix)
        }
    }
}

extension SpecSyntaxError.IntegerFault {
    func words(_ text: String, _ suggestion: String?) -> ErrorWords {
        let write = suggestion.map { "write \($0)" }
        switch self {
        case .notWhole:
            return ErrorWords(
                "'\(text)' is not a whole number", expected: "digits", fix: write ?? "write a whole number such as 7")
        case .negative:
            return ErrorWords("'\(text)' is negative", expected: "a whole number from 0", fix: write ?? "count from 0")
        case .leadingZero:
            return ErrorWords("'\(text)' starts with 0", expected: "no leading zeros", fix: write ?? "remove the zeros")
        case .tooLarge:
            return ErrorWords(
                "'\(text)' is too large", expected: "at most \(Int.max)", fix: write ?? "write a smaller number")
        case .backwards:
            return ErrorWords("'\(text)' runs backwards", expected: "first..last", fix: write ?? "swap the ends")
        case .notARange:
            return ErrorWords(
                "'\(text)' is neither a whole number nor a range",
                expected: "a number such as 7, or a range such as 0..99",
                fix: write ?? "write 0..99")
        }
    }
}

extension SpecSyntaxError.DurationFault {
    func words(_ text: String, _ suggestion: String?) -> ErrorWords {
        let expected = "a duration such as 60s, 10m, 1h30m"
        let fix = "write \(suggestion ?? "60s")"
        switch self {
        case .noUnit: return ErrorWords("'\(text)' has no unit", expected: expected, fix: fix)
        case .unreadable: return ErrorWords("'\(text)' is not a duration", expected: expected, fix: fix)
        case .zero: return ErrorWords("the duration '\(text)' leaves no time", expected: "more than 0", fix: fix)
        }
    }
}

extension SpecSyntaxError.PathFault {
    func words(_ text: String) -> ErrorWords {
        switch self {
        case .empty: ErrorWords("the path is empty", expected: "the path of a file", fix: "write the path of a file")
        case .ending(let endings):
            ErrorWords(
                "'\(text)' has the wrong ending", expected: listed(endings, last: "or"),
                fix: "give a file that ends in \(listed(endings, last: "or"))")
        case .severalLines: ErrorWords("the path runs over several lines", expected: "one line", fix: "join the lines")
        case .neitherNameNorPath(let endings):
            ErrorWords(
                "'\(text)' is neither a name from 'naps:' nor a file",
                expected: "a name, or a path that ends in "
                    + listed(endings, last: "or"), fix: "define it under  naps:")
        }
    }
}

extension SpecSyntaxError.NameFault {
    func words(_ text: String) -> ErrorWords {
        switch self {
        case .characters(let suggestion):
            ErrorWords(
                "'\(text)' cannot be a name", expected: "letters, digits and '_', first a letter",
                fix: "write \(suggestion ?? "a name such as eps or img")")
        case .reserved:
            ErrorWords(
                "'\(text)' is a word of the spec language", expected: "another name",
                fix: "write \(text)_ or another name")
        case .looseDollar:
            ErrorWords(
                "no name follows the '$' in '\(text)'", expected: "$name or $name.field",
                fix: "write a name bound by 'for:' after '$'")
        case .field(let name):
            ErrorWords(
                "'\(text)' has more than one field", expected: "$name or $name.field", fix: "write \(name)")
        case .phase(let character):
            ErrorWords(
                "unknown phase '\(character)'", expected: "A (active), I (inactive) or - (any)",
                fix: "write one of A, I and - for each neuron")
        case .rowFilter:
            ErrorWords(
                "'\(text)' does not choose rows", expected: "correct, or label= and a class index",
                fix: "write  where: correct")
        case .layer:
            ErrorWords(
                "'\(text)' is not a layer", expected: "relu[0], relu[1] and so on, or the name of a tensor",
                fix: "write relu[0]")
        case .hash:
            ErrorWords(
                "'\(text)' is not the start of a SHA-256", expected: "8 to 64 hexadecimal digits",
                fix: "copy the first 12 digits that 'sha256sum' prints")
        }
    }
}
