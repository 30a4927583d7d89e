import Networks
package import Patterns

/// What `nap check` says: how well patterns fit data, how they stand to each other, and who turns rows away.
package struct PatternCheckReport: Encodable, Sendable {
    package struct Pattern: Encodable, Sendable {
        let file: String
        let `class`: Int?
        let size: Int
        /// Followers by class, of any pattern.
        let followers: [Int]
        /// Against the pattern's class; left out when it names none.
        let coverage: FollowingSummary?
        /// All neurons that turn rows of the class away, the worst first.
        let rejecting: [Rejection]?

        private enum CodingKeys: CodingKey {
            case file, `class`, size, followers, coverage, rejecting
        }
    }

    package struct Rejection: Encodable, Sendable {
        let neuron: Int
        /// `relu[1]` and the place in it.
        let layer: String
        let index: Int
        let demand: String
        let rows: Int
    }

    /// A pair of patterns one of which is coarser, or that conflict.
    package struct Relation: Encodable, Sendable {
        let first: String
        let second: String
        let order: PatternOrder
        /// Neurons that one wants active and the other inactive.
        let conflicts: Int
    }

    let schema = 1
    let network: MiningReport.Model
    let data: MiningReport.Data
    let labelSource: String
    /// Rows by class.
    let rows: [Int]
    let patterns: [Pattern]
    let relations: [Relation]
    let distances: [DistanceSummary]?

    /// `documents` are the patterns with the files they come from. Cost: every row is compared with every pattern.
    package init(
        network: MiningReport.Model, _ documents: [(file: String, document: NAPDocument)], _ data: EvaluatedData,
        _ source: LabelSource, distances: [ClassDistances]?
    ) {
        self.network = network
        self.data = MiningReport.Data(data, source)
        labelSource = source.rawValue
        rows = data.rowCounts(source)
        self.distances = distances.map { $0.map { DistanceSummary($0) } }
        patterns = documents.map { file, document in
            let pattern = document.pattern
            let following = document.target.map { Following(of: pattern, label: $0, in: data, source) }
            let rejections = document.target.map { data.rejections(by: pattern, of: $0, source) }
            return Pattern(
                file: file, class: document.target, size: pattern.size,
                followers: following?.followers ?? data.followers(of: pattern, source),
                coverage: following.map { FollowingSummary($0) },
                rejecting: rejections.map { Self.worst($0, pattern, data.layers) })
        }
        relations = documents.indices.flatMap { i in
            documents.indices.dropFirst(i + 1).map { j in
                let (a, b) = (documents[i].document.pattern, documents[j].document.pattern)
                return Relation(
                    first: documents[i].file, second: documents[j].file, order: a.order(to: b),
                    conflicts: a.conflicts(with: b).count)
            }
        }
    }

    private static func worst(
        _ counts: [Int: Int], _ pattern: ActivationPattern, _ layers: [ReLULayer]
    ) -> [Rejection] {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.compactMap { neuron, rows in
            guard let number = layers.firstIndex(where: { $0.neurons.contains(neuron) }) else { return nil }
            return Rejection(
                neuron: neuron, layer: "relu[\(number)]", index: neuron - layers[number].firstNeuron,
                demand: pattern[neuron] == .active ? "active" : "inactive", rows: rows)
        }
    }

    // MARK: Text

    package var text: String {
        [facts, table, followerTable, rejectionTable, order, distanceText].compactMap(\.self)
            .joined(separator: "\n\n")
    }

    private var facts: String {
        """
        network  \(network.path): \(NumberText.count(network.layers, "ReLU layer")), \
        \(NumberText.count(network.neurons, "neuron"))
        data     \(data.text), classes by \(labelSource == "dataset" ? "label" : "prediction")
        """
    }

    private var table: String {
        let cells = patterns.map { pattern in
            [
                pattern.file, pattern.class.map(String.init) ?? "-", String(pattern.size),
                NumberText.percent(pattern.coverage?.recall), NumberText.percent(pattern.coverage?.precision),
                pattern.coverage.map { String($0.others) } ?? "-",
            ]
        }
        return TextTable.text(
            titles: ["pattern", "class", "size", "coverage", "precision", "others"], rows: cells,
            rightAligned: [1, 2, 3, 4, 5])
    }

    /// More classes do not fit a line.
    private static let widestTable = 16

    private var followerTable: String? {
        guard rows.count <= Self.widestTable else { return nil }
        let cells = patterns.map { [$0.file] + $0.followers.map(String.init) }
        return TextTable.text(
            titles: ["followers by class"] + rows.indices.map(String.init),
            rows: cells + [["all rows"] + rows.map(String.init)], rightAligned: Set(1...rows.count))
    }

    /// The neurons that most rows of the pattern's own class do not suit.
    private var rejectionTable: String? {
        // The worst of each are enough where there are many.
        let listed = patterns.count > 3 ? 1 : 5
        let cells = patterns.flatMap { pattern in
            (pattern.rejecting ?? []).prefix(listed).map {
                [pattern.file, "\($0.layer) \($0.index)", $0.demand, String($0.rows)]
            }
        }
        guard !cells.isEmpty else { return nil }
        return TextTable.text(
            titles: ["pattern", "neuron", "wanted", "turned away"], rows: cells, rightAligned: [3])
    }

    private var order: String? {
        guard !relations.isEmpty else { return nil }
        let ordered = relations.filter { $0.order != .incomparable }.map { relation in
            relation.order == .equal
                ? "\(relation.first) equals \(relation.second)"
                : "\(relation.first) is \(relation.order.rawValue) than \(relation.second)"
        }
        let disjoint = relations.filter { $0.conflicts > 0 }.count
        let pairs =
            "\(disjoint) of \(NumberText.count(relations.count, "pair")) conflict on a neuron: in the strict sense no "
            + "input follows both"
        return ((ordered.isEmpty ? ["no pattern is coarser than another"] : ordered) + [pairs]).joined(separator: "\n")
    }

    private var distanceText: String? {
        guard let distances, !distances.isEmpty else { return nil }
        return DistanceSummary.table(distances)
    }
}
