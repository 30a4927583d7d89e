/// What a check asserts: no input of `region` meets `unsafe`.
package struct Claim: Hashable, Sendable {
    package let region: Region
    /// The negation of what must hold, over inputs and outputs. Output j is the network's when it has that many; the
    /// outputs after those are the `observed` neurons, in their order. `.all([])` claims that the region is empty.
    package let unsafe: Formula
    /// Hidden neurons that `unsafe` speaks about.
    package let observed: [ObservedNeuron]

    package init(region: Region, unsafe: Formula, observed: [ObservedNeuron] = []) {
        self.region = region
        self.unsafe = unsafe
        self.observed = observed
    }
}

/// A value inside the network that rows may speak about as if it were an output.
package struct ObservedNeuron: Hashable, Sendable {
    package enum Side: Hashable, Sendable {
        /// The input of the ReLU.
        case preActivation
        /// Its output.
        case activation
    }

    /// Counted over all ReLU layers of the network, in order.
    package let neuron: Int
    package let side: Side

    package init(neuron: Int, side: Side) {
        self.neuron = neuron
        self.side = side
    }
}
