extension ClaimWarning {
    /// What is odd, one sentence without a full stop.
    package var problem: String {
        switch self {
        case .emptyParts(let dropped, let total, let range):
            "\(dropped) of \(total) parts of the region hold no point and are left out\(Self.reason(range))"
        case .emptyRegion(let range): "the region holds no point, so the property holds\(Self.reason(range))"
        case .neverMet: "no input of the region can violate the property, whatever the network does"
        case .conflictingPhases(let neurons):
            "\(neurons.count == 1 ? "neuron" : "neurons") \(Self.list(neurons)) must be both active and inactive: "
                + "only inputs with pre-activation exactly 0 are left"
        case .originInCone:
            "the base of the cone contains the origin, where all outputs of this network are 0 and no class wins"
        case .outputNormalised(let node, let kind): NormalisedOutput.note(node: node, kind: kind)
        }
    }

    private static func reason(_ range: EmptyRange?) -> String {
        range.map { "; " + emptyRange("X_\($0.input)", $0.lower, $0.upper) } ?? ""
    }

    private static func list(_ neurons: [Int]) -> String {
        let rest = neurons.count - 3
        return neurons.prefix(3).map(String.init).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}
