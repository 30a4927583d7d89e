/// Regular expressions for single values, in the part of the syntax that ECMA 262 and others share. They say what the
/// decoder says, as far as expressions can: not, for example, that a range runs forwards.
enum SchemaPatterns {
    private static let word = "[A-Za-z_][A-Za-z0-9_]*"
    private static let plain = "(0|[1-9][0-9]*)"
    private static let exponent = "([eE][+-]?([0-9]{1,3}|[1-4][0-9]{3}|5000))"
    private static let dollar = "\\$\(word)(\\.\(word))?"
    private static let unsigned =
        "(\(plain)(\\.[0-9]+)?\(exponent)?|\(plain)(\\.[0-9]+)?/(?!0(\\.0+)?($|[^0-9.]))\(plain)(\\.[0-9]+)?)"
    private static let whole = "(0|[1-9][0-9]{0,18})"

    static let reference = "^\(dollar)$"
    static let number = "^(-?\(unsigned)|\(dollar))$"
    static let integer = "^(\(whole)|\(dollar))$"
    static let range = "^\(whole)(\\.\\.\(whole))?$"
    static let `class` = "^(\(whole)|\(word)|\(dollar))$"
    static let duration =
        "^(?=.*[1-9])(?=.)([0-9]+(\\.[0-9]+(?=h$))?h)?([0-9]+(\\.[0-9]+(?=m$))?m)?([0-9]+(\\.[0-9]+)?s)?$"
    static let bytes = "^[1-9][0-9]*(KiB|MiB|GiB|TiB)$"
    static let name = "^\(word)$"
    static let hyphenName = "^[A-Za-z_][A-Za-z0-9_-]*$"
    static let hash = "^[0-9a-fA-F]{8,64}$"
    static let phases = "^[AI-]+$"
    static let rowFilter = "^(correct|label=\(whole))$"
    /// Text on one line in which every `$` has its name.
    static let template = "^([^$\\n]|\\$(?=[A-Za-z_]))+$"
    static let layer = "^(relu\\[\(whole)\\]|(?!relu\\[|pre\\[|relu$|pre$)(.|\\n)+)$"

    /// A path with one of these endings in any case, or one that ends in a reference.
    static func path(_ endings: [String]) -> String {
        guard !endings.isEmpty else { return "^[^\\n]+$" }
        let ends = endings.map { ending in
            ending.map { $0.isLetter ? "[\($0)\($0.uppercased())]" : $0 == "." ? "\\." : String($0) }.joined()
        }
        return "^([^$\\n]|\\$(?=[A-Za-z_]))*(\(ends.joined(separator: "|"))|\(dollar))$"
    }

    /// The grammar of constraints is regular.
    static let constraint: String = {
        let end = "(?![A-Za-z0-9_])"
        let entry =
            "(?!(sum|mean|relu|pre)\(end))(?!(x|y)\(end)(?! *\\[))\(word)( *\\[ *\(whole)( *, *\(whole))* *\\])?"
        let neuron = "(relu|pre) *\\[ *\(whole) *\\] *\\[ *\(whole) *\\]"
        let range = "\(whole)(\\.\\.\(whole))?"
        let slice = "(sum|mean) *\\( *\(word) *\\[ *\(range)( *, *\(range))* *\\] *\\)"
        let atom = "(\(neuron)|\(slice)|\(entry))"
        let number = "(\(unsigned)(?![A-Za-z0-9_./])|\(dollar))"
        let term = "(\(number) *(\\* *)?\(atom)|\(atom) *\\* *\(number)|\(atom)|\(number))"
        let sum = "(- *)?\(term)( *[+-] *\(term))*"
        let relation = "(<=|>=|==|<|>)"
        return "^ *\(sum) *\(relation) *\(sum)( *\(relation) *\(sum))? *$"
    }()
}
