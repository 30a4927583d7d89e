import Contexts
import ModelReading
import Networks
import Queries
import Reports

/// A check that is to be run: what is known about it, and how to get its query when its turn comes.
struct PlannedCheck {
    let description: CheckDescription
    /// The time that the check itself allows, in seconds; a flag of the command line wins.
    var timeout: Double?
    /// Reads and lowers. Called once, right before the check runs. Throws the ``InputError`` of whatever does not fit.
    let prepare: () throws -> PreparedCheck
}

/// A check that can run now.
struct PreparedCheck {
    let query: Query
    /// What the user should know, one line each.
    var warnings: [String] = []
    /// What the query depends on beside the model file, its cases and its options; see ``CheckKey``.
    var keyRemark = ""
    /// The network's own input at a witness of the query.
    var counterexample: (Witness, Query) -> Counterexample = { Counterexample($0, of: $1) }
}

extension PlannedCheck {
    /// A property in a VNN-LIB file of its own, on a network. Its id is its path.
    static func property(at path: String, network: NetworkArgument, networks: NetworkStore) -> PlannedCheck {
        PlannedCheck(
            description: CheckDescription(id: path, place: Place(file: path), network: network.path)
        ) {
            let problem = try Problem(property: path, network: network, networks: networks)
            return PreparedCheck(query: problem.query, warnings: problem.warnings)
        }
    }
}

/// The network that was read last: checks that follow each other mostly share one.
final class NetworkStore {
    private var last: (path: String, network: Network)?

    /// The network in a file. Throws as `ModelReading.network(at:)` does.
    func network(at path: String) throws -> Network {
        if let last, last.path == path { return last.network }
        let network = try ModelReading.network(at: path)
        last = (path, network)
        return network
    }
}
