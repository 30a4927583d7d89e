import Contexts
import Digests
import Exact
import Files
import Networks
import Properties
import SpecReading

/// From `network:` to a network with names, units and a domain.
struct NetworkDeclaration {
    let values: ValueReader

    private var sink: DiagnosticSink { values.sink }

    /// The network of a declaration in one case of a check. `nil` when it cannot be used, which has been reported.
    func network(_ node: NetworkNode) -> DeclaredNetwork? {
        guard let template = node.path, let path = values.path(template) else { return nil }
        let key = Library.DeclarationKey(span: node.span, path: path)
        return values.library.declared(key) { declared(node, template, path) }
    }

    private func declared(_ node: NetworkNode, _ template: TemplateNode, _ path: String) -> DeclaredNetwork? {
        let network: Network
        do {
            network = try values.library.network(at: path)
        } catch {
            let cause = message(error)
            return sink.fail(.network(path: path, cause: cause), at: template.span)
        }
        checkDigest(node, path)
        checkTensor(node.input, network[network.input].name, isInput: true)
        checkTensor(node.output, network[network.output].name, isInput: false)
        let inputs = names(node.inputs, what: "inputs", count: network.inputCount, isInput: true)
        let outputs = names(node.outputs, what: "outputs", count: network.outputCount, isInput: false)
        let units = node.units.map { self.units($0, count: network.inputCount) }
        let domain = node.domain.map { self.domain($0, units ?? nil, names: inputs ?? nil, network.inputCount) }
        // What is declared and wrong must not count as not declared.
        if inputs == .some(nil) || outputs == .some(nil) || units == .some(nil) || domain == .some(nil) { return nil }
        return DeclaredNetwork(
            path: path, network: network,
            decision: node.decision?.value ?? values.library.namespace.defaults.decision?.value ?? .argmax,
            inputNames: inputs ?? nil, outputNames: outputs ?? nil, units: units ?? nil, domain: domain ?? nil,
            semantics: node.semantics?.value ?? .real, span: node.span)
    }

    /// The start of the digest is enough.
    private func checkDigest(_ node: NetworkNode, _ path: String) {
        guard let given = node.sha256, let found = values.digest(ofNetworkAt: path, span: given.span) else { return }
        if found.hasPrefix(given.value.lowercased()) { return }
        let shown = String(found.prefix(max(12, given.value.count)))
        sink.report(.digest(path: path, given: given.value, found: shown), at: given.span)
    }

    private func checkTensor(_ given: Located<String>?, _ found: String, isInput: Bool) {
        guard let given, given.value != found else { return }
        sink.report(
            .tensorName(isInput: isInput, given: given.value, found: found),
            at: given.span)
    }

    /// `nil` when there are none, `.some(nil)` when they are wrong.
    private func names(_ names: [Located<String>]?, what: String, count: Int, isInput: Bool) -> [String]?? {
        guard let names, let first = names.first else { return nil }
        guard names.count == count else {
            return .some(
                sink.fail(
                    .entryCount(what: what, found: names.count, expected: count, isInput: isInput),
                    at: first.span))
        }
        var seen: Set<String> = []
        for name in names where !seen.insert(name.value).inserted {
            return .some(sink.fail(.repeatedName(name: name.value), at: name.span))
        }
        return names.map(\.value)
    }

    /// A written v reaches the network as (v - mean) / range, or as v * scale + shift.
    private func units(_ units: Located<NetworkNode.Units>, count: Int) -> InputUnits? {
        let (first, second, what): (VectorNode, VectorNode, String)
        switch units.value {
        case .meanRange(let mean, let range): (first, second, what) = (range, mean, "range")
        case .scaleShift(let scale, let shift): (first, second, what) = (scale, shift, "scale")
        }
        guard let divisors = values.vector(first, count: count, what: "units"),
            let offsets = values.vector(second, count: count, what: "units")
        else { return nil }
        if divisors.contains(where: \.isZero) {
            return sink.fail(.zeroUnit(what: what), at: units.span)
        }
        if case .scaleShift = units.value { return InputUnits(factors: divisors, shifts: offsets) }
        return InputUnits(
            factors: divisors.map { Rational.one / $0 }, shifts: zip(divisors, offsets).map { -$1 / $0 })
    }

    private func domain(
        _ domain: Located<[IntervalNode]>, _ units: InputUnits?, names: [String]?, _ count: Int
    ) -> Box? {
        guard domain.value.count == count || domain.value.count == 1 else {
            return sink.fail(
                .entryCount(what: "domain", found: domain.value.count, expected: count, isInput: true),
                at: domain.span)
        }
        let written = domain.value.enumerated().map { i, node in
            values.interval(node, name: domain.value.count == 1 ? "domain" : names?[i] ?? "x[\(i)]")
        }
        if written.contains(where: { $0 == nil }) { return nil }
        let known = written.compactMap { $0 }
        let intervals = known.count == count ? known : (0..<count).map { _ in known[0] }
        return Box.network(lower: intervals.map(\.lower), upper: intervals.map(\.upper), units: units)
    }
}

extension ValueReader {
    /// The SHA-256 of a model file. `nil` when it cannot be read, which has been reported.
    func digest(ofNetworkAt path: String, span: Span) -> String? {
        do {
            return try SHA256Digest.ofFile(at: path)
        } catch {
            return sink.fail(.network(path: path, cause: error), at: span)
        }
    }
}

extension Box {
    /// The box between two written corners in the network's own units: a unit with a negative factor swaps its ends.
    /// Requires lower ends that are not above the upper ones.
    static func network(lower: [Rational], upper: [Rational], units: InputUnits?) -> Box {
        guard let units else { return Box(lower: lower, upper: upper) }
        let (a, b) = (units.network(lower), units.network(upper))
        return Box(lower: zip(a, b).map { min($0, $1) }, upper: zip(a, b).map { max($0, $1) })
    }
}
