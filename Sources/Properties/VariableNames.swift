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
    package let input: TensorName
    package let output: TensorName

    /// `X_0`, `X_1`, ... and `Y_0`, `Y_1`, ...
    package static let indexed = VariableNames(input: TensorName(name: "X"), output: TensorName(name: "Y"))

    package init(input: TensorName, output: TensorName) {
        self.input = input
        self.output = output
    }

    /// The name of a variable as the file would write it.
    package func name(of variable: Variable) -> String {
        switch variable {
        case .input(let index): input.element(index)
        case .output(let index): output.element(index)
        }
    }
}
