/// What is odd about a spec file without making it wrong.
package struct SpecWarning: InputError, Hashable {
    package let place: Place?
    package let oddity: Oddity

    package init(_ oddity: Oddity, at place: Place) {
        self.place = place
        self.oddity = oddity
    }

    /// Numbers in payloads are text: they are shown, not computed with.
    package enum Oddity: Hashable, Sendable {
        /// The property fails at the point that the region was built around. `cases` of the `tried` ones do; the first is
        /// named.
        case falseAtCenter(first: String, cases: Int, tried: Int)
        case emptyRegion(first: String)
        /// Outputs that are the same everywhere on the region.
        case constantOutputs(outputs: [String], count: Int)
        /// A class that another one beats everywhere on the region.
        case classOutOfReach(name: String, rival: String)
        /// A class that no row of the data has.
        case classWithoutRows(name: String, data: String)
        /// Points of data far outside the interval that the region or the network gives; `width` is how far the interval goes.
        case unnormalised(data: String, least: String, greatest: String, interval: String)
        case unscaledBytes(data: String, greatest: String)
        case largeRadius(radius: String, range: String)
        case originInCone
        case float32
        case noCase
        /// The model file has units and the spec declares none.
        case unitsOfModel(path: String)
    }
}
