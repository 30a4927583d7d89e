/// A last node of a model that keeps the order of the outputs, and that a network leaves out: its outputs are those before.
package struct OutputNormalisation: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case softmax = "Softmax"
        case logSoftmax = "LogSoftmax"
    }

    package let kind: Kind
    /// The node in the model.
    package let node: String
    /// The outputs of the network that it is over.
    package let outputs: Set<Int>

    package init(kind: Kind, node: String, outputs: Set<Int>) {
        self.kind = kind
        self.node = node
        self.outputs = outputs
    }
}
