/// What can be wrong with the meaning of a spec file whose text is in order. Numbers in payloads are text: they are shown,
/// not computed with.
package enum SpecMeaningError: InputError {
    // Files and names
    case missingNetwork(Place)
    case redefinition(Place, kind: String, name: String, first: String)
    case includeCycle(Place, chain: [String])
    case notForIncludes(Place, key: String)
    case unreadableInclude(Place, path: String, reason: String)
    case duplicateID(Place, id: String, first: String)
    /// Two cases of a check, or cases of two checks, after expansion; `first` and `second` say which.
    case duplicateCase(Place, id: String, first: String, second: String, template: String?)
    case unknownInput(Place, name: String, known: [String])
    case unknownOutput(Place, name: String, outputs: [String], inputs: [String])
    case outputInRegion(Place, name: String)
    case hiddenInRegion(Place, name: String)
    /// An element of `x` or `y`; `range` is `0..4`, or one range per dimension.
    case elementOutOfRange(Place, tensor: String, index: String, range: String, isInput: Bool)
    case wrongIndexCount(Place, name: String, found: Int, expected: [Int])
    case unknownClass(Place, text: String, count: Int, names: [String])
    case labelOutOfRange(Place, label: String, source: String, count: Int)
    case unknownLayer(Place, name: String, known: [String])
    case neuronOutOfRange(Place, layer: String, neuron: Int, count: Int)
    case phaseCount(Place, layer: String, found: Int, count: Int)
    case unknownPhase(Place, layer: String, character: String)
    case undefinedName(Place, name: String, known: [String], kind: NameKind)
    /// A parameter with a list of values used as if it had one.
    case severalValues(Place, name: String, count: Int)
    case unknownField(Place, name: String, field: String, known: [String])
    case missingField(Place, name: String, known: [String])
    /// Values that are no points where points are needed.
    case notPoints(Place)
    /// `where: correct` in a check whose network changes from case to case.
    case filterNeedsNetwork(Place, path: String)
    case selfReference(Place, name: String)
    case unusedSearch(Place, name: String)
    // Values
    case notANumber(Place, text: String, source: String)
    case notAWholeNumber(Place, text: String, source: String)
    case unsupportedNorm(Place)
    case constantConstraint(Place, text: String)
    case negative(Place, what: String, value: String)
    case notPositive(Place, what: String, value: String)
    case sampleTooLarge(Place, count: Int, rows: Int, data: String)
    case topOutOfRange(Place, within: Int, classes: Int)
    case unequalLists(Place, lengths: [String])
    case tooManyChecks(Place, factors: [Int], limit: Int)
    case tooManyCombinations(Place, within: Int, classes: Int, limit: Int)
    case emptyInterval(Place, name: String, text: String)
    case emptyRegion(Place, input: String, lower: String, lowerAt: String, upper: String, upperAt: String)
    /// The first three inputs without a bound on some side, and how many there are.
    case unbounded(Place, inputs: [String], count: Int, hasDomain: Bool)
    case noDomain(Place)
    case inflateInUnits(Place)
    case patternConflict(Place, layer: String, neuron: Int, first: String)
    case wrongPattern(Place, path: String, given: String, found: String)
    case unreadablePattern(Place, path: String, cause: any InputError)
    case unknownPattern(Place, name: String, known: [String])
    // Cones
    case scaleNotPositive(Place, scale: String)
    case biasedCone(Place, node: String, largest: String)
    case shiftedCone(Place)
    case clipsDisagree(Place, inside: String, outside: String)
    // Networks
    case network(Place, path: String, cause: any InputError)
    case digest(Place, path: String, given: String, found: String)
    case tensorName(Place, isInput: Bool, given: String, found: String)
    /// A list of names, units or intervals that is not as long as the network's input or output.
    case entryCount(Place, what: String, found: Int, expected: Int, isInput: Bool)
    case zeroUnit(Place, what: String)
    case repeatedName(Place, name: String)
    case shape(Place, what: String, found: Int, expected: Int)
    // Data
    case unknownData(Place, name: String, known: [String])
    case rowsOutside(Place, rows: String, data: String, count: Int, repair: String)
    case noLabels(Place, data: String, reference: String, repair: String)
    case data(Place, cause: any InputError)
    // VNN-LIB
    /// Without a path: in text that stands in the spec file.
    case property(Place, path: String?, cause: any InputError)

    /// What a name should have stood for, for the line of help.
    package enum NameKind: Hashable, Sendable {
        /// A point; the name of a data set to take it from, when the file has one.
        case point(data: String?)
        case number
        case region
        case text
    }
}
