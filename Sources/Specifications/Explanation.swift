import Exact
import SpecReading

/// Checks said in English: what is quantified, what must hold, what is assumed. A property is always said positively; one
/// that was written as a violation is said negated.
package enum Explanation {
    /// One paragraph per entry under `checks:`, about its first case, with the number of cases.
    package static func text(of specification: Specification) -> String {
        var paragraphs: [String] = []
        var start = 0
        let checks = specification.checks
        while start < checks.count {
            let definition = checks[start].definition
            let end = checks[start...].firstIndex { $0.definition !== definition } ?? checks.count
            let more = end - start - 1
            let heading = "\(checks[start].id)\(more > 0 ? " (and \(more) more case\(more == 1 ? "" : "s"))" : "")"
            paragraphs.append("\(heading)\n  \(sentence(of: checks[start]))")
            start = end
        }
        return paragraphs.joined(separator: "\n\n")
    }

    /// A check in one sentence, followed by what it assumes.
    package static func sentence(of check: Check) -> String {
        ([claim(of: check)] + assumptions(of: check)).joined(separator: " ")
    }

    /// What a check claims, in one sentence.
    package static func claim(of check: Check) -> String {
        let network = check.network.path
        switch check.definition.node.vnnlib {
        case .file(let path)?:
            let words = RegionWords(scope: check.scope, library: check.definition.library)
            return "The network \(network) meets no point of the unsafe set in \(words.template(path))."
        case .text?: return "The network \(network) meets no point of the unsafe set written in the check."
        case nil: break
        }
        guard let region = check.definition.node.region, let property = check.definition.node.property else {
            return "Nothing is claimed."
        }
        let scope = check.search.map { check.scope.binding($0.name, to: .text(Located($0.name, at: property.span))) }
        let words = RegionWords(scope: scope ?? check.scope, library: check.definition.library)
        let place = words.words(region)
        let claim: String
        if case .empty = property.value {
            claim = "no input x \(place) exists"
        } else {
            let properties = PropertyWords(words: words, network: check.network)
            claim = "for every input x \(place), \(properties.words(property.value))"
        }
        guard let search = check.search else { return claim.prefix(1).uppercased() + claim.dropFirst() + "." }
        return "Find the largest \(search.name) from \(search.from.text) to \(search.to.text), to within "
            + "\(search.resolution.text), such that \(claim)."
    }

    private static func assumptions(of check: Check) -> [String] {
        var result = ["Assumes real arithmetic on the stored weights."]
        if check.network.semantics == .float32 {
            result.append("The file asks about float32 arithmetic, which is not what is proved.")
        }
        if check.network.units != nil, !check.isVNNLIB {
            result.append("Numbers written against inputs are in the units of the file.")
        }
        if let expectation = check.expectation {
            result.append(expectation == .holds ? "Expected to hold." : "Expected to be violated.")
        }
        return result
    }
}

/// A property as part of a sentence.
struct PropertyWords {
    let words: RegionWords
    let network: DeclaredNetwork

    private var best: String { network.decision == .argmax ? "largest" : "smallest" }

    func words(_ property: PropertyNode) -> String {
        let name = "the network \(network.path)"
        switch property {
        case .class(let node, let margin):
            let lead = margin.map { "by at least \(words.number($0))" } ?? "strictly \(best) output"
            return "\(name) decides class \(className(node)) (\(lead))"
        case .never(let nodes):
            return "\(name) never decides class \(nodes.map(className).joined(separator: " or ")), not even in a tie"
        case .top(let node, let within):
            return "class \(className(node)) is among the \(words.integer(within)) \(best) outputs of \(name)"
        case .target(let target, let rivals, let margin):
            let least = margin.map { words.number($0) } ?? "0"
            return "output \(className(target)) of \(name) exceeds output "
                + "\(rivals.map(className).joined(separator: " and ")) by at least \(least)"
        case .holds(let rows): return "\(name) satisfies \(constraints(rows))"
        case .violatedWhen(let rows):
            return rows.count == 1
                ? "\(name) never satisfies \(constraints(rows))"
                : "\(name) never satisfies \(constraints(rows)) at once"
        case .all(let parts): return parts.map { words($0.value) }.joined(separator: ", and ")
        case .any(let parts):
            return "at least one of these holds: " + parts.map { words($0.value) }.joined(separator: "; ")
        case .empty: return "no point is left"
        case .invalid: return "something holds that could not be read"
        }
    }

    private func constraints(_ rows: [ConstraintNode]) -> String {
        rows.map { words.constraint($0.value) }.joined(separator: " and ")
    }

    /// `COC`, or `3`.
    private func className(_ node: ClassNode) -> String {
        switch node.value {
        case .literal(let text): return name(text)
        case .reference(let reference):
            return name(words.number(Located(.reference(reference), at: node.span)))
        case .invalid: return "?"
        }
    }

    private func name(_ text: String) -> String {
        guard let index = Int(text), (0..<network.outputCount).contains(index) else { return text }
        return network.className(index)
    }
}
