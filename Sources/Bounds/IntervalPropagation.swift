import Kernels

/// Interval bound propagation.
///
/// Requires  bounds of the node's sources.
/// Returns   bounds of an affine node on every subproblem.
/// Method    [c - r, c + r] maps to W c + b -+ |W| r; two products for the whole batch.
/// Guarantee sound; exact up to rounding on an affine image of a box, loose beyond.
/// Cost      three matrix products per affine node and batch (the third, |W| m, serves every later error term).
/// Reference Gowal et al., On the Effectiveness of Interval Bound Propagation, 2018.
extension BatchedBounds {
    func propagateIntervals(to node: Int, terms: [PreparedGraph.Term], bias: [Double], zeros: [Int]) {
        let (low, high, size) = (block(lower, node), block(upper, node), block(weightScale, node))
        for (index, term) in terms.enumerated() {
            let width = graph.nodes[term.source].width
            let c = Block(center, rows: count, width: width)
            let r = Block(radius, rows: count, width: width)
            let m = block(magnitude, term.source)
            IntervalKernels.split(
                lower: block(lower, term.source), upper: block(upper, term.source), center: c, radius: r)
            term.map.apply(c, into: low, accumulate: index > 0)
            term.absolute.apply(r, into: high, accumulate: index > 0)
            term.absolute.apply(m, into: size, accumulate: index > 0)
        }
        ElementwiseKernels.add(bias, to: low)
        ElementwiseKernels.add(bias.map(abs), to: size)
        let guardBand = underflow.max() ?? 0
        IntervalKernels.combine(lower: low, upper: high, scale: size, gamma: graph.gamma, guardBand: guardBand)
        for i in zeros {
            for b in 0..<count {
                low[b, i] = 0
                high[b, i] = 0
            }
        }
    }
}
