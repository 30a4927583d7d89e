import Contexts
import ModelReading
import Networks
import Properties
import Queries
import SpecReading

/// A network and a property, read from their files and lowered to one query.
struct Problem {
    let network: Network
    let query: Query
    let warnings: [String]

    /// Throws the ``InputError`` of whatever cannot be read or does not fit.
    init(property path: String, network argument: NetworkArgument) throws {
        guard !argument.path.isEmpty else { throw UsageError.emptyNetworkPath(text: argument.text) }
        let property = try VNNLIBReader.read(at: path)
        if let given = argument.name, let declared = property.networkName, given != declared {
            throw UsageError.networkName(given: given, declared: declared, property: path)
        }
        network = try ModelReading.network(at: argument.path)
        let lowered = try Query.lowered(network: network, property: property.property)
        query = lowered.query
        warnings = lowered.warnings.map(\.line)
    }
}
