import Contexts
import Networks

/// One supported ONNX operator.
struct OperatorRow: Sendable {
    typealias Lowering = @Sendable (NodeLowering, inout NetworkBuilder) throws(ModelError) -> Operand
    /// The same for a node with several outputs.
    typealias ManyLowering = @Sendable (NodeLowering, inout NetworkBuilder) throws(ModelError) -> [Operand]

    let name: String
    /// The operator sets in which it is understood.
    let opsets: ClosedRange<Int>
    /// How many inputs a node may have.
    let inputs: ClosedRange<Int>
    /// The attributes that `lower` looks at, or that have no effect on inference.
    let attributes: Set<String>
    /// What is understood of the operator, where that is not all of it.
    let note: String
    /// Whether nothing is computed: the elements stay what they are.
    let isRenaming: Bool
    /// Appends what the node computes to the network, or computes it when the node is constant: its first outputs.
    let lower: ManyLowering

    init(
        _ name: String, inputs: ClosedRange<Int>, attributes: Set<String> = [],
        opsets: ClosedRange<Int> = ModelReading.supportedOpsets, note: String = "", isRenaming: Bool = false,
        _ lower: @escaping Lowering
    ) {
        self.init(
            name, inputs: inputs, attributes: attributes, opsets: opsets, note: note, isRenaming: isRenaming,
            all: { node, builder throws(ModelError) in [try lower(node, &builder)] })
    }

    init(
        _ name: String, inputs: ClosedRange<Int>, attributes: Set<String> = [],
        opsets: ClosedRange<Int> = ModelReading.supportedOpsets, note: String = "", isRenaming: Bool = false,
        all lower: @escaping ManyLowering
    ) {
        self.name = name
        self.opsets = opsets
        self.inputs = inputs
        self.attributes = attributes
        self.note = note
        self.isRenaming = isRenaming
        self.lower = lower
    }
}

extension OperatorRow {
    private static let windows: Set<String> = ["auto_pad", "dilations", "kernel_shape", "pads", "strides"]

    /// All supported operators, sorted by name. A new operator is a new row here and its lowering beside the others.
    static let table = [
        OperatorRow("Abs", inputs: 1...1, Activations.absolute),
        OperatorRow("Add", inputs: 2...2, Elementwise.add),
        OperatorRow(
            "AveragePool", inputs: 1...1, attributes: windows.union(["ceil_mode", "count_include_pad"]),
            note: "one or two axes", Pooling.averagePool),
        OperatorRow(
            "BatchNormalization", inputs: 5...5,
            attributes: ["epsilon", "momentum", "spatial", "training_mode"],
            note: "inference; factor and shift are rounded as onnxruntime rounds them", Normalisation.batch),
        OperatorRow(
            "Cast", inputs: 1...1, attributes: ["to", "saturate"],
            note: "to the same type; constants to any number type", isRenaming: true, Reshaping.cast),
        OperatorRow(
            "Clip", inputs: 1...3, attributes: ["min", "max"], note: "constant limits", Activations.clip),
        OperatorRow("Concat", inputs: 1...Int.max, attributes: ["axis"], Selection.concat),
        OperatorRow(
            "Constant", inputs: 0...0, attributes: ["value", "value_float", "value_floats", "value_int", "value_ints"],
            Reshaping.constant),
        OperatorRow(
            "ConstantOfShape", inputs: 1...1, attributes: ["value"], note: "constant sizes", Reshaping.constantOfShape),
        OperatorRow(
            "Conv", inputs: 2...3, attributes: windows.union(["group"]),
            note: "one or two axes, constant kernel and bias", Convolutions.conv),
        OperatorRow(
            "ConvTranspose", inputs: 2...3, attributes: windows.union(["group", "output_padding", "output_shape"]),
            note: "one or two axes, constant kernel and bias; no output_shape, no SAME pads",
            Convolutions.convTranspose),
        OperatorRow("Div", inputs: 2...2, note: "constant divisor", Elementwise.divide),
        OperatorRow(
            "Dropout", inputs: 1...3, attributes: ["ratio", "seed"], note: "inference; no mask", isRenaming: true,
            Reshaping.dropout),
        OperatorRow("Expand", inputs: 2...2, note: "constant sizes", Selection.expand),
        OperatorRow("Flatten", inputs: 1...1, attributes: ["axis"], isRenaming: true, Reshaping.flatten),
        OperatorRow("Gather", inputs: 2...2, attributes: ["axis"], note: "constant indices", Selection.gather),
        OperatorRow(
            "Gemm", inputs: 2...3, attributes: ["alpha", "beta", "transA", "transB"], note: "one constant factor",
            Products.gemm),
        OperatorRow("GlobalAveragePool", inputs: 1...1, Pooling.globalAveragePool),
        OperatorRow("GlobalMaxPool", inputs: 1...1, Pooling.globalMaxPool),
        OperatorRow("HardSigmoid", inputs: 1...1, attributes: ["alpha", "beta"], Activations.hardSigmoid),
        OperatorRow("Identity", inputs: 1...1, isRenaming: true, Reshaping.identity),
        OperatorRow("LeakyRelu", inputs: 1...1, attributes: ["alpha"], Activations.leakyRelu),
        OperatorRow(
            "LogSoftmax", inputs: 1...1, attributes: ["axis"],
            note: "last node over all outputs: left out where a property compares outputs", Normalisation.logSoftmax),
        OperatorRow("MatMul", inputs: 2...2, note: "one constant factor", Products.matMul),
        OperatorRow("Max", inputs: 1...Int.max, Extremes.greatest),
        OperatorRow(
            "MaxPool", inputs: 1...1, attributes: windows.union(["ceil_mode", "storage_order"]),
            note: "one or two axes; no indices", Pooling.maxPool),
        OperatorRow("Min", inputs: 1...Int.max, Extremes.least),
        OperatorRow("Mul", inputs: 2...2, note: "one constant factor", Elementwise.multiply),
        OperatorRow("Neg", inputs: 1...1, Elementwise.negate),
        OperatorRow("PRelu", inputs: 2...2, note: "constant slopes", Activations.pRelu),
        OperatorRow(
            "Pad", inputs: 1...4, attributes: ["mode", "pads", "value"], note: "constant pads and padding",
            Selection.pad),
        OperatorRow(
            "ReduceMax", inputs: 1...2, attributes: ["axes", "keepdims", "noop_with_empty_axes"],
            note: "constant axes", Reductions.greatest),
        OperatorRow(
            "ReduceMean", inputs: 1...2, attributes: ["axes", "keepdims", "noop_with_empty_axes"],
            note: "constant axes", Reductions.mean),
        OperatorRow(
            "ReduceMin", inputs: 1...2, attributes: ["axes", "keepdims", "noop_with_empty_axes"],
            note: "constant axes", Reductions.least),
        OperatorRow(
            "ReduceSum", inputs: 1...2, attributes: ["axes", "keepdims", "noop_with_empty_axes"],
            note: "constant axes", Reductions.sum),
        OperatorRow("Relu", inputs: 1...1, Elementwise.relu),
        OperatorRow(
            "Reshape", inputs: 2...2, attributes: ["allowzero"], note: "constant sizes", isRenaming: true,
            Reshaping.reshape),
        OperatorRow("Shape", inputs: 1...1, attributes: ["start", "end"], Selection.shape),
        OperatorRow(
            "Slice", inputs: 1...5, attributes: ["axes", "ends", "starts"], note: "constant places", Selection.slice),
        OperatorRow(
            "Softmax", inputs: 1...1, attributes: ["axis"],
            note: "last node over all outputs: left out where a property says which output is greatest",
            Normalisation.softmax),
        OperatorRow(
            "Split", inputs: 1...2, attributes: ["axis", "num_outputs", "split"], note: "constant sizes",
            all: Selection.split),
        OperatorRow("Squeeze", inputs: 1...2, attributes: ["axes"], isRenaming: true, Reshaping.squeeze),
        OperatorRow("Sub", inputs: 2...2, Elementwise.subtract),
        OperatorRow("Sum", inputs: 1...Int.max, Extremes.sum),
        OperatorRow("Transpose", inputs: 1...1, attributes: ["perm"], Reshaping.transpose),
        OperatorRow("Unsqueeze", inputs: 1...2, attributes: ["axes"], isRenaming: true, Reshaping.unsqueeze),
    ]

    /// The row of a node's operator; `nil` when there is none.
    static func named(_ node: ONNXNodeProto) -> OperatorRow? {
        node.isInDefaultDomain ? byName[node.opType] : nil
    }

    private static let byName = Dictionary(uniqueKeysWithValues: table.map { ($0.name, $0) })
}
