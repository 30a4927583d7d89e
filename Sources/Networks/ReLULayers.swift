/// One ReLU of a network: a layer of neurons, counted through all layers.
package struct ReLULayer: Hashable, Sendable {
    /// The tensor that goes in.
    package let preActivation: ValueID
    /// The tensor that comes out.
    package let activation: ValueID
    /// What the model calls the two tensors.
    package let preActivationName: String
    package let activationName: String
    /// The number of neurons.
    package let width: Int
    /// The index of the first neuron, counted over all layers before.
    package let firstNeuron: Int

    package init(
        preActivation: ValueID, activation: ValueID, preActivationName: String, activationName: String, width: Int,
        firstNeuron: Int
    ) {
        self.preActivation = preActivation
        self.activation = activation
        self.preActivationName = preActivationName
        self.activationName = activationName
        self.width = width
        self.firstNeuron = firstNeuron
    }

    /// The indices of the layer's neurons.
    package var neurons: Range<Int> { firstNeuron..<firstNeuron + width }
}

/// One element of a tensor of a network.
package struct TensorElement: Hashable, Sendable {
    package let value: ValueID
    /// The flat index in C order.
    package let index: Int

    package init(value: ValueID, index: Int) {
        self.value = value
        self.index = index
    }
}

extension Network {
    /// The ReLU layers in the order of the nodes. ``AffineReLUGraph`` numbers its neurons in the same way. Cost: one pass
    /// over the nodes.
    package var reluLayers: [ReLULayer] {
        var first = 0
        return nodes.compactMap { node in
            let width = self[node.output].shape.count
            // The ReLUs inside other operators have numbers, but are no layers that a pattern could be about.
            defer { first += node.operator.neuronCount(width: width) }
            guard case .relu = node.operator else { return nil }
            return ReLULayer(
                preActivation: node.inputs[0], activation: node.output, preActivationName: self[node.inputs[0]].name,
                activationName: self[node.output].name, width: width, firstNeuron: first)
        }
    }
}

extension [ReLULayer] {
    /// The layer of a neuron; `nil` beyond the last one.
    package func layer(of neuron: Int) -> ReLULayer? { first { $0.neurons.contains(neuron) } }
}
