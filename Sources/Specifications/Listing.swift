/// The checks of a spec as lines.
package enum Listing {
    /// One line per check: its id and what its names stand for. Ids are padded to one width, as long as that is moderate.
    package static func text(of checks: [Check]) -> String {
        let width = min(checks.map(\.id.count).max() ?? 0, 48)
        return checks.map { check in
            let parameters = check.parameters.map { "\($0.name) = \($0.text)" }.joined(separator: ", ")
            if parameters.isEmpty { return check.id }
            let padding = String(repeating: " ", count: max(width - check.id.count, 0))
            return "\(check.id)\(padding)  \(parameters)"
        }.joined(separator: "\n")
    }
}
