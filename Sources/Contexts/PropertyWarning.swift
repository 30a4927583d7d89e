/// What is odd about a property without making it wrong.
package enum PropertyWarning: Hashable, Sendable {
    /// Alternatives no input can meet, and were left out; the reason is that of the first one.
    case emptyAlternatives(file: String, dropped: Int, total: Int, input: String, lower: String, upper: String)
    /// Constant conditions such as (<= 1 0) leave nothing that could be met.
    case neverMet(file: String)
    /// The model ends in this node, which keeps what the property asks about, and was left out.
    case outputNormalised(file: String, node: String, kind: String)
}
