extension ClaimError {
    package var place: Place? { nil }

    package var code: String? {
        switch self {
        case .unboundedInputs: "S310"
        case .biasedNetwork: "S331"
        default: nil
        }
    }

    package var problem: String {
        switch self {
        case .inputCountMismatch(let region, let network):
            "the region has \(region) inputs and the network has \(network)"
        case .noSuchVariable(let name, let count): "there is no variable \(name): the last index is \(count - 1)"
        case .noSuchNeuron(let index, let count):
            count == 0 ? "the network has no neurons" : "there is no neuron \(index): the last one is \(count - 1)"
        case .unboundedInputs(let sides): Self.unbounded(sides)
        case .boundOutOfRange(let name, let side):
            "the \(side.rawValue) bound of \(name) is beyond the largest double-precision number"
        case .biasedNetwork(let nodes, let largest):
            "the network has biases (\(Self.list(nodes.map { "'\($0)'" })), up to \(largest)), so its answer changes "
                + "with the scale"
        case .constantBesideCone(let row): "'\(row)' does not mean the same at every scale of the cone"
        case .unsupported(let combination): "not supported: \(combination.words)"
        case .notRepresentable(let input):
            "the numbers that make input X_\(input) have more digits together than can be computed with"
        case .normalisedOutput(let row, let node, let kind): NormalisedOutput.problem(row: row, node: node, kind: kind)
        case .tooManyParts(let limit): "unions and intersections multiply out to more than \(limit) bounds"
        case .tooManyCases(let limit): "the and/or nesting of the property expands to more than \(limit) rows"
        }
    }

    package var expected: String? {
        switch self {
        case .unboundedInputs: "a lower and an upper bound for every input"
        case .biasedNetwork: "a network without biases, or a least scale above 0"
        default: nil
        }
    }

    package var fix: String {
        switch self {
        case .inputCountMismatch: "check that the region was written for this network"
        case .noSuchVariable, .noSuchNeuron: "count from 0"
        case .unboundedInputs: "intersect the region with a box"
        case .boundOutOfRange: "give a bound that the network can be computed at"
        case .biasedNetwork: "give the cone a bounded scale"
        case .constantBesideCone: "give the cone a least scale above 0, or compare with 0"
        case .unsupported(let combination): combination.fix
        case .notRepresentable: "round the points to fewer digits"
        case .normalisedOutput: NormalisedOutput.fix
        case .tooManyParts, .tooManyCases: "split the check into several"
        }
    }

    /// The first three names and how many more there are.
    private static func list(_ names: [String]) -> String {
        let rest = names.count - 3
        return names.prefix(3).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    private static func unbounded(_ sides: [OpenSide]) -> String {
        if sides.count == 1 { return "input X_\(sides[0].input) has no \(sides[0].side.rawValue) bound" }
        return "inputs have no bounds: " + list(sides.map { "X_\($0.input) has no \($0.side.rawValue) bound" })
    }
}

extension ClaimError.Combination {
    fileprivate var words: String {
        switch self {
        case .intersectionOfCones: "the intersection of two cones"
        case .coneMetWithShape: "the intersection of a cone with a hull, a 1-norm ball or an inflated region"
        case .inflatedCone: "an inflated cone"
        case .inflatedPattern: "an inflated pattern region"
        case .sweptCone: "a cone moved along a line"
        case .sweptPattern: "a pattern region moved along a line"
        case .coneOfCutCone: "a cone over a cone that is cut by bounds or rows"
        case .patternInBiasedCone: "a pattern inside a cone, on a network with biases"
        }
    }

    fileprivate var fix: String {
        switch self {
        case .intersectionOfCones: "intersect the bases, if that is what is meant"
        case .coneMetWithShape: "intersect the base of the cone with the shape, if that is what is meant"
        case .inflatedCone: "inflate the base of the cone"
        case .inflatedPattern: "intersect the inflated region with the pattern"
        case .sweptCone: "move the base of the cone"
        case .sweptPattern: "intersect the moved region with the pattern"
        case .coneOfCutCone: "move the bounds inside the inner cone or beside the outer one"
        case .patternInBiasedCone: "intersect the cone with the pattern"
        }
    }
}
