/// A last node of a model that keeps the order of the outputs, and that a network leaves out: its outputs are those before.
package struct OutputNormalisation: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case softmax = "Softmax"
        case logSoftmax = "LogSoftmax"
    }

    package let kind: Kind
    /// The node in the model.
    package let node: String

    package init(kind: Kind, node: String) {
        self.kind = kind
        self.node = node
    }
}
