/// The words about a last Softmax or LogSoftmax of a model, which networks leave out.
enum NormalisedOutput {
    static func note(node: String, kind: String) -> String {
        "the model ends in \(kind) '\(node)', which does not change the answer; outputs are those before it"
    }

    static func problem(row: String, node: String, kind: String) -> String {
        "'\(row)' depends on the values that \(kind) '\(node)' makes, which are not computed"
    }

    static let fix = "ask which output is greater, or export the model without its last node"
}
