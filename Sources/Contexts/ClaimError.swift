/// What can be wrong with a claim, or between it and a network, found when it is lowered to queries.
///
/// A claim has no file: whoever read it from one knows the place. Inputs and outputs are named by their indices.
package enum ClaimError: InputError, Hashable {
    /// A point, box or radius of the region has another number of entries than the network has inputs.
    case inputCountMismatch(region: Int, network: Int)
    case noSuchVariable(name: String, count: Int)
    case noSuchNeuron(index: Int, count: Int)
    /// The region goes on for ever in these directions.
    case unboundedInputs([OpenSide])
    /// A bound beyond all Doubles; `name` is that of an input or of a parameter of the region.
    case boundOutOfRange(name: String, side: PropertyError.Side)
    /// A cone without a least scale asks for a network that scales with its input; these nodes add constants, the largest
    /// of them `largest` in magnitude.
    case biasedNetwork(nodes: [String], largest: Double)
    /// A cone without a least scale allows only rows that mean the same at every scale.
    case constantBesideCone(row: String)
    case unsupported(Combination)
    /// The numbers that give this input have more digits than two Doubles can hold.
    case notRepresentable(input: Int)
    /// The model ends in this node, which was left out, and the row asks for more than it keeps.
    case normalisedOutput(row: String, node: String, kind: String)
    case tooManyParts(limit: Int)
    case tooManyCases(limit: Int)

    /// One end of an input's range that is missing.
    package struct OpenSide: Hashable, Sendable {
        package let input: Int
        package let side: PropertyError.Side

        package init(input: Int, side: PropertyError.Side) {
            self.input = input
            self.side = side
        }
    }

    /// Shapes that cannot be put together.
    package enum Combination: Hashable, Sendable {
        case intersectionOfCones
        /// A cone met with a hull, a 1-norm ball or an inflated region.
        case coneMetWithShape
        case inflatedCone
        case inflatedPattern
        case sweptCone
        case sweptPattern
        /// A cone over a cone that has been cut.
        case coneOfCutCone
        /// A pattern inside the base of a cone, on a network with biases: there the phases belong to the base point, and
        /// the network is asked about another point.
        case patternInBiasedCone
    }
}
