extension UsageWarning {
    /// The one line that users see.
    package var line: String {
        switch self {
        case .unknownVariable(let name, let suggestion):
            "warning: the environment variable \(name) sets no option; "
                + (suggestion.map { "did you mean \($0)?" } ?? "'orthant config show --all' lists those that do")
        case .vacuous(let check):
            "warning: '\(check)' holds because no input satisfies its region; check the region"
        case .rowDoesNotFollow(let row, let pattern, let broken, let size):
            "warning: row \(row) does not follow \(pattern): it breaks \(broken) of \(size) demands; "
                + "the claim is about other inputs near it, if any follow"
        case .otherNetwork(let file, let expected):
            "warning: the name of \(file) does not say that it is network \(expected); the answer is about the file"
        case .propertyElsewhere(let property, let network, let stated):
            "warning: property \(property) was stated for \(stated), not for network \(network); "
                + "the answer is about this network"
        }
    }
}
