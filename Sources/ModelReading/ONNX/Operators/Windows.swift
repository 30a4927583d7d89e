import Contexts
import Kernels
import Networks

/// The pictures that a convolution or a pooling reads: one batch entry, channels, then one or two axes.
struct Pictures {
    let channels: Int
    /// The sizes of the axes, with a first axis of size 1 when there is one only.
    let sizes: [Int]
    /// How many axes the model has.
    let rank: Int

    /// Throws for a tensor of another shape, or with more than one batch entry.
    init(_ shape: TensorShape, _ node: NodeLowering) throws(ModelError) {
        guard shape.rank == 3 || shape.rank == 4 else {
            throw node.unsupported("an input of shape \(shape)", supported: "a batch of channels with one or two axes")
        }
        guard shape.dimensions[0] == 1 else {
            throw node.unsupported("a batch of \(shape.dimensions[0])", supported: "a batch of 1")
        }
        guard shape.count > 0 else { throw node.invalid("input 0 has no elements") }
        channels = shape.dimensions[1]
        rank = shape.rank - 2
        sizes = [Int](repeating: 1, count: 2 - rank) + shape.dimensions[2...]
    }

    /// The flat index of an element.
    func index(_ channel: Int, _ y: Int, _ x: Int) -> Int { (channel * sizes[0] + y) * sizes[1] + x }

    /// The shape of a tensor with so many channels and these sizes.
    func shape(_ channels: Int, _ sizes: [Int], _ node: NodeLowering) throws(ModelError) -> TensorShape {
        try node.shape([1, channels] + sizes.suffix(rank))
    }
}

/// What the attributes of a node say about its window, per axis; axes are those of ``Pictures``.
struct WindowAttributes {
    let kernel: [Int]
    let strides: [Int]
    let dilations: [Int]
    private(set) var before: [Int]
    private(set) var after: [Int]

    /// Reads `strides`, `dilations`, `pads` and `auto_pad` for a kernel of the given sizes.
    init(_ pictures: Pictures, kernel given: [Int], _ node: NodeLowering) throws(ModelError) {
        let rank = pictures.rank
        guard given.count == rank, given.allSatisfy({ (1...TensorShape.computedLimit).contains($0) }) else {
            throw node.invalid("a kernel of \(given) over \(rank) axes")
        }
        let lead = 2 - rank
        func padded(_ name: String, _ standard: Int, least: Int) throws(ModelError) -> [Int] {
            guard let values = try node.integers(name) else { return [Int](repeating: standard, count: 2) }
            guard values.count == rank, values.allSatisfy({ (least...TensorShape.computedLimit).contains($0) }) else {
                throw node.invalid("\(name) \(values) over \(rank) axes")
            }
            return [Int](repeating: standard, count: lead) + values
        }
        kernel = [Int](repeating: 1, count: lead) + given
        strides = try padded("strides", 1, least: 1)
        dilations = try padded("dilations", 1, least: 1)
        let pads = try node.integers("pads") ?? [Int](repeating: 0, count: 2 * rank)
        guard pads.count == 2 * rank, pads.allSatisfy({ $0 <= TensorShape.computedLimit }) else {
            throw node.invalid("pads \(pads) over \(rank) axes")
        }
        guard pads.allSatisfy({ $0 >= 0 }) else {
            throw node.unsupported("negative pads \(pads)", supported: "pads that are not negative")
        }
        before = [Int](repeating: 0, count: lead) + pads[..<rank]
        after = [Int](repeating: 0, count: lead) + pads[rank...]
        try setAutomaticPads(pictures, node)
    }

    private mutating func setAutomaticPads(_ pictures: Pictures, _ node: NodeLowering) throws(ModelError) {
        let mode = try node.string("auto_pad") ?? "NOTSET"
        switch mode {
        case "NOTSET", "": return
        case "VALID": (before, after) = ([0, 0], [0, 0])
        case "SAME_UPPER", "SAME_LOWER":
            for axis in 0..<2 {
                let output = (pictures.sizes[axis] + strides[axis] - 1) / strides[axis]
                let total = max(0, (output - 1) * strides[axis] + reach(axis) - pictures.sizes[axis])
                before[axis] = mode == "SAME_UPPER" ? total / 2 : total - total / 2
                after[axis] = total - before[axis]
            }
        default: throw node.unsupported("auto_pad '\(mode)'", supported: "NOTSET, VALID, SAME_UPPER, SAME_LOWER")
        }
    }

    /// Input elements from the first to the last tap.
    func reach(_ axis: Int) -> Int { (kernel[axis] - 1) * dilations[axis] + 1 }

    /// The window over an axis of the pictures. Throws when the kernel is larger than the padded picture.
    func axis(
        _ axis: Int, of pictures: Pictures, roundsUp: Bool = false, _ node: NodeLowering
    ) throws(ModelError) -> WindowAxis {
        let size = pictures.sizes[axis]
        let room = size + before[axis] + after[axis] - reach(axis)
        guard room >= 0 else {
            throw node.invalid("a kernel that reaches over \(reach(axis)) elements, where there are \(size)")
        }
        var output = (room + (roundsUp ? strides[axis] - 1 : 0)) / strides[axis] + 1
        // A window that would start in the padding behind the picture is left out.
        if roundsUp && (output - 1) * strides[axis] >= size + before[axis] { output -= 1 }
        return WindowAxis(
            input: size, output: output, kernel: kernel[axis], stride: strides[axis], dilation: dilations[axis],
            padding: before[axis])
    }
}
