import Exact
package import Patterns

/// What `nap mine` says: for every threshold and class the size of the pattern and who follows it.
package struct MiningReport: Encodable, Sendable {
    /// The model that patterns belong to.
    package struct Model: Encodable, Sendable {
        let path: String
        let sha256: String
        let layers: Int
        let neurons: Int

        package init(path: String, sha256: String, layers: Int, neurons: Int) {
            self.path = path
            self.sha256 = sha256
            self.layers = layers
            self.neurons = neurons
        }
    }

    package struct Data: Encodable, Sendable {
        let name: String
        let rows: Int
        /// Rows without class: ties, where the network says what the class is.
        let unclassified: Int
        let exactRows: Int

        package init(_ data: EvaluatedData, _ source: LabelSource) {
            name = data.name
            rows = data.rows.count
            unclassified = rows - data.rowCounts(source).reduce(0, +)
            exactRows = data.exactRows
        }
    }

    /// The pattern of one class at one threshold.
    package struct Pattern: Encodable, Sendable {
        let delta: String
        let relax: String
        let `class`: Int
        let size: Int
        let activeFrom: Int
        let inactiveUpTo: Int
        let mining: FollowingSummary
        let test: FollowingSummary?
        /// The file that was written.
        let file: String?

        package init(
            _ threshold: MiningThreshold, size: Int, mining: Following, test: Following?, file: String?
        ) {
            delta = threshold.delta.text
            relax = threshold.relaxation.text
            `class` = mining.label
            self.size = size
            activeFrom = threshold.leastActive(of: mining.ownRows)
            inactiveUpTo = threshold.mostActive(of: mining.ownRows)
            self.mining = FollowingSummary(mining)
            self.test = test.map { FollowingSummary($0) }
            self.file = file
        }
    }

    let schema = 1
    let network: Model
    let data: Data
    let test: Data?
    let labelSource: String
    /// Mined rows by class.
    let rows: [Int]
    package let patterns: [Pattern]

    package init(
        network: Model, data: Data, test: Data?, _ source: LabelSource, rows: [Int], _ patterns: [Pattern]
    ) {
        self.network = network
        self.rows = rows
        self.data = data
        self.test = test
        labelSource = source.rawValue
        self.patterns = patterns
    }

    /// The facts, and a table for each threshold.
    package var text: String {
        let thresholds = patterns.map(\.delta).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
        return ([facts] + thresholds.map { table(at: $0) }).joined(separator: "\n\n")
    }

    private var facts: String {
        var lines = [
            "network  \(network.path): \(NumberText.count(network.layers, "ReLU layer")), "
                + NumberText.count(network.neurons, "neuron"),
            "data     \(data.text), classes by \(labelSource == "dataset" ? "label" : "prediction")",
        ]
        if let test { lines.append("test     \(test.text)") }
        return lines.joined(separator: "\n")
    }

    private func table(at delta: String) -> String {
        let shown = patterns.filter { $0.delta == delta }
        let relax = shown.first?.relax ?? ""
        var titles = ["class", "size", "recall", "others"]
        if test != nil { titles += ["test recall", "test others"] }
        titles += ["rows", "active from", "inactive up to"]
        let rows = shown.map { pattern in
            var cells = [String(pattern.class), String(pattern.size)] + pattern.mining.cells
            if test != nil { cells += pattern.test?.cells ?? ["", ""] }
            return cells + [
                String(pattern.mining.rows), String(pattern.activeFrom), String(pattern.inactiveUpTo),
            ]
        }
        return "delta \(delta), relax \(relax)\n\n"
            + TextTable.text(titles: titles, rows: rows, rightAligned: Set(titles.indices))
    }
}

/// Who follows a pattern, of its class and of all others.
package struct FollowingSummary: Encodable, Sendable {
    /// The rows of the class, and how many of them follow.
    let rows: Int
    let own: Int
    let others: Int
    let recall: Double?
    let precision: Double?
    /// By class.
    let followers: [Int]

    package init(_ following: Following) {
        rows = following.ownRows
        own = following.own
        others = following.others
        recall = following.recall
        precision = following.precision
        followers = following.followers
    }

    fileprivate var cells: [String] { [NumberText.percent(recall), String(others)] }
}

extension MiningReport.Data {
    var text: String {
        let ties = unclassified == 0 ? "" : ", \(NumberText.count(unclassified, "row")) without class left out"
        let exact = exactRows == 0 ? "" : ", \(exactRows) evaluated exactly"
        return "\(name): \(NumberText.count(rows, "row"))\(ties)\(exact)"
    }
}

extension NumberText {
    /// A share with one digit after the point, `81.0 %`; a hyphen where there is none.
    static func percent(_ share: Double?) -> String {
        share.map { "\(fixed($0 * 100, places: 1)) %" } ?? "-"
    }
}
