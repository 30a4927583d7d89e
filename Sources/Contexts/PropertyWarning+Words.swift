extension PropertyWarning {
    /// The one line that users see: `file: warning: what; what was done about it`.
    package var line: String {
        switch self {
        case .emptyAlternatives(let file, let dropped, let total, let input, let lower, let upper):
            """
            \(file): warning: \(dropped) of \(total) alternatives cannot be met and are left out; in the first, \
            \(emptyRange(input, lower, upper))
            """
        case .neverMet(let file):
            "\(file): warning: no input can meet the assertions, whatever the network does; the property holds"
        case .outputNormalised(let file, let node, let kind):
            "\(file): warning: \(NormalisedOutput.note(node: node, kind: kind))"
        }
    }
}
