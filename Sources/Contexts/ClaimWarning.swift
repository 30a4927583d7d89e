/// What is odd about a claim without making it wrong.
package enum ClaimWarning: Hashable, Sendable {
    /// Parts of the region hold no point and were left out; the range is that of the first one, when one input shows it.
    case emptyParts(dropped: Int, total: Int, range: EmptyRange?)
    /// No part of the region holds a point: whatever the property says, it holds.
    case emptyRegion(range: EmptyRange?)
    /// Nothing inside the region can violate the property, whatever the network does.
    case neverMet
    /// Patterns hold these neurons both active and inactive: only inputs with pre-activation exactly 0 are left, and
    /// none at all when phases are read strictly.
    case conflictingPhases(neurons: [Int])
    /// The base of a cone contains the origin, where all outputs of a network without biases are 0.
    case originInCone
    /// The model ends in this node, which keeps what the claim asks about, and was left out.
    case outputNormalised(node: String, kind: String)

    /// An input that no value can have.
    package struct EmptyRange: Hashable, Sendable {
        package let input: Int
        package let lower: String
        package let upper: String

        package init(input: Int, lower: String, upper: String) {
            self.input = input
            self.lower = lower
            self.upper = upper
        }
    }
}
