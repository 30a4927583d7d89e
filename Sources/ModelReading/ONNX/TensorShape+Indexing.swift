import Networks

/// Shapes as index arithmetic: NumPy's transposition and broadcasting as lists of flat indices.
extension TensorShape {
    /// No constant may hold more elements: 2 GB of Doubles.
    static let constantLimit = 1 << 28
    /// No tensor in between may hold more elements. Its shape is cheap to write down, and dear to work with.
    static let computedLimit = 1 << 24

    /// The shape, unless it counts more than `limit` elements or has a negative dimension.
    init?(_ dimensions: [Int], limit: Int) {
        guard dimensions.allSatisfy({ $0 >= 0 }) else { return nil }
        var count = 1
        for dimension in dimensions where dimension > 0 {
            // Zeros are left out: a tensor without elements must not hide an absurd dimension.
            guard dimension <= limit / count else { return nil }
            count *= dimension
        }
        self.init(dimensions)
    }

    /// How far apart in the flat tensor neighbours along each dimension are.
    var strides: [Int] {
        var stride = 1
        var result = [Int](repeating: 1, count: rank)
        for axis in dimensions.indices.reversed() {
            result[axis] = stride
            stride *= dimensions[axis]
        }
        return result
    }

    /// Whether a transposition leaves the flat order alone, because it only moves dimensions of size 1.
    func isFlatUnder(_ permutation: [Int]) -> Bool {
        let moved = permutation.filter { dimensions[$0] != 1 }
        return moved == moved.sorted()
    }

    /// For each element of the transposed tensor, the flat index of the element it copies.
    func indices(permuted permutation: [Int]) -> [Int] {
        let strides = strides
        return flatIndices(
            dimensions: permutation.map { dimensions[$0] }, strides: permutation.map { strides[$0] })
    }

    /// For each element of a tensor of shape `target`, the flat index of the element of this shape that NumPy
    /// broadcasting copies. Requires a target made by ``broadcast(with:)``.
    func indices(broadcastTo target: TensorShape) -> [Int] {
        let lead = target.rank - rank
        let strides = strides
        let stretched = target.dimensions.indices.map { axis in
            axis < lead || dimensions[axis - lead] == 1 ? 0 : strides[axis - lead]
        }
        return flatIndices(dimensions: target.dimensions, strides: stretched)
    }

    /// For each element of the tensor whose axes have these places of this one's, the flat index of the element it copies.
    func indices(at places: [[Int]]) -> [Int] {
        zip(places, strides).reduce([0]) { bases, axis in
            bases.flatMap { base in axis.0.map { base + $0 * axis.1 } }
        }
    }

    /// The same where places may be missing.
    func indices(at places: [[Int?]]) -> [Int?] {
        zip(places, strides).reduce([0]) { bases, axis in
            bases.flatMap { base in
                axis.0.map { place in base.flatMap { base in place.map { base + $0 * axis.1 } } }
            }
        }
    }

    /// The dimensions to which NumPy broadcasts both; `nil` when they do not fit. They may be beyond any limit.
    func broadcast(with other: TensorShape) -> [Int]? {
        let rank = max(self.rank, other.rank)
        let mine = [Int](repeating: 1, count: rank - self.rank) + dimensions
        let theirs = [Int](repeating: 1, count: rank - other.rank) + other.dimensions
        var result: [Int] = []
        for (a, b) in zip(mine, theirs) {
            guard a == b || a == 1 || b == 1 else { return nil }
            result.append(a == 1 ? b : a)
        }
        return result
    }
}

/// The flat indices met when walking a tensor of these dimensions in C order with these strides.
private func flatIndices(dimensions: [Int], strides: [Int]) -> [Int] {
    var result = [0]
    result.reserveCapacity(dimensions.reduce(1, *))
    for (dimension, stride) in zip(dimensions, strides) {
        result = result.flatMap { base in (0..<dimension).map { base + $0 * stride } }
    }
    return result
}
