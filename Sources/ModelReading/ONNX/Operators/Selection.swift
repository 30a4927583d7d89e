import Contexts
import Networks

/// Operators that pick elements, and those by which exporters compute sizes: `x.view(x.size(0), -1)` becomes Shape, Gather,
/// Unsqueeze, Concat, Reshape. Sizes are constants here, because shapes are known once the batch is 1.
enum Selection {
    /// The dimensions of a tensor from `start` to before `end`, as integers.
    static func shape(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let dimensions = try node.operand(0).shape.dimensions
        let rank = dimensions.count
        func clamped(_ axis: Int) -> Int { min(max(axis < 0 ? axis + rank : axis, 0), rank) }
        let start = clamped(try node.integer("start") ?? 0)
        let end = clamped(try node.integer("end") ?? rank)
        let sizes = Array(dimensions[start..<max(start, end)])
        return .constant(
            Constant(name: node.outputName, type: .int64, shape: TensorShape([sizes.count]), elements: .integers(sizes))
        )
    }

    /// The slices of a tensor at constant places along an axis.
    static func gather(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let x = try node.operand(0)
        let dimensions = x.shape.dimensions
        let axis = try node.axis(try node.integer("axis") ?? 0, rank: dimensions.count)
        guard let given = try node.integers(at: 1), let places = node.optionalOperand(1)?.shape else {
            throw node.invalid("input 1 is left out")
        }
        var indices: [Int] = []
        for index in given { indices.append(try node.axis(index, rank: dimensions[axis], called: "index")) }
        let shape = try node.shape(dimensions[..<axis] + places.dimensions + dimensions[(axis + 1)...])
        let inner = dimensions[(axis + 1)...].reduce(1, *)
        let outer = dimensions[..<axis].reduce(1, *)
        var picked: [Int] = []
        for block in 0..<outer {
            for index in indices {
                let start = (block * dimensions[axis] + index) * inner
                picked += start..<start + inner
            }
        }
        switch x {
        case .constant(let constant): return .constant(constant.picking(picked, shape))
        case .value(let value):
            guard !picked.isEmpty else { throw node.invalid("it picks no elements") }
            return .value(builder.append(.gather(Gather(indices: picked)), to: [value], shape: shape, for: node))
        }
    }

    /// Lists of sizes one after the other. Concatenation of computed tensors is refused.
    static func concat(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        var sizes: [Int] = []
        for index in 0..<node.operandCount {
            guard case .constant(let constant) = try node.operand(index), let values = constant.integers,
                constant.type == .int64, constant.shape.rank == 1
            else {
                throw node.unsupported("anything but lists of sizes", supported: "constant int64 lists")
            }
            sizes += values
        }
        guard let axis = try node.integer("axis") else { throw node.invalid("attribute 'axis' is missing") }
        _ = try node.axis(axis, rank: 1)
        return .constant(
            Constant(name: node.outputName, type: .int64, shape: TensorShape([sizes.count]), elements: .integers(sizes))
        )
    }
}

extension Constant {
    /// The elements at flat indices, under a new shape.
    fileprivate func picking(_ indices: [Int], _ shape: TensorShape) -> Constant {
        let picked: Elements =
            switch elements {
            case .reals(let values): .reals(indices.map { values[$0] })
            case .integers(let values): .integers(indices.map { values[$0] })
            }
        return Constant(name: name, type: type, shape: shape, elements: picked)
    }
}
