import Contexts
import Kernels
import Networks

/// Pooling: sums, means and greatest elements of windows.
enum Pooling {
    static func maxPool(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let (x, pictures, window, axes) = try windows(node)
        _ = window
        var members: [[Int]] = []
        for channel in 0..<pictures.channels {
            forEachPlace(axes) { row, column in
                members.append(under(row, column, axes).map { pictures.index(channel, $0.y, $0.x) })
            }
        }
        guard members.allSatisfy({ !$0.isEmpty }) else { throw node.invalid("a window lies in the padding") }
        let shape = try pictures.shape(pictures.channels, axes.map(\.output), node)
        return .value(
            builder.append(.extremum(Extremum(.greatest, of: members)), to: [x], shape: shape, for: node))
    }

    /// Sums of windows, divided by how many elements they have: with or without those of the padding.
    static func averagePool(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let (x, pictures, window, axes) = try windows(node)
        let countsPadding = try node.integer("count_include_pad") ?? 0 != 0
        var rows: [[(column: Int, value: Double)]] = []
        var divisors: [Double] = []
        for channel in 0..<pictures.channels {
            forEachPlace(axes) { row, column in
                let members = under(row, column, axes).map { pictures.index(channel, $0.y, $0.x) }
                rows.append(members.map { (column: $0, value: 1) })
                let padded =
                    window.taps(row, 0, axes[0], pictures) * window.taps(column, 1, axes[1], pictures)
                divisors.append(Double(countsPadding ? padded : members.count))
            }
        }
        guard divisors.allSatisfy({ $0 > 0 }) else { throw node.invalid("a window lies in the padding") }
        let shape = try pictures.shape(pictures.channels, axes.map(\.output), node)
        let sums = SparseMatrix(columns: x.shape.count, rows: rows)
        return .value(builder.mean(of: x, sums: sums, divisors: divisors, shape, for: node))
    }

    static func globalAveragePool(
        _ node: NodeLowering, _ builder: inout NetworkBuilder
    ) throws(ModelError) -> Operand {
        let (x, axes) = try globalOperand(node)
        return try Reductions.reduce(x, over: axes, keepsAxes: true, .mean, node, &builder)
    }

    static func globalMaxPool(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let (x, axes) = try globalOperand(node)
        return try Reductions.reduce(x, over: axes, keepsAxes: true, .greatest, node, &builder)
    }

    private static func globalOperand(_ node: NodeLowering) throws(ModelError) -> (ComputedTensor, Set<Int>) {
        guard case .value(let x) = try node.realOperand(0) else {
            throw node.unsupported("a constant input", supported: "a computed input")
        }
        guard x.shape.rank > 2 else { throw node.invalid("an input of shape \(x.shape)") }
        return (x, Set(2..<x.shape.rank))
    }

    private static func windows(
        _ node: NodeLowering
    ) throws(ModelError) -> (ComputedTensor, Pictures, WindowAttributes, [WindowAxis]) {
        guard case .value(let x) = try node.realOperand(0) else {
            throw node.unsupported("a constant input", supported: "a computed input")
        }
        let pictures = try Pictures(x.shape, node)
        guard let kernel = try node.integers("kernel_shape") else { throw node.invalid("it has no kernel_shape") }
        let window = try WindowAttributes(pictures, kernel: kernel, node)
        let roundsUp = try node.integer("ceil_mode") ?? 0 != 0
        let axes = [
            try window.axis(0, of: pictures, roundsUp: roundsUp, node),
            try window.axis(1, of: pictures, roundsUp: roundsUp, node),
        ]
        return (x, pictures, window, axes)
    }

    private static func forEachPlace(_ axes: [WindowAxis], _ body: (_ row: Int, _ column: Int) -> Void) {
        for row in 0..<axes[0].output {
            for column in 0..<axes[1].output { body(row, column) }
        }
    }

    /// The elements under the window at a place, in order.
    private static func under(_ row: Int, _ column: Int, _ axes: [WindowAxis]) -> [(y: Int, x: Int)] {
        (0..<axes[0].kernel).compactMap { axes[0].place(output: row, tap: $0) }.flatMap { y in
            (0..<axes[1].kernel).compactMap { axes[1].place(output: column, tap: $0) }.map { (y, $0) }
        }
    }
}

extension WindowAttributes {
    /// How many taps are in the picture or its padding at an output place. A window that was rounded up may reach beyond.
    fileprivate func taps(_ output: Int, _ axis: Int, _ window: WindowAxis, _ pictures: Pictures) -> Int {
        let end = pictures.sizes[axis] + before[axis] + after[axis]
        return (0..<window.kernel).count { output * window.stride + $0 * window.dilation < end }
    }
}

extension NetworkBuilder {
    /// Sums of elements, divided.
    mutating func mean(
        of x: ComputedTensor, sums: SparseMatrix, divisors: [Double], _ shape: TensorShape, for node: NodeLowering
    ) -> ComputedTensor {
        let isWhole = divisors.allSatisfy { $0 == 1 }
        let y = append(.sparse(sums), to: [x], shape: shape, for: node, step: isWhole ? nil : "sums")
        if isWhole { return y }
        return append(.scale(Scale(exactlyDividingBy: divisors)), to: [y], shape: shape, for: node)
    }
}
