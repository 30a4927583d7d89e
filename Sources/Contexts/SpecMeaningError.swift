/// What can be wrong with the meaning of a spec file whose text is in order.
package struct SpecMeaningError: InputError {
    package let place: Place?
    package let fault: Fault

    package init(_ fault: Fault, at place: Place) {
        self.place = place
        self.fault = fault
    }

    /// Numbers in payloads are text: they are shown, not computed with.
    package enum Fault: Sendable {
        // Files and names
        case missingNetwork
        case redefinition(kind: String, name: String, first: String)
        case includeCycle(chain: [String])
        case unreadableInclude(path: String, cause: any InputError)
        case duplicateID(id: String, first: String)
        /// Two cases of a check, or cases of two checks, after expansion; `first` and `second` say which.
        case duplicateCase(id: String, first: String, second: String, template: String?)
        case unknownInput(name: String, known: [String])
        case unknownOutput(name: String, outputs: [String], inputs: [String])
        case outputInRegion(name: String)
        case hiddenInRegion(name: String)
        /// An element of `x` or `y`; `range` is `0..4`, or one range per dimension.
        case elementOutOfRange(tensor: String, index: String, range: String, isInput: Bool)
        case wrongIndexCount(name: String, found: Int, expected: [Int])
        case unknownClass(text: String, count: Int, names: [String])
        /// A class property about a network with one output.
        case noClasses
        case labelOutOfRange(label: String, source: String, count: Int)
        case unknownLayer(name: String, known: [String])
        case neuronOutOfRange(layer: String, neuron: Int, count: Int)
        case phaseCount(layer: String, found: Int, count: Int)
        case undefinedName(name: String, known: [String], kind: NameKind)
        /// A parameter with a list of values used as if it had one.
        case severalValues(name: String, count: Int)
        /// A parameter with `where: correct` used without a check's network.
        case filteredParameter(name: String)
        case unknownField(name: String, field: String, known: [String])
        case missingField(name: String, known: [String])
        /// Values that are no points where points are needed.
        case notPoints
        /// `where: correct` in a check whose network changes from case to case.
        case filterNeedsNetwork(path: String)
        case selfReference(name: String)
        case unusedSearch(name: String)
        // Values
        case notANumber(text: String, source: String)
        case notAWholeNumber(text: String, source: String)
        case unsupportedNorm
        case negative(what: String, value: String)
        case notPositive(what: String, value: String)
        case sampleTooLarge(count: Int, rows: Int, data: String)
        case topOutOfRange(within: Int, classes: Int)
        case unequalLists(lengths: [String])
        case tooManyChecks(factors: [Int], limit: Int)
        case tooLongRange(limit: Int)
        case tooManyCombinations(within: Int, classes: Int, limit: Int)
        case emptyInterval(name: String, text: String)
        case emptyRegion(input: String, lower: String, lowerAt: String, upper: String, upperAt: String)
        /// The first three inputs without a bound on some side, and how many there are.
        case unbounded(inputs: [String], count: Int, hasDomain: Bool)
        case noDomain
        case inflateInUnits
        case patternConflict(layer: String, neuron: Int, first: String)
        case wrongPattern(path: String, given: String, found: String)
        case unreadablePattern(path: String, cause: any InputError)
        case unknownPattern(name: String, known: [String])
        // Cones
        case scaleNotPositive(scale: String)
        case biasedCone(node: String, largest: String)
        /// A node whose function bends away from 0, such as Clip.
        case bentCone(node: String, operator: String, largest: String)
        /// Units that add `shift` to this input.
        case shiftedCone(input: String, shift: String)
        case brightness(BrightnessObstacle)
        /// A claim that is lost at the origin, on a network whose outputs are all 0 there.
        case originInCone(inputs: Int)
        case clipsDisagree(inside: String, outside: String)
        // Networks
        case network(path: String, cause: any InputError)
        case digest(path: String, given: String, found: String)
        case tensorName(isInput: Bool, given: String, found: String)
        /// A list of names, units or intervals that is not as long as the network's input or output.
        case entryCount(what: String, found: Int, expected: Int, isInput: Bool)
        case zeroUnit(what: String)
        case repeatedName(name: String)
        case shape(what: String, found: Int, expected: Int)
        // Data
        case unknownData(name: String, known: [String])
        case rowsOutside(rows: String, data: String, count: Int, repair: String)
        case noLabels(data: String, reference: String, repair: String)
        case data(cause: any InputError)
        // VNN-LIB
        /// Without a path: in text that stands in the spec file.
        case property(path: String?, cause: any InputError)
    }

    /// Why a cone cannot have a brightness.
    package enum BrightnessObstacle: Hashable, Sendable {
        /// A pattern, or a cone, is part of the base.
        case pattern
        case cone
    }

    /// What a name should have stood for, for the line of help.
    package enum NameKind: Hashable, Sendable {
        /// A point; the name of a data set to take it from, when the file has one.
        case point(data: String?)
        case number
        case region
        case text
    }
}
