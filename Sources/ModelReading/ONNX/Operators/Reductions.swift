import Contexts
import Kernels
import Networks

/// ReduceSum, ReduceMean, ReduceMax and ReduceMin over constant axes.
enum Reductions {
    /// What becomes of the elements that an output element stands for.
    enum Kind: Hashable {
        case sum, mean, greatest, least
    }

    static func sum(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        try reduce(.sum, node, &builder)
    }

    static func mean(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        try reduce(.mean, node, &builder)
    }

    static func greatest(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        try reduce(.greatest, node, &builder)
    }

    static func least(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        try reduce(.least, node, &builder)
    }

    private static func reduce(
        _ kind: Kind, _ node: NodeLowering, _ builder: inout NetworkBuilder
    ) throws(ModelError) -> Operand {
        guard case .value(let x) = try node.realOperand(0) else {
            throw node.unsupported("a constant input", supported: "a computed input")
        }
        var axes: Set<Int> = []
        for axis in try node.axes() ?? [] { axes.insert(try node.axis(axis, rank: x.shape.rank)) }
        if axes.isEmpty {
            if try node.integer("noop_with_empty_axes") ?? 0 != 0 { return try Reshaping.identity(node, &builder) }
            axes = Set(x.shape.dimensions.indices)
        }
        let keepsAxes = try node.integer("keepdims") ?? 1 != 0
        return try reduce(x, over: axes, keepsAxes: keepsAxes, kind, node, &builder)
    }

    static func reduce(
        _ x: ComputedTensor, over axes: Set<Int>, keepsAxes: Bool, _ kind: Kind, _ node: NodeLowering,
        _ builder: inout NetworkBuilder
    ) throws(ModelError) -> Operand {
        let dimensions = x.shape.dimensions
        let reduced = TensorShape(dimensions.indices.map { axes.contains($0) ? 1 : dimensions[$0] })
        var members = [[Int]](repeating: [], count: reduced.count)
        // Broadcasting back says for each element where it goes.
        for (element, target) in reduced.indices(broadcastTo: x.shape).enumerated() { members[target].append(element) }
        let shape =
            keepsAxes
            ? reduced : TensorShape(dimensions.indices.filter { !axes.contains($0) }.map { dimensions[$0] })
        switch kind {
        case .greatest, .least:
            let extremum = Extremum(kind == .greatest ? .greatest : .least, of: members)
            return .value(builder.append(.extremum(extremum), to: [x], shape: shape, for: node))
        case .sum, .mean:
            let sums = SparseMatrix(columns: x.shape.count, rows: members.map { $0.map { (column: $0, value: 1) } })
            let divisors = members.map { kind == .sum ? 1 : Double($0.count) }
            return .value(builder.mean(of: x, sums: sums, divisors: divisors, shape, for: node))
        }
    }
}
