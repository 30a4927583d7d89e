/// What is odd about a call without making it wrong.
package enum UsageWarning: Hashable, Sendable {
    /// A variable of the environment that starts like an option and sets none.
    case unknownVariable(name: String, suggestion: String?)
    /// A proof about a region without a point says nothing about the network.
    case vacuous(check: String)
    /// A claim near a row of data under a pattern that the row itself does not follow.
    case rowDoesNotFollow(row: Int, pattern: String, broken: Int, size: Int)
    /// The file of a network does not look like the one that a built-in property was stated for.
    case otherNetwork(file: String, expected: String)
    /// A built-in property was not stated for this network.
    case propertyElsewhere(property: Int, network: String, stated: String)
}
