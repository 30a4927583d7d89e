import Contexts
package import SpecReading

/// What a spec file and the files it includes define.
package struct Namespace: Sendable {
    package private(set) var network: NetworkNode?
    package private(set) var data: [String: Definition<DataNode>] = [:]
    package private(set) var patterns: [String: Definition<PatternNode>] = [:]
    package private(set) var regions: [String: Definition<RegionNode>] = [:]
    package private(set) var parameters: [String: Definition<ValuesNode>] = [:]
    package private(set) var defaults = DefaultsNode()
    /// Names of the data sets in the order of their definitions.
    package private(set) var dataNames: [String] = []

    package init() {}

    /// Adds what a file defines. A second definition is reported and does not count.
    mutating func add(_ file: SpecFile, sink: DiagnosticSink) {
        if let node = file.network {
            if let first = network {
                sink.report(
                    .redefinition(
                        kind: "the network", name: node.path?.value ?? "network",
                        first: first.span.text(from: node.span)), at: node.span)
            } else {
                network = node
            }
        }
        dataNames += file.data.map(\.name.value).filter { data[$0] == nil }
        Self.merge(file.data, into: &data, kind: "data set", sink)
        Self.merge(file.patterns, into: &patterns, kind: "pattern", sink)
        Self.merge(file.regions, into: &regions, kind: "region", sink)
        Self.merge(file.parameters, into: &parameters, kind: "parameter", sink)
        defaults.fill(from: file.defaults)
    }

    private static func merge<Value>(
        _ definitions: [Definition<Value>], into table: inout [String: Definition<Value>], kind: String,
        _ sink: DiagnosticSink
    ) {
        for definition in definitions {
            let name = definition.name
            if let first = table[name.value] {
                sink.report(
                    .redefinition(kind: kind, name: name.value, first: first.name.span.text(from: name.span)),
                    at: name.span)
            } else {
                table[name.value] = definition
            }
        }
    }
}

extension DefaultsNode {
    /// Takes from `other` what is not set here: a file's own defaults come before those of its includes.
    fileprivate mutating func fill(from other: DefaultsNode) {
        budget = budget.filled(from: other.budget)
        seed = seed ?? other.seed
        threads = threads ?? other.threads
        decision = decision ?? other.decision
    }
}

extension BudgetNode {
    func filled(from other: BudgetNode) -> BudgetNode {
        var filled = self
        filled.time = time ?? other.time
        filled.memory = memory ?? other.memory
        filled.nodes = nodes ?? other.nodes
        filled.threads = threads ?? other.threads
        return filled
    }
}
