import Contexts
import Networks

/// Operators that move elements but compute nothing: they work on constants of any type as well.
enum Reshaping {
    static func identity(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let x = try node.operand(0)
        return try reshaped(x, x.shape.dimensions, node, &builder)
    }

    /// A Cast that changes nothing, or that of a constant between number types: rounded as the runtime rounds it.
    static func cast(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        guard let code = try node.integer("to") else { throw node.invalid("attribute 'to' is missing") }
        let target = TensorType(code: Int32(truncatingIfNeeded: code))
        let x = try node.operand(0)
        let source: TensorType
        switch x {
        case .value: source = TensorType(node.elementType)
        case .constant(let constant):
            source = constant.type
            if source != target, let cast = constant.cast(to: target) { return .constant(cast) }
        }
        guard source == target else {
            throw node.unsupported("a cast from \(source.name) to \(target.name)", supported: "a cast to the same type")
        }
        return try reshaped(x, x.shape.dimensions, node, &builder)
    }

    /// A constant of constant sizes.
    static func constantOfShape(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        guard let sizes = try node.list(at: 0) else { throw node.invalid("input 0 is left out") }
        guard sizes.allSatisfy({ $0 >= 0 }) else { throw node.invalid("sizes \(sizes)") }
        let shape = try node.shape(sizes)
        let value =
            try node.tensor("value")
            ?? Constant(name: node.outputName, type: .float32, shape: TensorShape([1]), elements: .reals([0]))
        guard value.shape.count == 1 else { throw node.invalid("a value of shape \(value.shape)") }
        return .constant(value.picking([Int](repeating: 0, count: shape.count), shape))
    }

    /// Dropout at inference is the identity; the ratio has no effect, and nothing may read the mask.
    static func dropout(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        if let mode = try node.integers(at: 2), mode.contains(where: { $0 != 0 }) {
            throw node.unsupported("training mode on", supported: "inference")
        }
        return try identity(node, &builder)
    }

    static func constant(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        if let tensor = try node.tensor("value") { return .constant(tensor) }
        if let value = try node.real("value_float") { return try .constant(node.constant([value], [])) }
        if let values = try node.reals("value_floats") { return try .constant(node.constant(values, [values.count])) }
        if let value = try node.integer("value_int") { return .constant(node.constant([value], [])) }
        if let values = try node.integers("value_ints") { return .constant(node.constant(values, [values.count])) }
        throw node.invalid("it has no value")
    }

    /// The matrix of the elements before and from an axis.
    static func flatten(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let x = try node.operand(0)
        let dimensions = x.shape.dimensions
        let given = try node.integer("axis") ?? 1
        // Unlike other operators, Flatten takes the rank itself as an axis: all elements in one column.
        let axis = given == dimensions.count ? given : try node.axis(given, rank: dimensions.count)
        let sizes = [dimensions[..<axis], dimensions[axis...]].map { $0.reduce(1, *) }
        return try reshaped(x, sizes, node, &builder)
    }

    /// The sizes are constant; 0 copies the dimension at its place unless `allowzero` is set, and one -1 takes the rest.
    static func reshape(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let x = try node.operand(0)
        guard var sizes = try node.list(at: 1) else { throw node.invalid("input 1 is left out") }
        let described = "cannot reshape \(x.shape) to \(sizes)"
        if try node.integer("allowzero") ?? 0 == 0 {
            for axis in sizes.indices where sizes[axis] == 0 {
                guard axis < x.shape.rank else { throw node.invalid(described) }
                sizes[axis] = x.shape.dimensions[axis]
            }
        }
        if let free = sizes.firstIndex(of: -1) {
            sizes[free] = 1
            guard let rest = TensorShape(sizes, limit: x.shape.count)?.count, rest > 0, x.shape.count % rest == 0 else {
                throw node.invalid(described)
            }
            sizes[free] = x.shape.count / rest
        }
        guard TensorShape(sizes, limit: x.shape.count)?.count == x.shape.count else { throw node.invalid(described) }
        return try reshaped(x, sizes, node, &builder)
    }

    /// Removes dimensions of size 1: all of them, or those at the given axes.
    static func squeeze(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let x = try node.operand(0)
        let dimensions = x.shape.dimensions
        var axes: Set<Int> = []
        if let given = try node.axes() {
            for axis in given { axes.insert(try node.axis(axis, rank: dimensions.count)) }
        } else {
            axes = Set(dimensions.indices.filter { dimensions[$0] == 1 })
        }
        if let wide = axes.sorted().first(where: { dimensions[$0] != 1 }) {
            throw node.invalid("axis \(wide) of shape \(x.shape) is not of size 1")
        }
        let kept = dimensions.indices.filter { !axes.contains($0) }.map { dimensions[$0] }
        return try reshaped(x, kept, node, &builder)
    }

    /// Inserts dimensions of size 1 so that they stand at the given axes of the result.
    static func unsqueeze(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let x = try node.operand(0)
        guard let given = try node.axes() else { throw node.invalid("it has no axes") }
        let rank = x.shape.rank + given.count
        var axes: Set<Int> = []
        for axis in given { axes.insert(try node.axis(axis, rank: rank)) }
        guard axes.count == given.count else { throw node.invalid("axes \(given) name an axis twice") }
        var rest = x.shape.dimensions.makeIterator()
        let dimensions = (0..<rank).map { axes.contains($0) ? 1 : rest.next() ?? 1 }
        return try reshaped(x, dimensions, node, &builder)
    }

    /// Reorders dimensions; reverses them when no order is given.
    static func transpose(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let operand = try node.operand(0)
        let axes = Array(operand.shape.dimensions.indices)
        let order = try node.integers("perm") ?? axes.reversed()
        guard order.sorted() == axes else {
            throw node.invalid("perm \(order) does not order the dimensions of \(operand.shape)")
        }
        guard case .value(let x) = operand, !x.shape.isFlatUnder(order) else {
            if case .constant(let constant) = operand { return .constant(constant.transposed(order)) }
            return try reshaped(operand, order.map { operand.shape.dimensions[$0] }, node, &builder)
        }
        let shape = TensorShape(order.map { x.shape.dimensions[$0] })
        let gather = Gather(indices: x.shape.indices(permuted: order))
        return .value(builder.append(.gather(gather), to: [x], shape: shape, for: node))
    }

    /// The same elements under dimensions that count as many.
    private static func reshaped(
        _ x: Operand, _ dimensions: [Int], _ node: NodeLowering, _ builder: inout NetworkBuilder
    ) throws(ModelError) -> Operand {
        let shape = TensorShape(dimensions)
        switch x {
        case .constant(let constant): return .constant(constant.reshaped(shape))
        case .value(let value): return .value(builder.append(.reshape, to: [value], shape: shape, for: node))
        }
    }
}

extension NodeLowering {
    /// Float32 values from attributes as a constant.
    fileprivate func constant(_ values: [Float], _ dimensions: [Int]) throws(ModelError) -> Constant {
        if let index = values.firstIndex(where: { !$0.isFinite }) {
            throw .nonFiniteWeight(file: file, tensor: outputName, index: index, value: "\(values[index])")
        }
        return Constant(
            name: outputName, type: .float32, shape: TensorShape(dimensions),
            elements: .reals(values.map { Double($0) }))
    }

    fileprivate func constant(_ values: [Int], _ dimensions: [Int]) -> Constant {
        Constant(name: outputName, type: .int64, shape: TensorShape(dimensions), elements: .integers(values))
    }
}
