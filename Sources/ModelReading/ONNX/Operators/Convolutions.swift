import Contexts
import Kernels
import Networks

/// Conv and ConvTranspose with constant kernels, in one or two dimensions.
enum Convolutions {
    static func conv(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let (x, weights, shape) = try operands(node)
        let pictures = try Pictures(x.shape, node)
        let groups = try groups(node)
        let sizes = shape.dimensions
        guard sizes.count == pictures.rank + 2, sizes[0] % groups == 0, sizes[1] * groups == pictures.channels else {
            throw node.invalid("kernel of shape \(shape) and \(groups) groups over an input of shape \(x.shape)")
        }
        let window = try WindowAttributes(pictures, kernel: kernelSizes(shape, node), node)
        let convolution = Convolution(
            inputChannels: pictures.channels, outputChannels: sizes[0], groups: groups,
            vertical: try window.axis(0, of: pictures, node), horizontal: try window.axis(1, of: pictures, node),
            kernel: Matrix(rows: sizes[0], columns: weights.count / sizes[0], values: weights))
        let layer = ConvolutionLayer(convolution, bias: try bias(node, channels: sizes[0]))
        let target = try pictures.shape(
            sizes[0], [convolution.vertical.output, convolution.horizontal.output], node)
        return .value(builder.append(.convolution(layer), to: [x], shape: target, for: node))
    }

    /// The transpose of the convolution that takes the result's shape to the input's.
    static func convTranspose(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let (x, weights, shape) = try operands(node)
        let pictures = try Pictures(x.shape, node)
        let groups = try groups(node)
        let sizes = shape.dimensions
        guard sizes.count == pictures.rank + 2, sizes[0] % groups == 0, sizes[0] == pictures.channels else {
            throw node.invalid("kernel of shape \(shape) and \(groups) groups over an input of shape \(x.shape)")
        }
        if try node.integers("output_shape") != nil {
            throw node.unsupported("attribute 'output_shape'", supported: "pads and output_padding")
        }
        let mode = try node.string("auto_pad") ?? "NOTSET"
        guard mode == "NOTSET" || mode == "VALID" || mode.isEmpty else {
            throw node.unsupported("auto_pad '\(mode)'", supported: "NOTSET, VALID")
        }
        let window = try WindowAttributes(pictures, kernel: kernelSizes(shape, node), node)
        let extra = try node.integers("output_padding") ?? [Int](repeating: 0, count: pictures.rank)
        guard extra.count == pictures.rank, extra.allSatisfy({ (0...TensorShape.computedLimit).contains($0) }) else {
            throw node.invalid("output_padding \(extra) over \(pictures.rank) axes")
        }
        var axes: [WindowAxis] = []
        for axis in 0..<2 {
            let more = axis < 2 - pictures.rank ? 0 : extra[axis - (2 - pictures.rank)]
            let size =
                window.strides[axis] * (pictures.sizes[axis] - 1) + more + window.reach(axis) - window.before[axis]
                - window.after[axis]
            guard size > 0 else { throw node.invalid("nothing is left inside its pads") }
            axes.append(
                WindowAxis(
                    input: size, output: pictures.sizes[axis], kernel: window.kernel[axis],
                    stride: window.strides[axis], dilation: window.dilations[axis], padding: window.before[axis]))
        }
        let channels = sizes[1] * groups
        let target = try pictures.shape(channels, axes.map(\.input), node)
        let convolution = Convolution(
            inputChannels: channels, outputChannels: sizes[0], groups: groups, vertical: axes[0], horizontal: axes[1],
            kernel: Matrix(rows: sizes[0], columns: weights.count / sizes[0], values: weights))
        let layer = ConvolutionLayer(convolution, isTransposed: true, bias: try bias(node, channels: channels))
        return .value(builder.append(.convolution(layer), to: [x], shape: target, for: node))
    }

    private static func operands(
        _ node: NodeLowering
    ) throws(ModelError) -> (x: ComputedTensor, weights: [Double], shape: TensorShape) {
        guard case .value(let x) = try node.realOperand(0) else {
            throw node.unsupported("a constant input", supported: "a computed input")
        }
        guard case .constant(let weights, let shape) = try node.realOperand(1) else {
            throw node.unsupported("a computed kernel", supported: "a constant kernel")
        }
        return (x, weights, shape)
    }

    private static func groups(_ node: NodeLowering) throws(ModelError) -> Int {
        let groups = try node.integer("group") ?? 1
        guard groups > 0 else { throw node.invalid("\(groups) groups") }
        return groups
    }

    /// The sizes of the kernel, which an attribute may repeat.
    private static func kernelSizes(_ shape: TensorShape, _ node: NodeLowering) throws(ModelError) -> [Int] {
        let sizes = Array(shape.dimensions[2...])
        guard let given = try node.integers("kernel_shape"), given != sizes else { return sizes }
        throw node.invalid("kernel_shape \(given) with a kernel of shape \(shape)")
    }

    private static func bias(_ node: NodeLowering, channels: Int) throws(ModelError) -> [Double]? {
        guard node.optionalOperand(2) != nil else { return nil }
        guard case .constant(let values, let shape) = try node.realOperand(2) else {
            throw node.unsupported("a computed bias", supported: "a constant bias")
        }
        guard values.count == channels else { throw node.invalid("a bias of shape \(shape) for \(channels) channels") }
        return values
    }
}
