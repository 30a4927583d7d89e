import Contexts
import Networks
import Properties
import Queries
import Reports
import SpecReading

/// A network and a property, read from their files and lowered to one query.
struct Problem {
    let network: Network
    let query: Query
    /// What the user should know, one line each.
    let warnings: [String]
    private let property: ReadProperty

    /// Throws the ``InputError`` of whatever cannot be read or does not fit.
    init(
        property path: String, network argument: NetworkArgument, networks: NetworkStore = NetworkStore(),
        limits: Limits = Limits()
    ) throws {
        guard !argument.path.isEmpty else { throw UsageError.emptyNetworkPath(text: argument.text) }
        property = try VNNLIBReader.read(at: path, limits: limits)
        if let given = argument.name, let declared = property.networkName, given != declared {
            throw UsageError.networkName(given: given, declared: declared, property: path)
        }
        network = try networks.network(at: argument.path, limits: limits)
        let (query, warnings) = try Query.lowered(network: network, property: property.property)
        self.query = query
        self.warnings = warnings.map(\.line) + Self.semanticsWarning(property, path)
    }

    /// Prints the warnings.
    func warn() {
        for warning in warnings { Terminal.error(warning) }
    }

    /// A proof here is about real numbers, also where the property asks about floats: say so.
    private static func semanticsWarning(_ property: ReadProperty, _ path: String) -> [String] {
        guard property.elementType != .real else { return [] }
        let type = property.elementType.rawValue
        return ["\(path): warning: the property is about \(type) arithmetic; 'holds' is proved for real arithmetic"]
    }

    /// The values of the query's variables at a counterexample, in the order of their declarations. A query about real
    /// numbers gets the exact point and output, one about floats the point that was replayed; `nil` when the replay does
    /// not refute the property.
    func assignment(_ witness: Witness) -> [AssignedVariable]? {
        let input: [String]
        let output: [String]
        switch property.elementType {
        case .real:
            input = witness.exactInput.map(NumberText.decimal)
            output = network.output(at: witness.exactInput).map(NumberText.decimal)
        case .float32, .float64:
            guard witness.replay != .lost else { return nil }
            input = witness.input.map { NumberText.exact($0, network.elementType) }
            output = witness.output.map { NumberText.exact($0, network.elementType) }
        }
        let type = property.elementType.rawValue
        return [
            AssignedVariable(
                name: property.inputName, type: type,
                shape: property.inputShape.map { TensorShape($0) } ?? network[network.input].shape, values: input),
            AssignedVariable(
                name: property.outputName, type: type,
                shape: property.outputShape.map { TensorShape($0) } ?? network[network.output].shape, values: output),
        ]
    }
}
