package import Exact
package import Networks

/// Patterns in the forms of other programs.
package enum PatternExport {
    /// `activated` and `deactivated`: neurons counted over all ReLU layers in order, as published scripts read them, under
    /// the class when there is one. ``PatternImport`` reads it back.
    package static func indexLists(_ document: NAPDocument, layers: [ReLULayer]) -> String {
        let order = layers.flatMap(\.neurons)
        func list(_ phase: NeuronPhase) -> String {
            let numbers = order.indices.filter { document.pattern[order[$0]] == phase }
            return "[" + numbers.map(String.init).joined(separator: ", ") + "]"
        }
        let lists = "{\"activated\": \(list(.active)), \"deactivated\": \(list(.inactive))}"
        return (document.target.map { "{\"\($0)\": \(lists)}" } ?? lists) + "\n"
    }

    /// A query of VNN-LIB 2.0 over hidden nodes: some input of `domain` follows the pattern in the closed sense and has
    /// another class at least as high as that of the pattern; for a pattern without class, some input follows it. Hidden
    /// nodes are called by the tensors that go into the ReLUs.
    ///
    /// `nil` when an end of the domain has no finite decimal expansion, which the format asks for.
    package static func query(
        _ document: NAPDocument, of network: Network, domain: ClosedRange<Rational>, decision: ClassDecision
    ) -> String? {
        guard let lower = decimal(domain.lowerBound), let upper = decimal(domain.upperBound) else { return nil }
        let layers = network.reluLayers.enumerated().filter { _, layer in
            layer.neurons.contains { document.pattern[$0] != .any }
        }
        let inputs = tensors(network.inputs, "X")
        let outputs = tensors(network.outputs, "Y")
        var lines = ["(vnnlib-version <2.0>)", "(declare-network f"]
        lines += inputs.map { "  (declare-input \($0.name) real \(dimensions($0.shape)))" }
        lines += layers.map { number, layer in
            "  (declare-hidden H\(number) real \(dimensions(network[layer.preActivation].shape)) "
                + "\"\(layer.preActivationName)\")"
        }
        lines += outputs.map { "  (declare-output \($0.name) real \(dimensions($0.shape)))" }
        lines[lines.count - 1] += ")"
        for variable in inputs.flatMap(\.variables) {
            lines += ["(assert (>= \(variable) \(lower)))", "(assert (<= \(variable) \(upper)))"]
        }
        for (number, layer) in layers {
            let variables = Tensor(name: "H\(number)", shape: network[layer.preActivation].shape).variables
            for (index, neuron) in layer.neurons.enumerated() where document.pattern[neuron] != .any {
                let relation = document.pattern[neuron] == .active ? ">=" : "<="
                lines.append("(assert (\(relation) \(variables[index]) 0.0))")
            }
        }
        if let target = document.target {
            let scores = outputs.flatMap(\.variables)
            let relation = decision == .argmax ? ">=" : "<="
            let rivals = scores.indices.filter { $0 != target }
            lines.append(
                "(assert (or "
                    + rivals.map { "(\(relation) \(scores[$0]) \(scores[target]))" }.joined(separator: " ") + "))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private struct Tensor {
        let name: String
        let shape: TensorShape

        /// The elements in C order: `X[0,4]`.
        var variables: [String] {
            (0..<shape.count).map { index in
                var rest = index
                var places: [Int] = []
                for dimension in shape.dimensions.reversed() {
                    places.append(rest % dimension)
                    rest /= dimension
                }
                return places.isEmpty
                    ? name : "\(name)[\(places.reversed().map(String.init).joined(separator: ","))]"
            }
        }
    }

    private static func tensors(_ ports: [TensorPort], _ name: String) -> [Tensor] {
        ports.enumerated().map { Tensor(name: ports.count == 1 ? name : "\(name)\($0)", shape: $1.shape) }
    }

    private static func dimensions(_ shape: TensorShape) -> String {
        "[\(shape.dimensions.map(String.init).joined(separator: ","))]"
    }

    private static func decimal(_ value: Rational) -> String? {
        let text = value.text
        guard !text.contains("/") else { return nil }
        return text.contains(".") ? text : text + ".0"
    }
}
