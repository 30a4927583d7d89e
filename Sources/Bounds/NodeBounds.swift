/// Sound bounds of every element of every node of a graph over one subproblem: the exact value of element `i` of node
/// `n` lies in `lower[n][i]...upper[n][i]` for every input of the subproblem.
package struct NodeBounds: Sendable, Hashable {
    package var lower: [[Double]]
    package var upper: [[Double]]

    /// Requires the same shape on both sides.
    package init(lower: [[Double]], upper: [[Double]]) {
        precondition(zip(lower, upper).allSatisfy { $0.count == $1.count }, "lower and upper bounds disagree in shape")
        self.lower = lower
        self.upper = upper
    }
}
