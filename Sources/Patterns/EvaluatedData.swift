package import Networks

/// What a network does at one row of a data set.
package struct EvaluatedRow: Hashable, Sendable {
    /// The neurons whose pre-activations are above 0.
    package let active: NeuronSet
    /// The class that the network chooses, in exact arithmetic; `nil` when no output is strictly best.
    package let decision: Int?
    /// The class that the data set gives.
    package let label: Int?

    package init(active: NeuronSet, decision: Int?, label: Int?) {
        self.active = active
        self.decision = decision
        self.label = label
    }

    /// The class of the row, by one of the two sources.
    package func classification(_ source: LabelSource) -> Int? {
        switch source {
        case .dataset: label
        case .prediction: decision
        }
    }
}

/// Where the class of a row comes from.
package enum LabelSource: String, Hashable, Sendable, CaseIterable, Codable {
    /// The labels of the data; rows that the network gets wrong stay in their class.
    case dataset
    /// What the network decides; a row with a tie is in no class.
    case prediction
}

/// Which output is the class.
package enum ClassDecision: String, Hashable, Sendable, CaseIterable, Codable {
    case argmax, argmin
}

/// A data set as far as patterns are concerned: a bit per neuron and row.
package struct EvaluatedData: Sendable {
    package let name: String
    package let rows: [EvaluatedRow]
    /// The ReLU layers of the network, in order.
    package let layers: [ReLULayer]
    /// The number of the network's outputs.
    package let classCount: Int
    /// Rows in which float arithmetic could not tell all signs, so that interval or exact arithmetic did.
    package let exactRows: Int

    package init(name: String, rows: [EvaluatedRow], layers: [ReLULayer], classCount: Int, exactRows: Int) {
        self.name = name
        self.rows = rows
        self.layers = layers
        self.classCount = classCount
        self.exactRows = exactRows
    }

    /// The same with these rows alone.
    package func keeping(_ chosen: Set<Int>) -> EvaluatedData {
        EvaluatedData(
            name: name, rows: rows.indices.filter { chosen.contains($0) }.map { rows[$0] }, layers: layers,
            classCount: classCount, exactRows: exactRows)
    }

    /// How many rows each class has, by class; rows without class are not counted.
    package func rowCounts(_ source: LabelSource) -> [Int] {
        var counts = [Int](repeating: 0, count: classCount)
        for row in rows {
            if let label = row.classification(source), counts.indices.contains(label) { counts[label] += 1 }
        }
        return counts
    }

    /// How many rows of each class follow a pattern.
    package func followers(of pattern: ActivationPattern, _ source: LabelSource) -> [Int] {
        var counts = [Int](repeating: 0, count: classCount)
        for row in rows {
            guard let label = row.classification(source), counts.indices.contains(label) else { continue }
            if pattern.isFollowed(byActive: row.active) { counts[label] += 1 }
        }
        return counts
    }

    /// For each decided neuron of a pattern how many rows of a class do not meet its demand; neurons that turn nobody away
    /// are left out.
    package func rejections(by pattern: ActivationPattern, of label: Int, _ source: LabelSource) -> [Int: Int] {
        var counts: [Int: Int] = [:]
        for row in rows where row.classification(source) == label {
            for neuron in pattern.rejections(ofActive: row.active).neurons { counts[neuron, default: 0] += 1 }
        }
        return counts
    }
}
