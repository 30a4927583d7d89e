import Networks

/// `x`, `y`, or an element such as `X_3`.
struct TensorReference {
    let isInput: Bool
    let letter: String
    let shape: TensorShape
    /// The number in `X_3`; `nil` for a whole tensor.
    let number: Int?

    init?(_ name: String, _ network: DeclaredNetwork) {
        switch name {
        case "x", "X": (isInput, number) = (true, nil)
        case "y", "Y": (isInput, number) = (false, nil)
        default:
            guard name.hasPrefix("X_") || name.hasPrefix("Y_"), let index = Int(name.dropFirst(2)) else { return nil }
            (isInput, number) = (name.hasPrefix("X"), index)
        }
        letter = isInput ? "x" : "y"
        shape = isInput ? network.inputShape : network.outputShape
    }
}

extension TensorShape {
    /// The sizes that indices may run over: the flat tensor, or its dimensions, with or without leading ones (a batch
    /// dimension is nobody's interest).
    var indexForms: [[Int]] {
        let inner = Array(dimensions.drop { $0 == 1 })
        var forms = [[count]]
        for form in [inner, dimensions] where form.count > 1 && !forms.contains(form) { forms.append(form) }
        return forms
    }

    /// The flat index; `nil` when the indices fit no form.
    func flatIndex(_ indices: [Int]) -> Int? {
        flatIndices(indices.map { $0...$0 })?.first
    }

    /// The flat indices of a block, in C order; `nil` when the ranges fit no form.
    func flatIndices(_ ranges: [ClosedRange<Int>]) -> [Int]? {
        guard let form = indexForms.first(where: { $0.count == ranges.count }),
            zip(ranges, form).allSatisfy({ $0.lowerBound >= 0 && $0.upperBound < $1 })
        else { return nil }
        return zip(ranges, form).reduce([0]) { flat, dimension in
            flat.flatMap { start in dimension.0.map { start * dimension.1 + $0 } }
        }
    }
}

extension DeclaredNetwork {
    /// `x[0]..x[783]`.
    func elementNames(isInput: Bool) -> String {
        let (letter, count) = isInput ? ("x", inputCount) : ("y", outputCount)
        return count == 1 ? "\(letter)[0]" : "\(letter)[0]..\(letter)[\(count - 1)]"
    }

    /// A ReLU layer by its number.
    func layer(_ number: Int) -> ReLULayer? { layers.indices.contains(number) ? layers[number] : nil }

    var layerNames: [String] { layers.names }
}
