import Contexts
import Exact
import Properties
import SpecReading

/// From the region and the property of a check to its claim, in one case.
struct ClaimReader {
    let definition: CheckDefinition
    let network: DeclaredNetwork
    let scope: Scope
    let sink: DiagnosticSink
    /// False when only names and numbers are to be checked: points of data are left unread then, and the claim is `nil`
    /// where it needs them.
    var loadsData = true

    struct Made {
        let claim: Claim
        let center: [Rational]?
        /// What is known of the range of every input.
        let sides: Sides
        /// Seen to hold no point.
        let isEmpty: Bool
    }

    private var values: ValueReader { ValueReader(scope: scope, library: definition.library, sink: sink) }

    /// `nil` when the claim cannot be made, which has been reported unless data are left unread.
    func read() -> Made? {
        let node = definition.node
        let properties = PropertyReader(values: values, network: network)
        let region = node.region.flatMap(regions.bounded)
        let negation = node.property.flatMap(properties.negation)
        guard let region, let negation else { return nil }
        let claim = Claim(region: region.region, unsafe: negation, observed: properties.observed.neurons)
        if let node = node.region, isLostAtOrigin(claim) {
            return sink.fail(.originInCone(inputs: network.inputCount), at: node.span)
        }
        return Made(claim: claim, center: region.center, sides: region.sides, isEmpty: region.isEmpty)
    }

    /// Whether a cone or a pattern region of a network without biases has the origin among its points, at which all outputs
    /// are 0 and the property fails: that says nothing about the inputs that were meant. A search is left to find out by
    /// itself how far it can go, and that a region is empty is not lost at any one point.
    private func isLostAtOrigin(_ claim: Claim) -> Bool {
        definition.node.search == nil && claim.unsafe != .all([]) && claim.unsafe.isMetAtZero
            && claim.region.hasConeOrPattern && network.network.largestBias == nil
            && claim.region.isKnownToContainOrigin(patternsHold: true)
    }

    private var regions: RegionReader {
        var allowsEmpty = false
        if case .empty? = definition.node.property?.value { allowsEmpty = true }
        return RegionReader(values: values, network: network, loadsData: loadsData, allowsEmpty: allowsEmpty)
    }
}
