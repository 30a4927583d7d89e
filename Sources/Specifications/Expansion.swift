import Contexts
import SpecReading

/// The cases of one check: the product of what its names run over, or their values side by side with `zip: true`.
struct Expansion {
    /// The limit when none is given.
    static let standardLimit = 100_000
    /// No list is made longer than this, whatever the limit.
    static let greatestLimit = 10_000_000

    let names: [String]
    /// What each name runs over.
    let lists: [[BoundValue]]
    let isZipped: Bool

    /// The number of cases before `where:`.
    var count: Int {
        if isZipped { return lists.first?.count ?? 1 }
        return lists.reduce(1) { $0.multipliedReportingOverflow(by: $1.count).partialValue }
    }

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

    /// Calls `body` with the values of every case; the last name varies fastest.
    func forEach(_ body: (Scope) -> Void) {
        if isZipped {
            for i in 0..<count { body(Scope(names: names, values: lists.map { $0[i] })) }
            return
        }
        guard lists.allSatisfy({ !$0.isEmpty }) else { return }
        var indices = [Int](repeating: 0, count: lists.count)
        while true {
            body(Scope(names: names, values: lists.indices.map { lists[$0][indices[$0]] }))
            guard let last = indices.indices.last(where: { indices[$0] + 1 < lists[$0].count }) else { return }
            indices[last] += 1
            for i in indices.indices where i > last { indices[i] = 0 }
        }
    }

    /// Cases that show every mistake in written values and in tables once: the first case, then each list with the others
    /// at their first values. Rows of data are not walked: nothing of them is written in the file.
    var probes: [Scope] {
        guard lists.allSatisfy({ !$0.isEmpty }) else { return [] }
        let first = lists.map { $0[0] }
        var scopes = [Scope(names: names, values: first)]
        if isZipped {
            guard lists.contains(where: Self.isWalked) else { return scopes }
            for i in 1..<max(count, 1) { scopes.append(Scope(names: names, values: lists.map { $0[i] })) }
            return scopes
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
