import Kernels

/// What halving an input would gain.
///
/// Requires  rows on their way back, see BackwardPropagation.swift.
/// Returns   per row and input the derivative, about, of the row's bound in the width of the input's range.
/// Method    a relaxed neuron with pre-activation in [-a, b] and coefficient c costs the bound at most |c| min(a, b) where
///           its lower line is used, |c| a b / (a + b) where its upper one is. The derivatives of these in the width a + b
///           go back to the inputs through the magnitudes of the weights, past the layers in front, whose relaxations
///           add theirs.
/// Guarantee none: for choosing a split.
/// Cost      one product rows x width x width per affine node.
/// Reference the smear heuristic of Kearfott and Novoa, INTBIS, 1990, applied to what the relaxation loses in place of the
///           function itself.
extension BatchedBounds {
    /// Notes what the ranges of a ReLU node's pre-activations cost the rows, whose coefficients at the node are given.
    func keepLosses(_ source: Int, _ coefficients: Block) {
        BackwardKernels.lossDerivative(
            rows: coefficients, owner: owner, lower: block(lower, source), upper: block(upper, source),
            into: gainBlock(source, rows: coefficients.rows))
        hasGain[source] = true
    }

    /// Sends the losses noted on the last walk to the input; appends one value per row and input.
    func appendGains(rows: Int, to result: inout [Double]) {
        let input = gainBlock(0, rows: rows)
        if !hasGain[0] { input.fill(0) }
        for node in stride(from: graph.output, through: 1, by: -1) where hasGain[node] {
            let gain = gainBlock(node, rows: rows)
            switch graph.nodes[node].kind {
            case .input: continue
            case .relu(let source):
                // A range behind the layer shrinks with the slope of the line that bounds it.
                let target = gainBlock(source, rows: rows)
                if !hasGain[source] { target.fill(0) }
                BackwardKernels.addScaled(gain, by: block(upperSlope, node), owner: owner, to: target)
                hasGain[source] = true
            case .affine(let terms, _, _, _):
                for term in terms {
                    term.absolute.applyTransposed(
                        gain, into: gainBlock(term.source, rows: rows), accumulate: hasGain[term.source])
                    hasGain[term.source] = true
                }
            }
            hasGain[node] = false
        }
        hasGain[0] = false
        for r in 0..<rows { result.append(contentsOf: input.row(r)) }
    }

    private func gainBlock(_ node: Int, rows: Int) -> Block {
        Block(gains[node], rows: rows, width: graph.nodes[node].width)
    }
}
