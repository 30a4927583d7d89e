/// What of VNN-LIB is read and understood, in the words of the standard's theories: the answers of `orthant supports`.
package enum VNNLIBTheories {
    /// The oldest and the newest version.
    package static let versions = [ReadProperty.Version.one.rawValue, ReadProperty.Version.two.rawValue]
    /// No hidden nodes.
    package static let hiddenNodes = ["NH"]
    /// One input and one output.
    package static let inputsAndOutputs = ["SIO"]
    /// One network.
    package static let networks = ["SNET"]
    /// Comparisons within one node, and between inputs and outputs.
    package static let nodeComparisons = ["SNC", "MNC"]
    /// Bounds, comparisons of outputs, linear expressions.
    package static let arithmetic = ["BND", "OUTC", "LIN"]
    /// Proofs are about real numbers: no float type is claimed.
    package static let elementTypes = [ReadProperty.ElementType.real.rawValue]
    /// Properties are brought into disjunctive normal form; what alternatives share is kept once.
    package static let hasOptimisedDisjunctions = false
}
