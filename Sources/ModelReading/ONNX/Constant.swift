import Networks

/// A tensor whose elements the model file gives: a weight, or a list of sizes.
struct Constant {
    /// For messages.
    let name: String
    let type: TensorType
    let shape: TensorShape
    let elements: Elements

    /// As many as the shape counts, in C order.
    enum Elements {
        /// Finite floats, exactly.
        case reals([Double])
        /// Integers, and truth values as 0 and 1.
        case integers([Int])
    }

    /// Requires elements that fill the shape.
    init(name: String, type: TensorType, shape: TensorShape, elements: Elements) {
        self.name = name
        self.type = type
        self.shape = shape
        self.elements = elements
    }

    /// The elements when they are floats.
    var reals: [Double]? {
        if case .reals(let values) = elements { values } else { nil }
    }

    /// The elements when they are integers.
    var integers: [Int]? {
        if case .integers(let values) = elements { values } else { nil }
    }

    /// The elements at flat indices, under a new shape.
    func picking(_ indices: [Int], _ shape: TensorShape) -> Constant {
        let picked: Elements =
            switch elements {
            case .reals(let values): .reals(indices.map { values[$0] })
            case .integers(let values): .integers(indices.map { values[$0] })
            }
        return Constant(name: name, type: type, shape: shape, elements: picked)
    }

    /// The elements as numbers of another type, rounded to nearest or cut to integers; `nil` when that cannot be done.
    func cast(to target: TensorType) -> Constant? {
        let cast: Elements
        switch (elements, target) {
        case (.reals(let values), .float64): cast = .reals(values)
        case (.reals(let values), .float32):
            let rounded = values.map { Double(Float($0)) }
            guard rounded.allSatisfy(\.isFinite) else { return nil }
            cast = .reals(rounded)
        case (.reals(let values), .int64):
            var integers: [Int] = []
            for value in values {
                guard let integer = Int(exactly: value.rounded(.towardZero)) else { return nil }
                integers.append(integer)
            }
            cast = .integers(integers)
        case (.integers(let values), .float32): cast = .reals(values.map { Double(Float($0)) })
        case (.integers(let values), .float64): cast = .reals(values.map { Double($0) })
        case (.integers(let values), .int64): cast = .integers(values)
        default: return nil
        }
        return Constant(name: name, type: target, shape: shape, elements: cast)
    }

    /// The same elements under another shape. Requires an equal count.
    func reshaped(_ shape: TensorShape) -> Constant {
        Constant(name: name, type: type, shape: shape, elements: elements)
    }

    /// Output dimension i is input dimension `permutation[i]`.
    func transposed(_ permutation: [Int]) -> Constant {
        let target = TensorShape(permutation.map { shape.dimensions[$0] })
        guard !shape.isFlatUnder(permutation) else { return reshaped(target) }
        let permuted: Elements =
            switch elements {
            case .reals(let values) where shape.rank == 2:
                .reals(transpose(values, rows: shape.dimensions[0], columns: shape.dimensions[1]))
            case .reals(let values): .reals(shape.indices(permuted: permutation).map { values[$0] })
            case .integers(let values): .integers(shape.indices(permuted: permutation).map { values[$0] })
            }
        return Constant(name: name, type: type, shape: target, elements: permuted)
    }
}

/// The transpose of a row-major matrix. In square blocks that fit the cache: a weight of a few hundred megabytes would
/// otherwise cost one cache miss per entry.
func transpose(_ values: [Double], rows: Int, columns: Int) -> [Double] {
    let block = 32
    var result = [Double](repeating: 0, count: values.count)
    for top in stride(from: 0, to: rows, by: block) {
        for left in stride(from: 0, to: columns, by: block) {
            for row in top..<min(top + block, rows) {
                for column in left..<min(left + block, columns) {
                    result[column * rows + row] = values[row * columns + column]
                }
            }
        }
    }
    return result
}
