import Contexts
import Kernels
import Networks

/// Reads the `.nnet` text format of the ACAS networks: fully connected layers with ReLU between them.
///
/// After `//` comments come: layer count, input, output and greatest size; the layer sizes; an unused flag; least and
/// greatest inputs; means and ranges of the inputs and of the output; then for each layer its weight rows and its biases.
/// A stored weight is the Double nearest to its decimal text. The network works on normalised values, the means and
/// ranges become its units. The least and greatest inputs say where the network was trained: they are checked to be
/// numbers, and do not change its function.
enum NNetReader {
    /// Larger sizes in a header are taken for damage.
    private static let largestSize = 1 << 24

    static func network(_ text: [UInt8], name: String, file: String) throws(ModelError) -> Network {
        var scanner = NNetScanner(text, file: file)
        let sizes = try layerSizes(&scanner)
        let (inputs, outputs) = (sizes[0], sizes[sizes.count - 1])
        _ = try scanner.numbers(1, "the flag")
        _ = try scanner.numbers(inputs, "least inputs")
        _ = try scanner.numbers(inputs, "greatest inputs")
        let means = try scanner.numbers(inputs + 1, "means")
        let ranges = try scanner.fields(inputs + 1, "ranges")
        if let flat = ranges.first(where: { $0.value == 0 }) {
            throw scanner.error("ranges: nothing can be divided by a range of 0", column: flat.column)
        }
        let layers = try affineLayers(sizes, &scanner)
        try scanner.expectEnd()
        let (values, nodes) = graph(layers)
        return Network(
            name: name, elementType: .float64, values: values, nodes: nodes, input: ValueID(0),
            output: ValueID(values.count - 1),
            inputUnits: Units(mean: Array(means[..<inputs]), range: ranges[..<inputs].map(\.value)),
            outputUnits: Units(
                mean: [Double](repeating: means[inputs], count: outputs),
                range: [Double](repeating: ranges[inputs].value, count: outputs)))
    }

    /// The sizes of input, hidden layers and output, from the first two lines.
    private static func layerSizes(_ scanner: inout NNetScanner) throws(ModelError) -> [Int] {
        let header = try self.sizes(4, "the header", &scanner)
        let sizes = try self.sizes(header[0] + 1, "layer sizes", &scanner)
        guard sizes[0] == header[1], sizes[sizes.count - 1] == header[2] else {
            throw scanner.error(
                "layer sizes: input and output size differ from the header's \(header[1]) and \(header[2])", column: 1)
        }
        return sizes
    }

    private static func sizes(
        _ count: Int, _ what: String, _ scanner: inout NNetScanner
    ) throws(ModelError) -> [Int] {
        var result: [Int] = []
        for field in try scanner.fields(count, what) {
            guard let size = Int(exactly: field.value), (1...largestSize).contains(size) else {
                throw scanner.error("\(what): every size is an integer from 1 to \(largestSize)", column: field.column)
            }
            result.append(size)
        }
        return result
    }

    private static func affineLayers(
        _ sizes: [Int], _ scanner: inout NNetScanner
    ) throws(ModelError) -> [Affine] {
        var layers: [Affine] = []
        for (layer, (inputs, outputs)) in zip(sizes, sizes.dropFirst()).enumerated() {
            var weights: [Double] = []
            for row in 1...outputs {
                weights += try scanner.numbers(inputs, "weights of row \(row) of layer \(layer + 1)")
            }
            var bias: [Double] = []
            for row in 1...outputs { bias += try scanner.numbers(1, "bias \(row) of layer \(layer + 1)") }
            layers.append(Affine(weights: Matrix(rows: outputs, columns: inputs, values: weights), bias: bias))
        }
        return layers
    }

    /// A chain of affine layers with ReLU between them.
    private static func graph(_ layers: [Affine]) -> ([Value], [Node]) {
        var values = [Value(name: "input", shape: TensorShape([layers[0].weights.columns]))]
        var nodes: [Node] = []
        func append(_ name: String, _ source: String, _ made: Operator, width: Int) {
            let input = ValueID(values.count - 1)
            values.append(Value(name: name, shape: TensorShape([width])))
            nodes.append(
                Node(
                    name: name, sourceOperator: source, operator: made, inputs: [input],
                    output: ValueID(values.count - 1)))
        }
        for (index, layer) in layers.enumerated() {
            let isLast = index == layers.count - 1
            append(isLast ? "output" : "layer\(index + 1)", "layer", .affine(layer), width: layer.weights.rows)
            if !isLast { append("relu\(index + 1)", "relu", .relu, width: layer.weights.rows) }
        }
        return (values, nodes)
    }
}
