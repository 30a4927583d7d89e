/// What is odd about a spec file without making it wrong. Numbers in payloads are text: they are shown, not computed with.
package enum SpecWarning: InputError, Hashable {
    /// The property fails at the point that the region was built around. `cases` of the `tried` ones do; the first is
    /// named.
    case falseAtCenter(Place, first: String, cases: Int, tried: Int)
    case emptyRegion(Place, first: String)
    /// Outputs that are the same everywhere on the region.
    case constantOutputs(Place, outputs: [String], count: Int)
    /// A class that another one beats everywhere on the region.
    case classOutOfReach(Place, name: String, rival: String)
    /// A class that no row of the data has.
    case classWithoutRows(Place, name: String, data: String)
    /// Points of data far outside the interval that the region or the network gives; `width` is how far the interval goes.
    case unnormalised(Place, data: String, least: String, greatest: String, interval: String)
    case unscaledBytes(Place, data: String, greatest: String)
    case largeRadius(Place, radius: String, range: String)
    case originInCone(Place)
    case float32(Place)
    case noCase(Place)
    /// The model file has units and the spec declares none.
    case unitsOfModel(Place, path: String)
}
