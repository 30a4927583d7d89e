import Exact
import Networks
import Properties

/// What a last Softmax or LogSoftmax leaves true of its inputs.
///
/// With s = log of the sum of exp(z_k): softmax is exp(z_i - s), increasing in z_i, so that it keeps which of two outputs is
/// greater, and nothing else that is linear. Log-softmax is z_i - s: differences stay what they are, and so does every row
/// whose output coefficients sum to 0.
extension OutputNormalisation {
    /// The first row of a formula that does not say the same about the outputs before this node; `nil` when there is none.
    /// Other outputs and observed neurons are not touched by the node.
    func rowThatChanges(in formula: Formula) -> LinearRow? {
        switch formula {
        case .row(let row): keeps(row) ? nil : row
        case .all(let parts), .any(let parts): parts.lazy.compactMap { rowThatChanges(in: $0) }.first
        }
    }

    private func keeps(_ row: LinearRow) -> Bool {
        let outputs = row.terms.filter {
            if case .output(let index) = $0.variable { self.outputs.contains(index) } else { false }
        }
        let isBalanced = outputs.reduce(Rational.zero) { $0 + $1.coefficient }.isZero
        if outputs.isEmpty { return true }
        return switch kind {
        case .logSoftmax: isBalanced
        case .softmax: isBalanced && outputs.count == 2 && row.terms.count == 2 && row.bound.isZero
        }
    }
}
