package import Contexts
package import Networks
package import Properties
package import SpecReading

/// A VNN-LIB property with the models of its networks: one network, and the property over its inputs and outputs.
///
/// A property of VNN-LIB 1.0, and one of 2.0 about a single network in the order of its model, is about that network as it
/// is. Everything else is about a product: all networks side by side, hidden nodes among the outputs, inputs that are
/// asserted to be equal one input.
package struct AssembledProperty: Sendable {
    /// What the property was read from.
    package let read: ReadProperty
    /// The model, or the product of the models.
    package let network: Network
    /// Over the inputs and outputs of `network`.
    package let property: UnsafeProperty
    /// How `network` was put together; `nil` when it is the model itself.
    package let composition: String?
    /// For each declared input the input of `network` that it is.
    private let inputs: [Int]

    /// `models` are those of the declared networks, in order, each with the hidden nodes that ``hiddenNames(of:in:)`` says;
    /// one model for VNN-LIB 1.0. Errors: ``PropertyError`` about declarations that do not fit the models. Cost: the nodes
    /// of the models and a copy of the formula; weights are shared.
    package init(_ read: ReadProperty, models: [Network]) throws(PropertyError) {
        precondition(models.count == max(1, read.networks.count), "a model for each declared network")
        self.read = read
        let matches = try Self.matches(read, models)
        let ties = InputTies(read.property)
        guard read.isProduct || !read.networks.isEmpty && !ties.isEmpty else {
            network = models[0]
            property = read.property
            inputs = Array(0..<read.property.inputCount)
            composition = nil
            return
        }
        let factors = zip(read.networks, zip(models, matches)).map { declared, pair in
            ProductFactor(
                name: declared.name, network: pair.0, inputs: pair.1.inputs.map { ties.variables[$0] },
                outputs: pair.1.outputs, hidden: pair.1.hidden)
        }
        network = Network.product(factors, inputCount: ties.inputs.count)
        property = ties.tied(read.property)
        inputs = ties.variables
        composition = factors.enumerated().map { index, factor in
            let hidden = factor.hidden.map { "hidden \(factor.network[$0.value].name) \($0.places)" }
            return (["model \(read.model(of: index)) inputs \(factor.inputs) outputs \(factor.outputs)"] + hidden)
                .joined(separator: "; ")
        }.joined(separator: "\n")
    }

    /// The inputs of `network`, or its outputs, that the elements of a declared tensor are.
    package func variables(of tensor: VNNLIBTensor) -> [Int] {
        switch tensor.first {
        case .input: tensor.indices.map { inputs[$0] }
        case .output: Array(tensor.indices)
        }
    }

    /// The values inside the model of a network that its declaration, or that of a network equal to it, speaks about.
    package static func hiddenNames(of index: Int, in read: ReadProperty) -> [String] {
        guard read.networks.indices.contains(index) else { return [] }
        var names: [String] = []
        for (other, network) in read.networks.enumerated() where read.model(of: other) == read.model(of: index) {
            for tensor in network.hidden {
                if let name = tensor.modelName, !names.contains(name) { names.append(name) }
            }
        }
        return names
    }
}

extension AssembledProperty {
    private static func matches(
        _ read: ReadProperty, _ models: [Network]
    ) throws(PropertyError) -> [ModelMatch] {
        var matches: [ModelMatch] = []
        for (declared, model) in zip(read.networks, models) {
            if let first = models.first, first.elementType != model.elementType {
                throw .networksOfSeveralTypes(
                    declared.place, network: declared.name, type: model.elementType.rawValue,
                    other: read.networks[0].name, otherType: first.elementType.rawValue)
            }
            if case .isomorphic(let other)? = declared.relation, let difference = model.difference(from: models[other])
            {
                throw .notIsomorphic(
                    declared.place, network: declared.name, other: read.networks[other].name, difference)
            }
            matches.append(try ModelMatch(declared, model))
        }
        return matches
    }
}

extension Network {
    /// Where two networks first differ in more than weights; `nil` when they are isomorphic node by node.
    fileprivate func difference(from other: Network) -> PropertyError.Difference? {
        for (mine, theirs) in zip(nodes, other.nodes) {
            guard mine.sourceOperator == theirs.sourceOperator else {
                return .operator(node: mine.name, mine.sourceOperator, otherNode: theirs.name, theirs.sourceOperator)
            }
            let (shape, otherShape) = (self[mine.output].shape, other[theirs.output].shape)
            guard shape == otherShape else {
                return .shape(node: mine.name, shape.description, otherNode: theirs.name, otherShape.description)
            }
            guard mine.inputs == theirs.inputs else { return .wiring(node: mine.name, otherNode: theirs.name) }
        }
        return nodes.count == other.nodes.count ? nil : .nodeCount(nodes.count, other.nodes.count)
    }
}
