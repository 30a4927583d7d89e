/// The table of operators for people: `docs/operators.md`, which is this text and nothing else.
package enum OperatorReference {
    /// Markdown.
    package static var text: String {
        """
        # Operators

        This file is written by `make docs`; a test compares it with the program.

        Orthant reads ONNX models with operator sets \(ModelReading.supportedOpsets.lowerBound) to \
        \(ModelReading.supportedOpsets.upperBound), float32 or float64, with one input and one output, batch size 1 or \
        a symbolic batch. Weights may stand in the file, in Constant nodes or in other files beside it. What only computes \
        sizes, and what has only constant inputs, is computed while the model is read, in the types of the model. Nodes that \
        the output does not depend on are left out.

        Every operator is exact: engines see sums of affine maps and ReLUs that are the same function in real arithmetic. So \
        each works with `bounds`, `bab`, `milp` and `smt` alike. *ReLUs* says how many stand for one element of the result. \
        *Cones* says whether the operator scales with its input; others keep a network out of cones without a least scale.

        | operator | attributes | ReLUs | cones | understood |
        |---|---|---|---|---|
        \(OperatorRow.table.map(\.line).joined(separator: "\n"))

        ## Refused by name

        | operators | because | instead |
        |---|---|---|
        \(refusals.joined(separator: "\n"))

        Any other operator is refused too. All nodes that cannot be read are told at once.

        """
    }

    /// One line for each reason, in the order of the operators.
    private static var refusals: [String] {
        let all = RefusedOperator.allCases
        return all.filter { operation in all.first { $0.reason == operation.reason } == operation }.map { first in
            let names = all.filter { $0.reason == first.reason }.map(\.rawValue).sorted()
            return "| \(names.joined(separator: ", ")) | \(first.reason) | \(first.remedy) |"
        }
    }
}

extension OperatorRow {
    fileprivate var line: String {
        let names = attributes.sorted().map { "`\($0)`" }.joined(separator: ", ")
        return "| \(name) | \(names) | \(reluCount) | \(isHomogeneous ? "yes" : "no") | \(note) |"
    }

    /// How many ReLUs stand for one element of the result, in words.
    private var reluCount: String {
        switch name {
        case "Relu", "Abs", "LeakyRelu", "PRelu": "1"
        case "Clip": "1 per limit"
        case "HardSigmoid": "2"
        case "Max", "Min": "inputs - 1"
        case "MaxPool", "GlobalMaxPool", "ReduceMax", "ReduceMin": "elements - 1"
        default: ""
        }
    }

    /// Whether f(a x) = a f(x) for a >= 0 when the operator's constants are 0.
    private var isHomogeneous: Bool { name != "HardSigmoid" && name != "Clip" }
}
