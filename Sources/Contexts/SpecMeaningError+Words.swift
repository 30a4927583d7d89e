extension SpecMeaningError {
    package var problem: String {
        switch fault {
        case .missingNetwork: "the check has no network"
        case .redefinition(let kind, let name, let first): "\(kind) '\(name)' is defined twice (first at \(first))"
        case .includeCycle(let chain): "the files include each other: \(chain.joined(separator: " -> "))"
        case .unreadableInclude(let path, let cause): "cannot include '\(path)': \(cause.problem)"
        case .duplicateID(let id, let first): "duplicate id '\(id)' (first used at \(first))"
        case .duplicateCase(let id, let first, let second, _): "\(first) and \(second) both give the id '\(id)'"
        case .unknownInput(let name, _): "no input is called '\(name)'"
        case .unknownOutput(let name, _, _): "no output or input is called '\(name)'"
        case .outputInRegion(let name): "'\(name)' is an output, and a region speaks about inputs"
        case .hiddenInRegion(let name): "'\(name)' is a hidden neuron, and these rows speak about inputs"
        case .elementOutOfRange(let tensor, let index, _, let isInput):
            "\(isInput ? "input" : "output") \(tensor)[\(index)] does not exist"
        case .wrongIndexCount(let name, let found, _):
            found == 0 ? "'\(name)' has no index" : "'\(name)' has \(counted(found, "index", "indices"))"
        case .unknownClass(let text, _, _):
            Int(text) != nil ? "class \(text) does not exist" : "no class is called '\(text)'"
        case .noClasses: "the network has one output, so there are no classes to decide between"
        case .labelOutOfRange(let label, let source, _): "label \(label) of \(source) is no class of the network"
        case .unknownLayer(let name, _): "no ReLU layer is called '\(name)'"
        case .neuronOutOfRange(let layer, let neuron, _): "neuron \(neuron) of \(layer) does not exist"
        case .phaseCount(let layer, let found, let count):
            "\(counted(found, "phase")) for \(layer), which has \(counted(count, "neuron"))"
        case .undefinedName(let name, _, _): "'$\(name)' is not defined here"
        case .severalValues(let name, let count): "'$\(name)' has \(count) values"
        case .notPoints: "these values are no points"
        case .filterNeedsNetwork(let path):
            "'where: correct' needs one network, and '\(path)' changes from case to case"
        case .filteredParameter(let name): "'$\(name)' is chosen by 'where: correct', which asks the network of a check"
        case .unknownField(let name, let field, _): "'$\(name)' has no field '\(field)'"
        case .missingField(let name, _): "'$\(name)' has no value of its own, only fields"
        case .selfReference(let name): "region '\(name)' refers to itself"
        case .unusedSearch(let name): "the region and the property do not depend on '$\(name)'"
        case .notANumber(let text, let source): "'\(text)' (\(source)) is not a number"
        case .notAWholeNumber(let text, let source): "'\(text)' (\(source)) is not a whole number"
        case .unsupportedNorm: "balls in the 2-norm are not supported"
        case .negative(let what, let value): "\(what) \(value) is below 0"
        case .notPositive(let what, let value): "\(what) \(value) is not above 0"
        case .sampleTooLarge(let count, let rows, let data):
            "a sample of \(count) from '\(data)', which has \(counted(rows, "row"))"
        case .topOutOfRange(let within, let classes): "top \(within) of \(counted(classes, "class", "classes"))"
        case .unequalLists(let lengths): "zip: true needs lists of one length: \(lengths.joined(separator: ", "))"
        case .tooManyChecks(let factors, let limit):
            "\(factors.map(String.init).joined(separator: " × ")) checks are more than the limit of \(limit)"
        case .tooLongRange(let limit): "a range of more than \(limit) values"
        case .tooManyCombinations(let within, let classes, let limit):
            "top \(within) of \(classes) classes has more than \(limit) ways to fail"
        case .emptyInterval(let name, let text): "empty interval for '\(name)': \(text)"
        case .emptyRegion(let input, let lower, let lowerAt, let upper, let upperAt):
            "no value is left for '\(input)': at least \(lower) (\(lowerAt)) and at most \(upper) (\(upperAt))"
        case .unbounded(let inputs, let count, _): unboundedWords(inputs, count)
        case .noDomain: "the network has no domain"
        case .inflateInUnits: "inflate by one number, and the units of the inputs have different ranges"
        case .patternConflict(let layer, let neuron, let first):
            "neuron \(neuron) of \(layer) is both active and inactive (first at \(first))"
        case .wrongPattern(let path, let given, let found):
            "the pattern '\(path)' was made for the network \(given), and this is \(found)"
        case .unreadablePattern(let path, let cause):
            "cannot read the pattern '\(path)': \(cause.place?.position.map { "\($0.line):\($0.column): " } ?? "")\(cause.problem)"
        case .unknownPattern(let name, _): "no pattern is called '\(name)'"
        case .scaleNotPositive(let scale): scaleWords(scale)
        case .biasedCone(let node, let largest):
            "the network has a bias: '\(node)' adds up to \(largest), so scaling an input does not scale the outputs"
        case .bentCone(let node, let name, let largest):
            "'\(node)' (\(name)) bends away from 0, as far as \(largest), so scaling an input does not scale the outputs"
        case .brightness(.pattern): "brightness moves the points of a pattern, and their phases change with them"
        case .brightness(.cone): "brightness cannot be added to a base that is a cone"
        case .shiftedCone(let input, let shift):
            "the units add \(shift) to input '\(input)', so scaling an input in them is no scaling for the network"
        case .originInCone:
            "the region contains the origin, where all outputs of a zero-bias network are 0 and the property is lost"
        case .clipsDisagree(let inside, let outside):
            "the base of the cone is clipped to \(inside) and the cone to \(outside)"
        case .network(let path, let cause): "cannot use the network '\(path)': \(cause.problem)"
        case .digest(let path, let given, let found): "'\(path)' has sha256 \(found), not \(given)"
        case .tensorName(let isInput, let given, let found):
            "the network's \(isInput ? "input" : "output") is called '\(found)', not '\(given)'"
        case .entryCount(let what, let found, let expected, let isInput):
            "'\(what)' has \(counted(found, "entry", "entries")), and the network has "
                + counted(expected, isInput ? "input" : "output")
        case .zeroUnit(let what): "\(what) 0 leaves no input to vary"
        case .repeatedName(let name): "'\(name)' names two of them"
        case .shape(let what, let found, let expected):
            "\(what) has \(counted(found, "entry", "entries")), and the network has \(counted(expected, "input"))"
        case .unknownData(let name, _): "no data set is called '\(name)'"
        case .rowsOutside(let rows, let data, _, _):
            rows.contains("..") || rows.contains(",")
                ? "rows \(rows) leave the data set \(data)" : "row \(rows) is not in the data set \(data)"
        case .noLabels(let data, let reference, _): "data set \(data) has no labels, so '\(reference)' is unknown"
        case .data(let cause): "\(cause.place.map { "\($0.text): " } ?? "")\(cause.problem)"
        case .property(let path, let cause):
            path.map { "\(cause.place?.text ?? $0): \(cause.problem)" } ?? cause.problem
        }
    }

    private func unboundedWords(_ inputs: [String], _ count: Int) -> String {
        let names = inputs.joined(separator: ", ")
        let more = count > inputs.count ? " and \(count - inputs.count) more" : ""
        return count == 1
            ? "input \(names) has no bound on some side" : "inputs \(names)\(more) have no bound on some side"
    }

    private func scaleWords(_ scale: String) -> String {
        if scale.hasPrefix("-") { return "scale \(scale) turns the cone around" }
        return "scale 0 puts the origin into the cone, where all scores of a zero-bias network are 0 and no class wins"
    }
}

/// `1 row`, `3 rows`.
func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
}
