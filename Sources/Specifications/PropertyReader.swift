import Contexts
import Exact
import Properties
import SpecReading

/// From `property:` to its negation: the set of outputs (and inputs) that a counterexample has.
///
/// Scores are outputs under argmax and their negatives under argmin. A class property fails where another score is at
/// least as high, a tie included; with a margin above 0, where the lead is smaller than it. A class tied for best counts
/// as chosen for `never`, and as ahead for `top`.
struct PropertyReader {
    let values: ValueReader
    let network: DeclaredNetwork
    let observed = ObservedNeurons()

    /// Ways in which a `top` property may fail; beyond it the property is refused.
    static let combinationLimit = 100_000

    private var sink: DiagnosticSink { values.sink }

    /// The unsafe set. `nil` when the property cannot be read, which has been reported.
    func negation(_ node: Located<PropertyNode>) -> Formula? {
        switch node.value {
        case .invalid: return nil
        case .empty: return .all([])
        case .class(let name, let margin): return classProperty(name, margin)
        case .never(let names):
            let classes = names.map(index)
            return classes.contains { $0 == nil } ? nil : .any(classes.compactMap { $0 }.map(chosen))
        case .top(let name, let within): return top(name, within)
        case .target(let target, let rivals, let margin): return self.target(target, rivals, margin)
        case .holds(let rows): return self.rows(rows).map { .any($0.map { .row($0.complement) }) }
        case .violatedWhen(let rows): return self.rows(rows).map { .all($0.map { .row($0) }) }
        case .all(let parts):
            let read = parts.map(negation)
            return read.contains { $0 == nil } ? nil : .any(read.compactMap { $0 })
        case .any(let parts):
            let read = parts.map(negation)
            return read.contains { $0 == nil } ? nil : .all(read.compactMap { $0 })
        }
    }

    private func rows(_ nodes: [ConstraintNode]) -> [LinearRow]? {
        let reader = ConstraintReader(values: values, network: network, observed: observed)
        let read = nodes.map(reader.rows)
        return read.contains { $0 == nil } ? nil : read.compactMap { $0 }.flatMap { $0 }
    }

    // MARK: Classes

    /// `score(a) - score(b) <= bound`, or `<`.
    private func lead(_ a: Int, over b: Int, atMost bound: Rational, isStrict: Bool = false) -> Formula {
        let sign = network.decision == .argmax ? Rational.one : Rational(-1)
        return .row(
            LinearRow(terms: [(.output(a), sign), (.output(b), -sign)], bound: bound, isStrict: isStrict))
    }

    private func others(_ index: Int) -> [Int] { (0..<network.outputCount).filter { $0 != index } }

    private func classProperty(_ name: ClassNode, _ margin: NumberNode?) -> Formula? {
        let margin = margin.map(lengthOfLead) ?? Rational.zero
        guard let index = index(name), let margin else { return nil }
        guard margin > .zero else {
            return .loses(index, of: network.outputCount, isLeastBest: network.decision == .argmin)
        }
        return .any(others(index).map { lead(index, over: $0, atMost: margin, isStrict: true) })
    }

    /// Best, alone or tied.
    private func chosen(_ index: Int) -> Formula {
        .all(others(index).map { lead($0, over: index, atMost: .zero) })
    }

    /// At least `within` others are as good: then the class is not sure to be among that many.
    private func top(_ name: ClassNode, _ within: IntegerNode) -> Formula? {
        let count = network.outputCount
        guard let index = index(name), let within = self.within(within, classes: count) else { return nil }
        let rivals = others(index)
        return .any(
            Combinations(of: rivals, choosing: within).map { chosen in
                .all(chosen.map { lead(index, over: $0, atMost: .zero) })
            })
    }

    private func within(_ node: IntegerNode, classes: Int) -> Int? {
        guard let within = values.integer(node) else { return nil }
        guard (1..<max(classes, 2)).contains(within) else {
            return sink.fail(.topOutOfRange(within: within, classes: classes), at: node.span)
        }
        guard Combinations<Int>.count(of: classes - 1, choosing: within, atMost: Self.combinationLimit) != nil else {
            return sink.fail(
                .tooManyCombinations(within: within, classes: classes, limit: Self.combinationLimit), at: node.span)
        }
        return within
    }

    /// y_target - y_against >= margin for each rival, whatever the decision rule.
    private func target(_ target: ClassNode, _ rivals: [ClassNode], _ margin: NumberNode?) -> Formula? {
        let margin = margin.map(lengthOfLead) ?? Rational.zero
        let others = rivals.map(index)
        guard let index = index(target), let margin, !others.contains(where: { $0 == nil }) else { return nil }
        return .any(
            others.compactMap { $0 }.map { rival in
                .row(
                    LinearRow(
                        terms: [(.output(index), .one), (.output(rival), Rational(-1))], bound: margin, isStrict: true))
            })
    }

    private func lengthOfLead(_ node: NumberNode) -> Rational? {
        guard let value = values.number(node) else { return nil }
        guard value.isNegative else { return value }
        let span = values.blame(node)
        return sink.fail(.negative(what: "margin", value: value.text), at: span)
    }

    /// The index of a class that is written as an index, as the name of an output, or by reference.
    func index(_ node: ClassNode) -> Int? {
        // The only output is best by default: such a property would hold, or fail, whatever the network does.
        if network.outputCount == 1, !node.isInvalid { return sink.fail(.noClasses, at: node.span) }
        switch node.value {
        case .invalid: return nil
        case .literal(let text): return index(text, at: node.span)
        case .reference(let reference):
            guard let text = values.text(of: reference, at: node.span, kind: .text) else { return nil }
            if case .row(let data, let row?)? = values.scope[reference.name], let label = Int(text),
                !(0..<network.outputCount).contains(label)
            {
                return sink.fail(
                    .labelOutOfRange(
                        label: text, source: "row \(row) of \(data.text(from: node.span))",
                        count: network.outputCount), at: node.span)
            }
            return index(text, at: values.blame(reference) ?? node.span)
        }
    }

    private func index(_ text: String, at span: Span) -> Int? {
        if let index = network.outputNames?.firstIndex(of: text) { return index }
        if let index = Int(text), (0..<network.outputCount).contains(index) { return index }
        return sink.fail(
            .unknownClass(text: text, count: network.outputCount, names: network.outputNames ?? []),
            at: span)
    }
}

extension ClassNode {
    fileprivate var isInvalid: Bool { if case .invalid = value { true } else { false } }
}

/// The ways to choose a number of elements, in lexicographic order.
struct Combinations<Element>: Sequence, IteratorProtocol {
    private let elements: [Element]
    private var indices: [Int]?

    init(of elements: [Element], choosing count: Int) {
        self.elements = elements
        indices = count <= elements.count ? Array(0..<count) : nil
    }

    mutating func next() -> [Element]? {
        guard var current = indices else { return nil }
        let result = current.map { elements[$0] }
        let count = current.count
        if let i = (0..<count).last(where: { current[$0] < elements.count - count + $0 }) {
            current[i] += 1
            for j in (i + 1)..<Swift.max(i + 1, count) { current[j] = current[j - 1] + 1 }
            indices = current
        } else {
            indices = nil
        }
        return result
    }

    /// How many there are; `nil` when more than `limit`.
    static func count(of total: Int, choosing count: Int, atMost limit: Int) -> Int? {
        guard count <= total else { return 0 }
        let small = Swift.min(count, total - count)
        var result = 1
        for i in 0..<small {
            // Exact at every step: a product of i + 1 successive numbers is divisible by (i + 1)!.
            result = result * (total - i) / (i + 1)
            if result > limit { return nil }
        }
        return result
    }
}
