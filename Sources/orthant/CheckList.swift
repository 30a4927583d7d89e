import Contexts

/// The checks that the files of a command line hold.
enum CheckList {
    /// One check per property file. Throws ``UsageError`` when there is not one network for them.
    static func checks(in files: [String], networks: [NetworkArgument]) throws(UsageError) -> [PlannedCheck] {
        guard networks.count <= 1 else { throw .severalNetworks(count: networks.count) }
        let store = NetworkStore()
        var checks: [PlannedCheck] = []
        for file in files {
            guard let network = networks.first else { throw .missingNetwork(property: file) }
            checks.append(.property(at: file, network: network, networks: store))
        }
        return checks
    }
}
