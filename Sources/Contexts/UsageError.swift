/// What can be wrong with the command line itself.
package enum UsageError: InputError, Hashable {
    /// `parent` is the command that has no such subcommand: `orthant`, `orthant config`.
    case unknownCommand(name: String, parent: String, suggestion: String?)
    case missingCommand(parent: String, known: [String])
    case badOption(name: String, value: String, range: String)
    /// An option that means nothing unless another is given.
    case optionWithout(name: String, value: String, needed: String)
    /// An option that must be given; `value` says what goes there.
    case missingOption(name: String, value: String)
    /// The points of a data set do not fit the network.
    case pointSize(data: String, size: Int, inputs: Int)
    /// No input within a radius of a row is in a domain: this input of the row is too far out. `radius` is `nil` when the row
    /// itself should be in it.
    case rowOutsideDomain(row: Int, domain: String, radius: String?, input: Int, value: String)
    /// A label for which the network has no output.
    case labelWithoutOutput(data: String, label: Int, outputs: Int)
    /// A question about classes, and a network with one output.
    case oneOutput(network: String)
    /// No class was asked for, and these tie at the point itself.
    case noWinner(classes: [Int])
    case emptyNetworkPath(text: String)
    case networkName(given: String, declared: String, property: String)
    /// The property declares networks (`declared`, without those that are equal to others), and this one has no model.
    case missingModel(network: String, declared: [String], property: String)
    case modelTwice(network: String)
    /// A network that the property does not declare, or one that is equal to another.
    case unneededModel(network: String, equalTo: String?, declared: [String], property: String)
    /// The networks of the call, as the competition writes several: `[('f','a.onnx'),('g','b.onnx')]`.
    case networkList(text: String)
    case missingNetwork(property: String)
    case unneededNetwork(path: String)
    case noSearch(files: [String])
    case severalNetworks(count: Int)
    case severalFormats([String])
    case noSuchCheck(option: String, text: String, suggestion: String?)
    case protocolVersion(found: String, supported: String)
    case noSuchCase(index: Int, count: Int)
    case noSuchAlternative(index: Int, count: Int)
    case claimList(Place, problem: String)
    case noCapability(known: [String])
    /// A built-in property is about networks of another size.
    case wrongSize(network: String, inputs: Int, outputs: Int, expectedInputs: Int, expectedOutputs: Int)
}
