/// What can be wrong with a counterexample file, or between it and the network it is replayed on.
package enum CounterexampleError: InputError, Hashable {
    case notJSON(file: String)
    case notACounterexample(file: String)
    case unsupportedSchema(file: String, found: Int, supported: Int)
    /// `field` is missing or not of the kind it should be.
    case badField(file: String, field: String)
    case badNumber(file: String, field: String, text: String)
    case badRow(file: String, text: String)
    case wrongCount(file: String, field: String, found: Int, expected: Int)
    /// A row names a variable that the network does not have.
    case noSuchVariable(file: String, row: String, inputs: Int, outputs: Int)
    case elementType(file: String, found: String, network: String)
    case emptyRange(file: String, input: Int)
    /// The point is none of a model by itself.
    case product(file: String)
    /// The file of the network is not the one that the counterexample was found on.
    case networkChanged(network: String, expected: String, found: String)
}
