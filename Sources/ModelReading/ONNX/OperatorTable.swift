import Contexts
import Networks

/// One supported ONNX operator.
struct OperatorRow: Sendable {
    typealias Lowering = @Sendable (NodeLowering, inout NetworkBuilder) throws(ModelError) -> Operand

    let name: String
    /// The operator sets in which it is understood.
    let opsets: ClosedRange<Int>
    /// How many inputs a node may have.
    let inputs: ClosedRange<Int>
    /// The attributes that `lower` looks at, or that have no effect on inference.
    let attributes: Set<String>
    /// Appends what the node computes to the network, or computes it when the node is constant.
    let lower: Lowering

    init(
        _ name: String, inputs: ClosedRange<Int>, attributes: Set<String> = [],
        opsets: ClosedRange<Int> = ModelReading.supportedOpsets, _ lower: @escaping Lowering
    ) {
        self.name = name
        self.opsets = opsets
        self.inputs = inputs
        self.attributes = attributes
        self.lower = lower
    }
}

extension OperatorRow {
    /// All supported operators, sorted by name. A new operator is a new row here and its lowering beside the others.
    static let table = [
        OperatorRow("Add", inputs: 2...2, Elementwise.add),
        OperatorRow("Cast", inputs: 1...1, attributes: ["to", "saturate"], Reshaping.cast),
        OperatorRow("Concat", inputs: 1...Int.max, attributes: ["axis"], Selection.concat),
        OperatorRow(
            "Constant", inputs: 0...0, attributes: ["value", "value_float", "value_floats", "value_int", "value_ints"],
            Reshaping.constant),
        OperatorRow("Div", inputs: 2...2, Elementwise.divide),
        OperatorRow("Dropout", inputs: 1...3, attributes: ["ratio", "seed"], Reshaping.dropout),
        OperatorRow("Flatten", inputs: 1...1, attributes: ["axis"], Reshaping.flatten),
        OperatorRow("Gather", inputs: 2...2, attributes: ["axis"], Selection.gather),
        OperatorRow("Gemm", inputs: 2...3, attributes: ["alpha", "beta", "transA", "transB"], Products.gemm),
        OperatorRow("Identity", inputs: 1...1, Reshaping.identity),
        OperatorRow("MatMul", inputs: 2...2, Products.matMul),
        OperatorRow("Mul", inputs: 2...2, Elementwise.multiply),
        OperatorRow("Relu", inputs: 1...1, Elementwise.relu),
        OperatorRow("Reshape", inputs: 2...2, attributes: ["allowzero"], Reshaping.reshape),
        OperatorRow("Shape", inputs: 1...1, attributes: ["start", "end"], Selection.shape),
        OperatorRow("Squeeze", inputs: 1...2, attributes: ["axes"], Reshaping.squeeze),
        OperatorRow("Sub", inputs: 2...2, Elementwise.subtract),
        OperatorRow("Transpose", inputs: 1...1, attributes: ["perm"], Reshaping.transpose),
        OperatorRow("Unsqueeze", inputs: 1...2, attributes: ["axes"], Reshaping.unsqueeze),
    ]

    /// The row of a node's operator; `nil` when there is none.
    static func named(_ node: ONNXNodeProto) -> OperatorRow? {
        node.isInDefaultDomain ? byName[node.opType] : nil
    }

    private static let byName = Dictionary(uniqueKeysWithValues: table.map { ($0.name, $0) })
}
