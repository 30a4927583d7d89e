/// What can be wrong with the command line itself.
package enum UsageError: InputError, Hashable {
    case unknownCommand(name: String, suggestion: String?)
    case badOption(name: String, value: String, range: String)
    case emptyNetworkPath(text: String)
    case networkName(given: String, declared: String, property: String)
    case protocolVersion(found: String, supported: String)
    case noSuchCase(index: Int, count: Int)
    case noSuchAlternative(index: Int, count: Int)
    case claimList(Place, problem: String)
}
