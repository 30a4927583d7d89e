import Contexts
import Properties

/// One way to refute a property: the input meets every row of `region`, and the output (with the input) meets every row of
/// one member of `unsafe`.
///
/// Keeping the two sides apart is what keeps disjunctive normal form small: two input boxes times nine unsafe polyhedra
/// are two alternatives that share one list of nine, not eighteen conjunctions.
struct Alternative {
    var region: [LinearRow]
    var unsafe: [[LinearRow]]

    /// What every input meets, on condition that the output meets all of `rows`.
    init(region: [LinearRow] = [], rows: [LinearRow] = []) {
        self.region = region
        unsafe = [rows]
    }

    /// Whether the unsafe side is one empty conjunction: no demand on the output.
    fileprivate var demandsNothing: Bool { unsafe.count == 1 && unsafe[0].isEmpty }

    /// Adds a row that is not constant to the side it belongs to, for a value with one member in `unsafe`.
    fileprivate mutating func add(_ row: LinearRow) {
        if row.isOverInputs { region.append(row) } else { unsafe[0].append(row) }
    }
}

/// A formula in disjunctive form: the input meets every row of `shared`, and some alternative.
struct UnsafeSet {
    let shared: [LinearRow]
    let alternatives: [Alternative]

    /// All rows there are.
    var rows: [LinearRow] { shared + alternatives.flatMap { $0.region + $0.unsafe.flatMap { $0 } } }
}

/// Brings formulas into alternatives, within a budget of rows.
struct Expansion {
    /// Rows written by multiplying out, over the whole property, before it is refused.
    static let limit = 2_000_000

    private let file: String
    private var spent = 0

    init(file: String) {
        self.file = file
    }

    /// Throws ``PropertyError/tooManyCases(file:limit:)`` once the budget is spent.
    mutating func spend(_ rows: Int) throws(PropertyError) {
        let (sum, overflows) = spent.addingReportingOverflow(rows)
        guard !overflows, sum <= Self.limit else { throw .tooManyCases(file: file, limit: Self.limit) }
        spent = sum
    }

    /// A formula as what all its alternatives ask of the input, and the alternatives; none when it is false by its constant
    /// rows. The rows that all alternatives share are thousands and stay out of the multiplication.
    mutating func unsafeSet(of formula: Formula) throws(PropertyError) -> UnsafeSet {
        guard let (shared, factors) = try split([formula]) else { return UnsafeSet(shared: [], alternatives: []) }
        let outputRows = Alternative(rows: shared.unsafe[0])
        return UnsafeSet(shared: shared.region, alternatives: try product([outputRows], factors))
    }

    /// The formula as alternatives; none when it is false by its constant rows. Cost: linear without nested alternatives,
    /// the product of their counts with.
    private mutating func alternatives(of formula: Formula) throws(PropertyError) -> [Alternative] {
        switch formula {
        case .row(let row):
            if let truth = row.constantTruth { return truth ? [Alternative()] : [] }
            var alternative = Alternative()
            alternative.add(row)
            return [alternative]
        case .any(let parts):
            var union: [Alternative] = []
            // Alternatives about outputs only are one alternative with several unsafe polyhedra.
            var anywhere: Int?
            for part in parts {
                for alternative in try alternatives(of: part) {
                    if let anywhere, alternative.region.isEmpty {
                        union[anywhere].unsafe += alternative.unsafe
                    } else {
                        if alternative.region.isEmpty { anywhere = union.count }
                        union.append(alternative)
                    }
                }
            }
            return union
        case .all(let parts):
            guard let (shared, factors) = try split(parts) else { return [] }
            return try product([shared], factors)
        }
    }

    /// The rows that every alternative of the conjunction of `parts` has, and the disjunctions to be multiplied with them.
    /// `nil` when a constant row is false.
    private mutating func split(_ parts: [Formula]) throws(PropertyError) -> (shared: Alternative, factors: [Formula])?
    {
        var shared = Alternative()
        var factors: [Formula] = []
        for part in parts {
            switch part {
            case .row(let row):
                switch row.constantTruth {
                case nil: shared.add(row)
                case true?: break
                case false?: return nil
                }
            case .all(let nested):
                guard let inner = try split(nested) else { return nil }
                try spend(inner.shared.region.count + inner.shared.unsafe[0].count)
                shared.region += inner.shared.region
                shared.unsafe[0] += inner.shared.unsafe[0]
                factors += inner.factors
            case .any: factors.append(part)
            }
        }
        return (shared, factors)
    }

    /// `first` and all of `factors`, multiplied out.
    private mutating func product(_ first: [Alternative], _ factors: [Formula]) throws(PropertyError) -> [Alternative] {
        var result = first
        for factor in factors {
            let choices = try alternatives(of: factor)
            var next: [Alternative] = []
            for a in result {
                for b in choices { next.append(try conjunction(a, b)) }
            }
            result = next
        }
        return result
    }

    private mutating func conjunction(_ a: Alternative, _ b: Alternative) throws(PropertyError) -> Alternative {
        var both = a
        try spend(1 + (b.region.isEmpty ? 0 : a.region.count + b.region.count))
        both.region += b.region
        if a.demandsNothing {
            both.unsafe = b.unsafe
        } else if !b.demandsNothing {
            both.unsafe = []
            for x in a.unsafe {
                for y in b.unsafe {
                    try spend(x.count + y.count)
                    both.unsafe.append(x + y)
                }
            }
        }
        return both
    }
}
