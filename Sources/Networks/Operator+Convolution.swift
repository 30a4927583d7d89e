import Exact
package import Kernels

/// y = K * x + b, or y = K^T x + b: Conv and ConvTranspose.
package struct ConvolutionLayer: Hashable, Sendable {
    /// The kernel's entries are the stored weights, exactly.
    package let convolution: Convolution
    /// Whether the layer maps outputs of the convolution to its inputs.
    package let isTransposed: Bool
    /// One entry per channel of the result; `nil` when the layer has no bias at all.
    package let bias: [Double]?

    /// Requires as many bias entries as the result has channels.
    package init(_ convolution: Convolution, isTransposed: Bool = false, bias: [Double]?) {
        let channels = isTransposed ? convolution.inputChannels : convolution.outputChannels
        precondition(bias.map { $0.count == channels } ?? true, "bias and kernel disagree")
        self.convolution = convolution
        self.isTransposed = isTransposed
        self.bias = bias
    }

    var inputCount: Int { isTransposed ? convolution.outputCount : convolution.inputCount }
    var outputCount: Int { isTransposed ? convolution.inputCount : convolution.outputCount }

    /// The layer as a linear map. A kernel that covers the whole picture is an ordinary matrix.
    var map: LinearMap {
        if isTransposed { return .transposedConvolution(convolution) }
        return convolution.wholeMatrix.map { .dense($0) } ?? .convolution(convolution)
    }

    /// The bias of every element of the result.
    var addends: [Double]? {
        guard let bias else { return nil }
        let places = outputCount / bias.count
        return bias.flatMap { [Double](repeating: $0, count: places) }
    }

    /// Sums by channel, then line, then column of the kernel; the bias comes last. Cost: a multiplication per entry of the
    /// map's matrix that is not in the padding.
    func evaluate<S: Scalar>(_ x: [S]) -> [S] {
        let weights = convolution.kernel.values.map { S(weight: $0) }
        var result = [S](repeating: .zero, count: outputCount)
        for i in result.indices {
            var sum = S.zero
            if isTransposed {
                convolution.forEachEntry(column: i) { j, entry in sum += weights[entry] * x[j] }
            } else {
                convolution.forEachEntry(row: i) { j, entry in sum += weights[entry] * x[j] }
            }
            result[i] = sum
        }
        guard let addends else { return result }
        for i in result.indices { result[i] += S(weight: addends[i]) }
        return result
    }
}

extension SparseMatrix {
    func evaluate<S: Scalar>(_ x: [S]) -> [S] {
        (0..<rows).map { row in
            var sum = S.zero
            for entry in entries(ofRow: row) {
                let value = x[places[entry]]
                sum += values[entry] == 1 ? value : S(weight: values[entry]) * value
            }
            return sum
        }
    }
}
