import Exact
import SpecReading

extension Constraint {
    /// The constraint as it could be written: `0.4 <= theta <= 0.1`.
    var text: String {
        var result = sums[0].text
        for (relation, sum) in zip(relations, sums.dropFirst()) { result += " \(relation.value.rawValue) \(sum.text)" }
        return result
    }
}

extension WrittenSum {
    var text: String {
        var result = ""
        for summand in summands {
            let sign = summand.isNegative ? (result.isEmpty ? "-" : " - ") : (result.isEmpty ? "" : " + ")
            result += sign + summand.text
        }
        return result
    }
}

extension WrittenSum.Summand {
    fileprivate var text: String {
        guard let atom else { return coefficient?.text ?? "1" }
        return coefficient.map { "\($0.text)*\(atom.value.text)" } ?? atom.value.text
    }
}

extension NumberNode {
    var text: String {
        switch value {
        case .literal(let number): number.text
        case .reference(let reference): "$\(reference.name)" + (reference.field.map { ".\($0)" } ?? "")
        case .invalid: "?"
        }
    }
}

extension Atom {
    var text: String {
        switch self {
        case .variable(let name, let indices):
            indices.isEmpty ? name : "\(name)[\(indices.map { String($0.value) }.joined(separator: ","))]"
        case .activation(let layer, let neuron): "relu[\(layer.value)][\(neuron.value)]"
        case .preActivation(let layer, let neuron): "pre[\(layer.value)][\(neuron.value)]"
        case .sum(let name, let ranges, let isMean):
            "\(isMean ? "mean" : "sum")(\(name.value)[\(ranges.map { "\($0.value.lowerBound)..\($0.value.upperBound)" }.joined(separator: ","))])"
        }
    }
}
