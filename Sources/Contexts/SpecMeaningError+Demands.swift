extension SpecMeaningError {
    package var expected: String? {
        switch fault {
        case .missingNetwork: "network: here, at the top of the file or in an included file"
        case .duplicateID, .duplicateCase: "unique ids"
        case .unknownInput(_, let known): oneOf(known)
        case .unknownOutput(_, let outputs, let inputs): oneOf(outputs + inputs)
        case .outputInRegion, .hiddenInRegion: "inputs"
        case .elementOutOfRange(_, _, let range, _): range
        case .wrongIndexCount(_, _, let expected):
            expected.map { $0 == 0 ? "none" : counted($0, "index", "indices") }.joined(separator: " or ")
        case .unknownClass(_, let count, let names): classes(count, names)
        case .noClasses: "a property of the output"
        case .labelOutOfRange(_, _, let count): range(count)
        case .unknownLayer(_, let known): known.isEmpty ? "a network with ReLUs" : oneOf(known)
        case .neuronOutOfRange(_, _, let count): range(count)
        case .phaseCount(_, _, let count): counted(count, "character")
        case .undefinedName(_, let known, .region) where known.isEmpty: "a name of the table 'regions:'"
        case .undefinedName(_, let known, _):
            known.isEmpty ? "a name bound by 'for:'" : oneOf(known.map { "$\($0)" })
        case .severalValues: "one value"
        case .filteredParameter: "a name bound by 'for:'"
        case .notPoints: "rows of a data set, or a list of points"
        case .filterNeedsNetwork: "a network whose path has no '$'"
        case .unknownField(_, _, let known): known.isEmpty ? "no field" : oneOf(known)
        case .missingField(let name, let known): known.isEmpty ? nil : oneOf(known.map { "$\(name).\($0)" })
        case .notANumber: "a number such as 0.1, 1e-3 or 2/255"
        case .notAWholeNumber: "a whole number"
        case .unsupportedNorm: "inf or 1"
        case .negative: "0 or more"
        case .notPositive: "more than 0"
        case .sampleTooLarge(_, let rows, _): "at most \(rows)"
        case .topOutOfRange(_, let classes): "1..\(classes - 1)"
        case .emptyInterval: "lower <= upper"
        case .unbounded: "a lower and an upper bound for every input"
        case .noDomain: "domain: in the network"
        case .inflateInUnits: "a box, or units of one range"
        case .patternConflict: "one phase per neuron"
        case .wrongPattern: "a pattern of this network"
        case .scaleNotPositive: "from > 0"
        case .biasedCone: "a network whose biases are all 0"
        case .bentCone: "a network whose activations bend at 0 only"
        case .brightness(.pattern): "a base without 'nap'"
        case .brightness(.cone): "a base without 'cone'"
        case .originInCone: "a base away from 0"
        case .shiftedCone: "units without mean or shift"
        case .clipsDisagree: "one interval"
        case .digest: "the network that the spec was written for"
        case .entryCount(_, _, let expected, _): counted(expected, "entry", "entries")
        case .zeroUnit: "a number other than 0"
        case .repeatedName: "different names"
        case .shape(_, _, let expected): counted(expected, "entry", "entries")
        case .unknownData(_, let known): known.isEmpty ? "a name of the table 'data:'" : oneOf(known)
        case .rowsOutside(_, _, let count, _): range(count)
        case .noLabels: "'labels:' there"
        case .unknownPattern(_, let known): known.isEmpty ? "a name of the table 'naps:', or a path" : oneOf(known)
        case .network(_, let cause), .data(let cause), .property(_, let cause),
            .unreadablePattern(_, let cause):
            cause.expected
        case .redefinition, .includeCycle, .unreadableInclude, .selfReference, .unusedSearch, .unequalLists,
            .tooManyChecks, .tooLongRange, .tooManyCombinations, .emptyRegion, .tensorName:
            nil
        }
    }

    package var fix: String {
        switch fault {
        case .missingNetwork: "add  network: models/NAME.onnx"
        case .redefinition: "rename one of them"
        case .includeCycle: "remove one of the includes"
        case .unreadableInclude: "paths are relative to the file that includes; check this one"
        case .duplicateID(let id, _): "add a suffix, e.g. '\(id)-b'"
        case .duplicateCase(_, _, _, let template): "add \(template ?? "a suffix") to the id"
        case .unknownInput(let name, let known): suggestion(name, known)
        case .unknownOutput(let name, let outputs, let inputs): suggestion(name, outputs + inputs)
        case .outputInRegion: "say what outputs must do under 'property:'"
        case .hiddenInRegion: "fix phases of hidden neurons with  nap: {relu[0]: {active: [5]}}"
        case .elementOutOfRange: "count from 0"
        case .wrongIndexCount(let name, _, let expected): indexFix(name, expected)
        case .unknownClass(let text, let count, let names):
            Int(text) == count ? "did you count from 1?" : suggestion(text, names)
        case .noClasses: "write  holds: ['y[0] >= 0']"
        case .labelOutOfRange: "check that the data set belongs to this network"
        case .unknownLayer, .neuronOutOfRange, .phaseCount: "'orthant inspect' shows the layers of a network"
        case .undefinedName(let name, let known, let kind): nameFix(name, known, kind)
        case .severalValues(let name, _), .filteredParameter(let name): "add  for: {\(name): $\(name)}"
        case .notPoints: "write  points: {data: NAME, rows: 0..9}"
        case .filterNeedsNetwork: "choose the rows by number"
        case .unknownField(let name, let field, let known):
            known.isEmpty ? "write $\(name)" : suggestion(field, known)
        case .missingField(let name, let known): "write $\(name).\(known.first ?? "name")"
        case .selfReference: "write the region out"
        case .unusedSearch(let name): "use $\(name), for example  radius: $\(name)"
        case .notANumber, .notAWholeNumber: "correct the value"
        case .unsupportedNorm: "write  norm: inf  (the ball of that norm contains this one)"
        case .negative(_, let value): "write \(value.dropFirst())"
        case .notPositive: "write a number above 0"
        case .sampleTooLarge(_, let rows, _): "write  {sample: \(rows), seed: 1}  or  all"
        case .topOutOfRange: "a class is always among all classes, and never among none"
        case .unequalLists: "give every list the same number of values, or remove zip"
        case .tooManyChecks: "raise --limit, or draw rows with  rows: {sample: 100, seed: 1}"
        case .tooLongRange: "write a larger step"
        case .tooManyCombinations: "write a smaller 'within'"
        case .emptyInterval: "swap the bounds"
        case .emptyRegion: "correct one of the two"
        case .unbounded(_, _, let hasDomain): hasDomain ? "add  within: domain" : "add  clip: [0, 1]  or a box"
        case .noDomain: "add  domain: [[0, 1]]  to the network"
        case .inflateInUnits: "give every ball its own radius instead"
        case .patternConflict: "remove it from one of the two"
        case .wrongPattern: "mine the pattern again for this network"
        case .unreadablePattern(_, let cause): cause.fix
        case .unknownPattern(let name, let known):
            known.isEmpty ? "add it to 'naps:', or write the path of its file" : suggestion(name, known)
        case .scaleNotPositive: "write 1/1000, or  scale: positive"
        case .biasedCone: "give a bounded scale, e.g.  scale: {from: 1/4, to: 4}"
        case .bentCone: "give a bounded scale, e.g.  scale: {from: 1/4, to: 4}"
        case .brightness(.pattern): "put 'nap' beside the cone: then the points after scaling follow it"
        case .brightness(.cone): "give the brightness to the inner cone"
        case .originInCone(let inputs):
            "give a smaller radius, or cut the base:  halfspaces: ['sum(x[0..\(inputs - 1)]) >= 1']"
        case .shiftedCone: "write the region in the network's own units and remove 'units:'"
        case .clipsDisagree: "clip the base or the cone, not both"
        case .digest: "check the path, or correct sha256"
        case .tensorName(let isInput, _, let found): "write  \(isInput ? "input" : "output"): \(found)"
        case .entryCount(_, _, _, let isInput): "give one per \(isInput ? "input" : "output")"
        case .zeroUnit: "correct the units"
        case .repeatedName: "rename one of them"
        case .shape: "check that the data belongs to this network; 'orthant inspect' shows its input"
        case .unknownData(let name, let known): suggestion(name, known)
        case .rowsOutside(_, _, _, let repair): repair
        case .noLabels(_, _, let repair): "add  labels: \(repair)"
        case .network(_, let cause), .data(let cause), .property(_, let cause): cause.fix
        }
    }

    /// At most a dozen names, for a line that can be read.
    private func oneOf(_ names: [String]) -> String {
        let shown = names.prefix(12).joined(separator: ", ")
        return names.count > 12 ? "one of: \(shown) and \(names.count - 12) more" : "one of: \(shown)"
    }

    private func range(_ count: Int) -> String { "0..\(count - 1)" }

    private func classes(_ count: Int, _ names: [String]) -> String {
        if names.isEmpty { return range(count) }
        let shown = names.prefix(12).joined(separator: ", ")
        return "\(range(count)) (\(shown)\(names.count > 12 ? ", ..." : "")) or a name"
    }

    private func suggestion(_ name: String, _ known: [String]) -> String {
        if let nearest = NearestName.to(name, among: known) { return "did you mean '\(nearest)'?" }
        return known.isEmpty ? "remove it" : "write one of these"
    }

    private func indexFix(_ name: String, _ expected: [Int]) -> String {
        guard let count = expected.first, count > 0 else { return "write \(name)" }
        return "write \(name)[\([String](repeating: "i", count: count).joined(separator: ","))]"
    }

    private func nameFix(_ name: String, _ known: [String], _ kind: NameKind) -> String {
        if let nearest = NearestName.to(name, among: known) { return "did you mean '$\(nearest)'?" }
        return switch kind {
        case .point(let data): "add  for: {\(name): {data: \(data ?? "NAME"), rows: 0..9}}"
        case .number: "add  for: {\(name): [1/255, 2/255]}"
        case .region: "add it to 'regions:'"
        case .text: "add  for: {\(name): [...]}"
        }
    }
}
