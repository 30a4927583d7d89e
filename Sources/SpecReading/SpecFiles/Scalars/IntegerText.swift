import Contexts
import Exact

/// Whole numbers from 0, and ranges of them: `7`, `0..99`.
enum IntegerText {
    static func parse(_ text: String) throws(ScalarFault) -> Int {
        try parse(Array(text.unicodeScalars)[...])
    }

    /// `first..last`, both included. A single number is a range of one.
    static func range(_ text: String) throws(ScalarFault) -> ClosedRange<Int> {
        let scalars = Array(text.unicodeScalars)
        guard let point = scalars.firstIndex(of: ".") else {
            if scalars.contains("-"), scalars.first != "-" { throw notARange(text) }
            let value = try parse(scalars[...])
            return value...value
        }
        guard point > 0, point + 2 < scalars.count, scalars[point + 1] == ".", scalars[point + 2] != "." else {
            throw notARange(text)
        }
        let lower = try parse(scalars[..<point])
        let upper = try parse(scalars[(point + 2)...])
        guard lower <= upper else {
            throw ScalarFault(
                fault: .integer(text.shown, .backwards, suggestion: "\(upper)..\(lower)"), range: 0..<scalars.count)
        }
        return lower...upper
    }

    /// `7` or `0..99` in the place of anything that has two numbers in it.
    private static func notARange(_ text: String) -> ScalarFault {
        let numbers = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
        let suggestion = numbers.count == 2 ? "\(min(numbers[0], numbers[1]))..\(max(numbers[0], numbers[1]))" : nil
        return ScalarFault(
            fault: .integer(text.shown, .notARange, suggestion: suggestion), range: 0..<text.unicodeScalars.count)
    }

    private static func parse(_ scalars: ArraySlice<Unicode.Scalar>) throws(ScalarFault) -> Int {
        let digits = scalars.drop { $0 == "-" }
        guard !digits.isEmpty, digits.allSatisfy(\.isDigit), scalars.count - digits.count <= 1 else {
            let whole = (try? NumberText.parse(String(scalars))).flatMap {
                $0.fraction.denominator == 1 ? $0.text : nil
            }
            let guess = NumberText.suggestion(for: String(scalars)).flatMap { Int($0) }
            throw fault(scalars, .notWhole, whole ?? guess.map(String.init))
        }
        if digits.count > 1, digits.first == "0" {
            throw fault(scalars, .leadingZero, Int(String(digits)).map(String.init))
        }
        if digits.count < scalars.count { throw fault(scalars, .negative, nil) }
        guard let value = Int(String(digits)) else { throw fault(scalars, .tooLarge, nil) }
        return value
    }

    private static func fault(
        _ scalars: ArraySlice<Unicode.Scalar>, _ fault: SpecSyntaxError.IntegerFault, _ suggestion: String?
    ) -> ScalarFault {
        ScalarFault(
            fault: .integer(String(scalars).shown, fault, suggestion: suggestion),
            range: scalars.startIndex..<scalars.endIndex)
    }
}
