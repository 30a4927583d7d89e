/// What of VNN-LIB is read and understood, in the words of the standard's theories: the answers of `orthant supports`.
package enum VNNLIBTheories {
    /// The oldest and the newest version.
    package static let versions = [ReadProperty.Version.one.rawValue, ReadProperty.Version.two.rawValue]
    /// No hidden nodes, and hidden nodes by the names of their values in the model.
    package static let hiddenNodes = ["NH", "H"]
    /// One input and one output, and several.
    package static let inputsAndOutputs = ["SIO", "MIO"]
    /// One network; several that are equal, that are isomorphic, of any kind.
    package static let networks = ["SNET", "MENET", "MINET", "MNET"]
    /// Comparisons within one node, and between inputs and outputs.
    package static let nodeComparisons = ["SNC", "MNC"]
    /// Bounds, comparisons of outputs, linear expressions.
    package static let arithmetic = ["BND", "OUTC", "LIN"]
    /// Proofs are about real numbers: no float type is claimed.
    package static let elementTypes = [ReadProperty.ElementType.real.rawValue]
    /// Properties are brought into disjunctive normal form; what alternatives share is kept once.
    package static let hasOptimisedDisjunctions = false
}
