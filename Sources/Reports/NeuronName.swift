import Networks

extension [ReLULayer] {
    /// `relu[1][17]`, as spec files write it.
    package func name(of neuron: Int) -> String {
        guard let number = firstIndex(where: { $0.neurons.contains(neuron) }) else { return "neuron \(neuron)" }
        return "relu[\(number)][\(neuron - self[number].firstNeuron)]"
    }
}
