import Contexts
import SpecReading

/// The cases of one check: the product of what its names run over, or their values side by side with `zip: true`.
struct Expansion {
    /// The limit when none is given.
    static let standardLimit = 100_000
    /// No list is made longer than this, whatever the limit.
    static let greatestLimit = 1_000_000

    let names: [String]
    /// What each name runs over.
    let lists: [[BoundValue]]
    let isZipped: Bool

    /// Reports lists that cannot be paired, and products beyond the limit.
    func check(limit: Int, at span: Span, sink: DiagnosticSink) -> Bool {
        let counts = lists.map(\.count)
        if isZipped {
            if Set(counts).count > 1 {
                let lengths = zip(names, counts).map { "\($0) has \($1)" }
                sink.report(.unequalLists(lengths: lengths), at: span)
                return false
            }
            guard (counts.first ?? 1) > limit else { return true }
        } else {
            var product = 1
            let isWithin = counts.allSatisfy { count in
                let (next, hasOverflow) = product.multipliedReportingOverflow(by: count)
                product = next
                return !hasOverflow
            }
            if isWithin && product <= limit { return true }
            if counts.contains(0) { return true }
        }
        let factors = isZipped ? [counts.first ?? 1] : counts
        sink.report(.tooManyChecks(factors: factors, limit: limit), at: span)
        return false
    }

    /// Cases that show every mistake in written values and in tables once: each list is walked with the others at their
    /// first values. Rows of data are not walked: nothing of them is written in the file.
    var probes: [Scope] {
        guard lists.allSatisfy({ !$0.isEmpty }) else { return [] }
        let first = lists.map { $0[0] }
        var scopes = [Scope(names: names, values: first)]
        if isZipped {
            guard lists.contains(where: Self.isWalked) else { return scopes }
            return Array(self)
        }
        for (i, list) in lists.enumerated() where Self.isWalked(list) {
            for value in list.dropFirst() {
                var values = first
                values[i] = value
                scopes.append(Scope(names: names, values: values))
            }
        }
        return scopes
    }

    private static func isWalked(_ list: [BoundValue]) -> Bool {
        switch list.first {
        case .text, .tableRow: true
        case .row, .file, .number, .unknown, nil: false
        }
    }
}

extension Expansion: Sequence {
    /// Goes through the cases; the last name varies fastest.
    struct Iterator: IteratorProtocol {
        private let expansion: Expansion
        /// Where each list stands; `nil` at the end.
        private var indices: [Int]?

        init(_ expansion: Expansion) {
            self.expansion = expansion
            let isEmpty = expansion.lists.contains { $0.isEmpty }
            indices = isEmpty ? nil : [Int](repeating: 0, count: expansion.lists.count)
        }

        mutating func next() -> Scope? {
            guard let current = indices else { return nil }
            advance()
            return Scope(names: expansion.names, values: current.indices.map { expansion.lists[$0][current[$0]] })
        }

        private mutating func advance() {
            guard var next = indices else { return }
            let lists = expansion.lists
            indices = nil
            if expansion.isZipped {
                let isLast = next.indices.contains { next[$0] + 1 >= lists[$0].count }
                if !isLast && !next.isEmpty { indices = next.map { $0 + 1 } }
                return
            }
            guard let last = next.indices.last(where: { next[$0] + 1 < lists[$0].count }) else { return }
            next[last] += 1
            for i in next.indices where i > last { next[i] = 0 }
            indices = next
        }
    }

    func makeIterator() -> Iterator { Iterator(self) }
}
