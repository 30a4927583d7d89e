/// What backward bounds of hidden neurons cost on a box, measured in forward passes.
extension PreparedGraph {
    /// Two rows per unstable neuron through half of the network, against the rows of a forward pass and of the last bound
    /// through all of it.
    package func refinementPrice(of box: Subproblem) -> Double {
        var unstable = 0
        for (low, high) in zip(box.neuronLower, box.neuronUpper) where low < 0 && high > 0 { unstable += 1 }
        return Double(unstable) / Double(inputCount + 8)
    }

    /// Whether forward bounds of all boxes that come from halving every input twice cost less than refining this one.
    package func isRefinementDear(on box: Subproblem) -> Bool {
        hasForwardBounds && refinementPrice(of: box) >= Double(1 << (2 * inputCount))
    }
}
