import Contexts
import Exact
import SpecReading

/// From `search:` to the interval to search.
struct SearchReader {
    let values: ValueReader

    private var sink: DiagnosticSink { values.sink }

    /// `nil` when the numbers make no search, which has been reported.
    func search(_ node: SearchNode) -> Search? {
        let read = (values.number(node.from), values.number(node.to), values.number(node.resolution))
        guard let from = read.0, let to = read.1, let resolution = read.2 else { return nil }
        guard from <= to else {
            return sink.fail(
                .emptyInterval(name: "search", text: "[\(from.text), \(to.text)]"),
                at: node.from.span)
        }
        guard resolution > .zero else {
            return sink.fail(
                .notPositive(what: "resolution", value: resolution.text),
                at: node.resolution.span)
        }
        return Search(name: node.name.value, from: from, to: to, resolution: resolution)
    }

    /// Reports a search whose name makes no difference: the claims at both ends are the same.
    func checkUse(
        _ search: Search, _ node: SearchNode, of definition: CheckDefinition, _ network: DeclaredNetwork,
        made: ClaimReader.Made
    ) {
        guard search.from < search.to else { return }
        // The least value may make no region, such as a scale of 0; that is for the search to find.
        let reader = ClaimReader(
            definition: definition, network: network,
            scope: values.scope.binding(search.name, to: .number(search.from)), sink: DiagnosticSink())
        guard let other = reader.read(), other.claim == made.claim else { return }
        sink.report(.unusedSearch(name: search.name), at: node.name.span)
    }
}
