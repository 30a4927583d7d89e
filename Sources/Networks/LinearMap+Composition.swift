import Kernels

/// Maps after maps, where the product is exact, and no more work than its factors.
extension LinearMap {
    /// The map `inner`, then this one; `nil` when their product has an entry that is no Double, or is larger than both.
    /// Requires maps that chain.
    func composed(after inner: LinearMap) -> LinearMap? {
        switch (self, inner) {
        case (.identity, let map), (let map, .identity): map
        case (.negation, let map), (let map, .negation): map.negated
        case (.selection(let outer), .selection(let indices)): .selection(outer.map { indices[$0] })
        case (.selection(let rows), .dense(let matrix)) where rows.count <= matrix.rows:
            .dense(
                Matrix(rows: rows.count, columns: matrix.columns, values: rows.flatMap { Array(matrix.row($0)) }))
        case (.diagonal(let factors), .dense(let matrix)): matrix.scalingRows(by: factors).map { .dense($0) }
        case (.dense(let matrix), .diagonal(let factors)): matrix.scalingColumns(by: factors).map { .dense($0) }
        case (.diagonal(let outer), .diagonal(let factors)):
            ExactFloats.products(outer, factors).map { .diagonal($0) }
        case (.diagonal(let factors), .convolution(let convolution)):
            convolution.scalingOutputs(by: factors).map { .convolution($0) }
        case (.convolution(let convolution), .diagonal(let factors)):
            convolution.scalingInputs(by: factors).map { .convolution($0) }
        default: nil
        }
    }

    /// The map of a constant vector; `nil` when the result is not exact.
    func image(of constants: [Double], width: Int) -> [Double]? {
        if constants.allSatisfy({ $0 == 0 }) { return [Double](repeating: 0, count: width) }
        switch self {
        case .identity: return constants
        case .negation: return constants.map { -$0 }
        case .selection(let indices): return indices.map { constants[$0] }
        case .diagonal(let factors): return ExactFloats.products(constants, factors)
        case .dense, .sparse, .convolution, .transposedConvolution, .division: return nil
        }
    }

    /// Whether the map may be distributed over a sum without doing anything twice that costs much.
    var isElementwise: Bool {
        switch self {
        case .identity, .negation, .selection, .diagonal, .division: true
        case .dense, .sparse, .convolution, .transposedConvolution: false
        }
    }

    /// The map times -1; `nil` where that needs another form of map.
    private var negated: LinearMap? {
        switch self {
        case .dense(let matrix): .dense(matrix.negated)
        case .sparse(let matrix):
            .sparse(
                SparseMatrix(
                    rows: matrix.rows, columns: matrix.columns, starts: matrix.starts, places: matrix.places,
                    values: matrix.values.map { -$0 }))
        case .convolution(let convolution): .convolution(convolution.with(kernel: convolution.kernel.negated))
        case .transposedConvolution(let convolution):
            .transposedConvolution(convolution.with(kernel: convolution.kernel.negated))
        case .diagonal(let factors): .diagonal(factors.map { -$0 })
        case .division(let divisors): .division(divisors.map { -$0 })
        case .selection: nil
        case .identity: .negation
        case .negation: .identity
        }
    }
}

extension Matrix {
    fileprivate var negated: Matrix { Matrix(rows: rows, columns: columns, values: values.map { -$0 }) }

    fileprivate func scalingRows(by factors: [Double]) -> Matrix? {
        let all = factors.flatMap { [Double](repeating: $0, count: columns) }
        return ExactFloats.products(values, all).map { Matrix(rows: rows, columns: columns, values: $0) }
    }

    fileprivate func scalingColumns(by factors: [Double]) -> Matrix? {
        let all = (0..<rows).flatMap { _ in factors }
        return ExactFloats.products(values, all).map { Matrix(rows: rows, columns: columns, values: $0) }
    }
}

extension Convolution {
    /// Factors that are the same at all places of a channel go into the kernel.
    fileprivate func scalingOutputs(by factors: [Double]) -> Convolution? {
        guard let perChannel = factors.perChannel(outputChannels) else { return nil }
        return kernel.scalingRows(by: perChannel).map { with(kernel: $0) }
    }

    fileprivate func scalingInputs(by factors: [Double]) -> Convolution? {
        guard let perChannel = factors.perChannel(inputChannels) else { return nil }
        let taps = vertical.kernel * horizontal.kernel
        let outputs = outputChannels / groups
        let all = (0..<outputChannels).flatMap { o in
            (0..<channelsPerGroup).flatMap { c in
                [Double](repeating: perChannel[o / outputs * channelsPerGroup + c], count: taps)
            }
        }
        return ExactFloats.products(kernel.values, all).map {
            with(kernel: Matrix(rows: kernel.rows, columns: kernel.columns, values: $0))
        }
    }
}

extension [Double] {
    /// One number per channel, when all elements of a channel are equal.
    fileprivate func perChannel(_ channels: Int) -> [Double]? {
        let places = count / channels
        for (i, value) in enumerated() where value != self[i / places * places] { return nil }
        return (0..<channels).map { self[$0 * places] }
    }
}
