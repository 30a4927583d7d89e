import Contexts
import Specifications

/// The checks that the files of a command line hold.
enum CheckList {
    /// One check per property file, and all checks of spec files. Throws ``UsageError`` when there is no network for the
    /// properties, or several of which some has no name; ``ExitStatus/badInput`` when some spec file has errors, which have
    /// been printed.
    static func checks(
        in files: [String], networks: [NetworkArgument], reading: SpecArguments
    ) throws -> [PlannedCheck] {
        guard networks.count <= 1 || networks.allSatisfy({ $0.name != nil }) else {
            throw UsageError.severalNetworks(count: networks.count)
        }
        let store = NetworkStore()
        var checks: [PlannedCheck] = []
        var hasErrors = false
        for file in files {
            if isSpec(file) {
                let specification = try reading.specification(at: file, networks: store)
                hasErrors = hasErrors || specification == nil
                checks += specification?.checks.map { PlannedCheck($0) } ?? []
            } else {
                guard !networks.isEmpty else { throw UsageError.missingNetwork(property: file) }
                checks.append(.property(at: file, networks: networks, store: store))
            }
        }
        if hasErrors { throw ExitStatus.badInput }
        if let network = networks.first, files.allSatisfy(isSpec) {
            throw UsageError.unneededNetwork(path: network.path)
        }
        return checks
    }

    /// Spec files are told by their name, as everywhere.
    static func isSpec(_ file: String) -> Bool {
        file.hasSuffix(".yaml") || file.hasSuffix(".yml")
    }
}
