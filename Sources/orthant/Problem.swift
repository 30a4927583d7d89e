import Contexts
import Exact
import Networks
import Properties
import Queries
import Reports
import SpecReading
import Specifications

/// A property and its networks, read from their files and lowered to one query.
struct Problem {
    let query: Query
    /// What the user should know, one line each.
    let warnings: [String]
    private let assembled: AssembledProperty

    /// The network of the query: the model, or a product of models.
    var network: Network { assembled.network }

    /// With `isStandard` a property about float arithmetic is refused, as the VNN-LIB 2.0 standard demands of programs whose
    /// proofs are about real numbers; without, a warning says so. With `isCompetition` a network that is equal to another
    /// may name the same model again.
    ///
    /// Throws the ``InputError`` of whatever cannot be read or does not fit.
    init(
        property path: String, networks: [NetworkArgument], store: NetworkStore = NetworkStore(),
        limits: Limits = Limits(), isStandard: Bool = false, isCompetition: Bool = false
    ) throws {
        for network in networks where network.path.isEmpty { throw UsageError.emptyNetworkPath(text: network.text) }
        let read = try VNNLIBReader.read(at: path, limits: limits)
        if isStandard, let tensor = read.networks.first?.inputs.first, tensor.type != .real {
            throw PropertyError.floatArithmetic(tensor.place, name: tensor.name.name, type: tensor.type.rawValue)
        }
        let paths = try ModelPaths(read, networks, property: path, mayRepeat: isCompetition).paths
        var models: [Network] = []
        for (index, path) in paths.enumerated() {
            if index > 0, read.model(of: index) < index {
                models.append(models[read.model(of: index)])
            } else {
                let hidden = AssembledProperty.hiddenNames(of: index, in: read)
                models.append(try store.network(at: path, hidden: hidden, limits: limits))
            }
        }
        assembled = try AssembledProperty(read, models: models)
        let (query, warnings) = try assembled.lowered()
        self.query = query
        self.warnings = warnings.map(\.line) + Self.semanticsWarning(read, path)
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
}

// MARK: Assignments

extension Problem {
    /// The values of the query's variables at a counterexample, in the order of their declarations. A query about real
    /// numbers gets the exact point and output, one about floats the point that was replayed; `nil` when the replay does
    /// not refute the property.
    func assignment(_ witness: Witness) -> [AssignedVariable]? {
        if assembled.read.elementType == .real {
            return variables(
                witness.exactInput.map(NumberText.decimal),
                network.output(at: witness.exactInput).map(NumberText.decimal))
        }
        return witness.replay == .lost ? nil : replayed(witness)
    }

    /// The same as it was replayed; `nil` for a query of VNN-LIB 1.0.
    func replayedAssignment(_ witness: Witness) -> [AssignedVariable]? {
        assembled.read.version == .two ? replayed(witness) : nil
    }

    private func replayed(_ witness: Witness) -> [AssignedVariable] {
        variables(
            witness.input.map { NumberText.plain($0, network.elementType) },
            witness.output.map { NumberText.plain($0, network.elementType) })
    }

    private func variables(_ input: [String], _ output: [String]) -> [AssignedVariable] {
        let type = assembled.read.elementType.rawValue
        guard assembled.read.version == .two else {
            return [
                AssignedVariable(name: "X", type: type, shape: network[network.input].shape, values: input),
                AssignedVariable(name: "Y", type: type, shape: network[network.output].shape, values: output),
            ]
        }
        return assembled.read.networks.flatMap(\.tensors).map { tensor in
            let values = if case .input = tensor.first { input } else { output }
            return AssignedVariable(
                name: tensor.name.name, type: type, shape: TensorShape(tensor.dimensions),
                values: assembled.variables(of: tensor).map { values[$0] })
        }
    }
}
