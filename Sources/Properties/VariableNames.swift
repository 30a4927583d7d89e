/// What a property file calls the elements of one tensor.
package struct TensorName: Hashable, Sendable {
    package let name: String
    /// The declared dimensions (empty for a scalar); `nil` when every element is a variable of its own, as in VNN-LIB 1.0.
    package let dimensions: [Int]?

    package init(name: String, dimensions: [Int]? = nil) {
        self.name = name
        self.dimensions = dimensions
    }

    /// The name of the element at a flat index in C order: `X_3`, `X[0,3]`, or `X` for a scalar.
    package func element(_ index: Int) -> String {
        guard let dimensions else { return "\(name)_\(index)" }
        if dimensions.isEmpty { return name }
        var rest = index
        var indices: [String] = []
        for dimension in dimensions.reversed() {
            indices.append(String(rest % dimension))
            rest /= dimension
        }
        return "\(name)[\(indices.reversed().joined(separator: ","))]"
    }
}

/// What a property file calls its variables.
package struct VariableNames: Hashable, Sendable {
    private let inputs: [TensorName]
    private let outputs: [TensorName]
    /// The element of the declared inputs that each input is; `nil` when they are the same.
    private let keptInputs: [Int]?

    /// `X_0`, `X_1`, ... and `Y_0`, `Y_1`, ...
    package static let indexed = VariableNames(input: TensorName(name: "X"), output: TensorName(name: "Y"))

    package init(input: TensorName, output: TensorName) {
        self.init(inputs: [input], outputs: [output])
    }

    /// The elements of the tensors are counted through, in the order of the tensors. Requires dimensions for all tensors of
    /// a list but the last.
    package init(inputs: [TensorName], outputs: [TensorName]) {
        self.init(inputs: inputs, outputs: outputs, keptInputs: nil)
    }

    private init(inputs: [TensorName], outputs: [TensorName], keptInputs: [Int]?) {
        self.inputs = inputs
        self.outputs = outputs
        self.keptInputs = keptInputs
    }

    /// The names when input i is the one that is number `inputs[i]` now.
    package func keeping(inputs kept: [Int]) -> VariableNames {
        VariableNames(
            inputs: inputs, outputs: outputs, keptInputs: kept.map { keptInputs?[$0] ?? $0 })
    }

    /// The name of a variable as the file would write it.
    package func name(of variable: Variable) -> String {
        switch variable {
        case .input(let index): Self.element(keptInputs?[index] ?? index, of: inputs)
        case .output(let index): Self.element(index, of: outputs)
        }
    }

    private static func element(_ index: Int, of tensors: [TensorName]) -> String {
        var rest = index
        for tensor in tensors {
            guard let count = tensor.dimensions?.reduce(1, *), rest >= count else { return tensor.element(rest) }
            rest -= count
        }
        preconditionFailure("no tensor has an element \(index)")
    }
}
