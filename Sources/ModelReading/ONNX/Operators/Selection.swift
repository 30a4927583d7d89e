import Contexts
import Kernels
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
        return try pick(picked, of: x, shape, node, &builder)
    }

    /// Some elements of a tensor, under a new shape.
    private static func pick(
        _ picked: [Int], of x: Operand, _ shape: TensorShape, _ node: NodeLowering, _ builder: inout NetworkBuilder,
        output: Int = 0
    ) throws(ModelError) -> Operand {
        switch x {
        case .constant(let constant): return .constant(constant.picking(picked, shape))
        case .value(let value):
            guard !picked.isEmpty else { throw node.invalid("it picks no elements") }
            let isWhole = picked == Array(0..<value.shape.count)
            return .value(
                builder.append(
                    isWhole ? .reshape : .gather(Gather(indices: picked)), to: [value], shape: shape, for: node,
                    output: output))
        }
    }

    /// Broadcasting to constant sizes.
    static func expand(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let x = try node.operand(0)
        guard let sizes = try node.list(at: 1) else { throw node.invalid("input 1 is left out") }
        guard sizes.allSatisfy({ $0 > 0 }), let dimensions = x.shape.broadcast(with: TensorShape(sizes)) else {
            throw node.invalid("shape \(x.shape) does not expand to \(sizes)")
        }
        let shape = try node.shape(dimensions)
        return try pick(x.shape.indices(broadcastTo: shape), of: x, shape, node, &builder)
    }

    /// Parts of a tensor along an axis, of equal size unless sizes are given.
    static func split(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> [Operand] {
        let x = try node.operand(0)
        let axis = try node.axis(try node.integer("axis") ?? 0, rank: x.shape.rank)
        let (size, count) = (x.shape.dimensions[axis], node.outputNames.count)
        var sizes: [Int]
        if let given = try node.list(at: 1, or: "split") {
            sizes = given
        } else {
            let each = (size + count - 1) / count
            sizes = (0..<count).map { min(each, size - $0 * each) }
        }
        guard sizes.count == count, sizes.allSatisfy({ $0 >= 0 }), sizes.reduce(0, +) == size else {
            throw node.invalid("parts of sizes \(sizes) of an axis of \(size)")
        }
        var start = 0
        var parts: [Operand] = []
        for (output, length) in sizes.enumerated() {
            var ranges = x.shape.dimensions.map { Array(0..<$0) }
            ranges[axis] = Array(start..<start + length)
            start += length
            let shape = TensorShape(ranges.map(\.count))
            parts.append(
                try pick(x.shape.indices(at: ranges), of: x, shape, node, &builder, output: output))
        }
        return parts
    }

    /// Every `step`-th element from `start` to before `end`, along some axes. Attributes before opset 10, inputs since.
    static func slice(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let x = try node.operand(0)
        guard let starts = try node.list(at: 1, or: "starts"),
            let ends = try node.list(at: 2, or: "ends")
        else { throw node.invalid("it has no starts or no ends") }
        let axes = try node.axes(at: 3) ?? Array(starts.indices)
        let steps = try node.list(at: 4) ?? [Int](repeating: 1, count: starts.count)
        guard ends.count == starts.count, axes.count == starts.count, steps.count == starts.count else {
            throw node.invalid("starts, ends, axes and steps of different lengths")
        }
        var ranges = x.shape.dimensions.map { Array(0..<$0) }
        for (k, given) in axes.enumerated() {
            let axis = try node.axis(given, rank: x.shape.rank)
            let (size, step) = (x.shape.dimensions[axis], steps[k])
            guard step != 0 else { throw node.invalid("a step of 0") }
            // Places from the end are negative, and everything beyond an end is cut to it.
            func place(_ value: Int, least: Int, most: Int) -> Int {
                min(max(value < 0 ? value + size : value, least), most)
            }
            ranges[axis] =
                step > 0
                ? Array(
                    stride(
                        from: place(starts[k], least: 0, most: size), to: place(ends[k], least: 0, most: size), by: step
                    ))
                : Array(
                    stride(
                        from: place(starts[k], least: 0, most: size - 1),
                        to: ends[k] < -size ? -1 : place(ends[k], least: -1, most: size - 1), by: step))
        }
        let shape = TensorShape(ranges.map(\.count))
        return try pick(x.shape.indices(at: ranges), of: x, shape, node, &builder)
    }

    /// Tensors one after the other along an axis.
    static func concat(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        var operands: [Operand] = []
        for index in 0..<node.operandCount { operands.append(try node.operand(index)) }
        guard let given = try node.integer("axis") else { throw node.invalid("attribute 'axis' is missing") }
        let first = operands[0].shape.dimensions
        let axis = try node.axis(given, rank: first.count)
        var dimensions = first
        dimensions[axis] = 0
        for operand in operands {
            var other = operand.shape.dimensions
            guard other.count == first.count else { throw node.invalid("shapes of different ranks") }
            dimensions[axis] += other[axis]
            other[axis] = first[axis]
            guard other == first else {
                throw node.invalid("shapes \(operands[0].shape) and \(operand.shape) do not fit along axis \(axis)")
            }
        }
        let shape = try node.shape(dimensions)
        var start = 0
        let places = operands.map { operand in
            var ranges = dimensions.map { Array(0..<$0) }
            ranges[axis] = Array(start..<start + operand.shape.dimensions[axis])
            start += operand.shape.dimensions[axis]
            return shape.indices(at: ranges)
        }
        if let constant = try constants(operands, places, shape, node) { return .constant(constant) }
        return .value(try concatenated(operands, places, shape, node, &builder))
    }

    /// The concatenation of constants of one type; `nil` when an input is computed.
    private static func constants(
        _ operands: [Operand], _ places: [[Int]], _ shape: TensorShape, _ node: NodeLowering
    ) throws(ModelError) -> Constant? {
        var all: [Constant] = []
        for operand in operands {
            guard case .constant(let constant) = operand else { return nil }
            guard constant.type == all.first?.type ?? constant.type else {
                throw node.invalid("constants of types \(all[0].type.name) and \(constant.type.name)")
            }
            all.append(constant)
        }
        func joined<Element>(_ parts: [[Element]], _ filler: Element) -> [Element] {
            var result = [Element](repeating: filler, count: shape.count)
            for (part, places) in zip(parts, places) {
                for (element, place) in zip(part, places) { result[place] = element }
            }
            return result
        }
        let integers = all.compactMap(\.integers)
        let elements: Constant.Elements =
            integers.count == all.count ? .integers(joined(integers, 0)) : .reals(joined(all.compactMap(\.reals), 0))
        return Constant(name: node.outputName, type: all[0].type, shape: shape, elements: elements)
    }

    /// Computed tensors at their places, and constant ones added where they belong.
    private static func concatenated(
        _ operands: [Operand], _ places: [[Int]], _ shape: TensorShape, _ node: NodeLowering,
        _ builder: inout NetworkBuilder
    ) throws(ModelError) -> ComputedTensor {
        var values: [ComputedTensor] = []
        var targets: [[Int]] = []
        var addends = [Double](repeating: 0, count: shape.count)
        for index in operands.indices {
            if case .constant(let constant) = operands[index], constant.shape.count == 0 { continue }
            switch try node.realOperand(index) {
            case .value(let x):
                values.append(x)
                targets.append(places[index])
            case .constant(let constants, _):
                for (value, place) in zip(constants, places[index]) { addends[place] = value }
            }
        }
        let count = targets.reduce(0) { $0 + $1.count }
        guard count < shape.count else {
            return builder.append(
                .concatenate(Concatenation(places: targets)), to: values, shape: shape, for: node)
        }
        var start = 0
        let dense = targets.map { target in
            defer { start += target.count }
            return Array(start..<start + target.count)
        }
        let joined = builder.append(
            .concatenate(Concatenation(places: dense)), to: values, shape: try node.shape([count]), for: node,
            step: "joined")
        let matrix = SparseMatrix(placing: targets.flatMap { $0 }, rows: shape.count)
        let placed = builder.append(.sparse(matrix), to: [joined], shape: shape, for: node, step: "placed")
        return builder.append(.offset(Offset(addends: addends)), to: [placed], shape: shape, for: node)
    }

    /// A wider tensor: a constant around it, or its own elements again.
    static func pad(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        guard case .value(let x) = try node.realOperand(0) else {
            throw node.unsupported("a constant input", supported: "a computed input")
        }
        guard let pads = try node.list(at: 1, or: "pads") else { throw node.invalid("it has no pads") }
        let axes = try node.list(at: 3) ?? Array(x.shape.dimensions.indices)
        let limit = TensorShape.computedLimit
        guard pads.count == 2 * axes.count, pads.allSatisfy({ (-limit...limit).contains($0) }) else {
            throw node.invalid("\(pads.count) pads for \(axes.count) axes")
        }
        let mode = try node.string("mode") ?? "constant"
        var ranges = x.shape.dimensions.map { Array(0..<$0) as [Int?] }
        for (k, given) in axes.enumerated() {
            let axis = try node.axis(given, rank: x.shape.rank)
            let size = x.shape.dimensions[axis]
            let range = -pads[k]..<max(-pads[k], size + pads[axes.count + k])
            ranges[axis] = []
            for place in range { ranges[axis].append(try source(of: place, size: size, mode, node)) }
        }
        let shape = try node.shape(ranges.map(\.count))
        guard shape.count > 0 else { throw node.invalid("nothing is left inside its pads") }
        let sources = x.shape.indices(at: ranges)
        let whole = sources.compactMap { $0 }
        if whole.count == sources.count {
            return .value(builder.append(.gather(Gather(indices: whole)), to: [x], shape: shape, for: node))
        }
        let value = try padding(node)
        let matrix = SparseMatrix(
            columns: x.shape.count, rows: sources.map { $0.map { [(column: $0, value: 1)] } ?? [] })
        let placed = builder.append(
            .sparse(matrix), to: [x], shape: shape, for: node, step: value == 0 ? nil : "placed")
        if value == 0 { return .value(placed) }
        let offset = Offset(addends: sources.map { $0 == nil ? value : 0 })
        return .value(builder.append(.offset(offset), to: [placed], shape: shape, for: node))
    }

    /// The element that stands at a place in or beside an axis; `nil` for the constant.
    private static func source(
        of place: Int, size: Int, _ mode: String, _ node: NodeLowering
    ) throws(ModelError) -> Int? {
        if (0..<size).contains(place) { return place }
        guard size > 0 else { throw node.invalid("an axis without elements") }
        switch mode {
        case "constant": return nil
        case "edge": return min(max(place, 0), size - 1)
        case "wrap": return (place % size + size) % size
        case "reflect" where size > 1:
            let period = 2 * (size - 1)
            let shifted = (place % period + period) % period
            return shifted < size ? shifted : period - shifted
        default:
            throw node.unsupported("mode '\(mode)'", supported: "constant, edge, reflect, wrap")
        }
    }

    private static func padding(_ node: NodeLowering) throws(ModelError) -> Double {
        if let value = try node.real("value") {
            guard value.isFinite else { throw node.unsupported("padding \(value)", supported: "a finite number") }
            return Double(value)
        }
        guard node.optionalOperand(2) != nil else { return 0 }
        guard case .constant(let values, _) = try node.realOperand(2), values.count == 1 else {
            throw node.unsupported("padding that is no constant number", supported: "a constant number")
        }
        return values[0]
    }
}
