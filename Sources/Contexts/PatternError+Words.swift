extension PatternError {
    package var place: Place? {
        switch self {
        case .classWithoutRows(let file, _), .noPatterns(let file), .severalClasses(let file, _),
            .noSuchClass(let file, _, _), .notJSON(let file), .unknownForm(let file), .notALabel(let file, _),
            .layerCount(let file, _, _), .layerWidth(let file, _, _, _), .notAPhase(let file, _, _, _),
            .neuronOutOfRange(let file, _, _), .conflict(let file, _), .unequalLists(let file, _, _),
            .relaxedCounts(let file):
            Place(file: file)
        }
    }

    package var problem: String {
        switch self {
        case .classWithoutRows(_, let label): "no row is of class \(label)"
        case .noPatterns: "the folder holds no .nap file"
        case .severalClasses(_, let labels): "the file holds patterns of the classes \(list(labels))"
        case .noSuchClass(_, let label, _): "the file holds no pattern of class \(label)"
        case .notJSON: "the file is neither a NAP file nor JSON"
        case .unknownForm: "the file holds no pattern in a form known here"
        case .notALabel(_, let text): "'\(text)' is no class"
        case .layerCount(_, let found, let count): "the pattern has \(found) layers and the network \(count)"
        case .layerWidth(_, let layer, let found, let count):
            "layer \(layer) of the pattern has \(found) entries and relu[\(layer)] has \(count) neurons"
        case .notAPhase(_, let layer, let neuron, let text):
            "layer \(layer) says '\(text)' of neuron \(neuron), which is no phase"
        case .neuronOutOfRange(_, let neuron, let count): "there is no neuron \(neuron): the network has \(count)"
        case .conflict(_, let neuron): "neuron \(neuron) is to be both active and inactive"
        case .unequalLists(_, let neurons, let counts): "\(counts) values are given for \(neurons) neurons"
        case .relaxedCounts:
            "the values count active rows and do not say from which count on a neuron is to be active"
        }
    }

    package var fix: String {
        switch self {
        case .classWithoutRows(_, let label): "give data of class \(label), or --class with the classes there are"
        case .noPatterns: "write some with 'orthant nap mine --output'"
        case .severalClasses(_, let labels): "give --class with one of them, such as --class \(labels.first ?? 0)"
        case .noSuchClass(_, _, let known): "give --class with one of \(list(known))"
        case .notJSON, .unknownForm:
            "give a NAP file, an object of layers, or an object of classes with 'activated' and 'deactivated', with "
                + "'stable_idx' and 'val', or with one list of 1, 0 and null per layer"
        case .notALabel: "name each pattern by the number of its class"
        case .layerCount, .layerWidth: "give the pattern of this network, or the network of this pattern"
        case .notAPhase: "write 1 for active, 0 for inactive and -1 or null for any"
        case .neuronOutOfRange(_, _, let count): "give numbers from 0 to \(count - 1), counted over all ReLU layers"
        case .conflict: "remove it from one of the two"
        case .unequalLists: "give as many entries of 'val' as of 'stable_idx'"
        case .relaxedCounts: "write 1 for active and 0 for inactive"
        }
    }

    private func list(_ labels: [Int]) -> String { labels.map(String.init).joined(separator: ", ") }
}
