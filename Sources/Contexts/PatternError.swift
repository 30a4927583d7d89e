/// What can be wrong with activation patterns beyond the text of their files: with the data they are mined from, and with
/// the files of other programs.
package enum PatternError: InputError, Hashable {
    /// A class of the network that no row has.
    case classWithoutRows(data: String, label: Int)
    case noPatterns(folder: String)
    /// Patterns of several classes where one is wanted.
    case severalClasses(file: String, labels: [Int])
    case noSuchClass(file: String, label: Int, known: [Int])
    // Files of other programs
    case notJSON(file: String)
    case unknownForm(file: String)
    case notALabel(file: String, text: String)
    case layerCount(file: String, found: Int, count: Int)
    case layerWidth(file: String, layer: Int, found: Int, count: Int)
    case notAPhase(file: String, layer: Int, neuron: Int, text: String)
    case neuronOutOfRange(file: String, neuron: String, count: Int)
    case conflict(file: String, neuron: Int)
    /// Two lists of which each neuron is in one should have equal lengths.
    case unequalLists(file: String, neurons: Int, counts: Int)
    /// How often neurons were active, without how often is often enough.
    case relaxedCounts(file: String)
}
