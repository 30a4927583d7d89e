import Contexts
import Exact
import Properties

/// A set of inputs in the making: the tightest box that rows on single inputs give, and the rows that no box can hold.
struct RegionBuilder {
    private(set) var lower: [Rational?]
    private(set) var upper: [Rational?]
    private(set) var rows: [LinearRow] = []
    /// Strict rows on single inputs. The box holds their closure; they matter when they touch its end.
    private(set) var strictBounds: [LinearRow] = []
    /// Whether a row without variables was false.
    private(set) var isImpossible = false

    /// An input that no value can have. Both ends are the same when one of them is excluded by a strict row.
    struct EmptyRange {
        let input: Int
        let lower: Rational
        let upper: Rational
    }

    /// All inputs, unbounded.
    init(inputCount: Int) {
        lower = [Rational?](repeating: nil, count: inputCount)
        upper = lower
    }

    init(_ box: Box) {
        lower = box.lower
        upper = box.upper
    }

    var inputCount: Int { lower.count }

    /// Intersects with a row over inputs.
    mutating func add(_ row: LinearRow) {
        if let truth = row.constantTruth {
            if !truth { isImpossible = true }
            return
        }
        guard row.terms.count == 1, let term = row.terms.first, case .input(let input) = term.variable else {
            rows.append(row)
            return
        }
        let end = row.bound / term.coefficient
        if term.coefficient.isNegative {
            lower[input] = lower[input].map { max($0, end) } ?? end
        } else {
            upper[input] = upper[input].map { min($0, end) } ?? end
        }
        if row.isStrict { strictBounds.append(row) }
    }

    /// Intersects with another set of the same inputs.
    mutating func intersect(_ other: RegionBuilder) {
        for i in lower.indices {
            if let end = other.lower[i] { lower[i] = lower[i].map { max($0, end) } ?? end }
            if let end = other.upper[i] { upper[i] = upper[i].map { min($0, end) } ?? end }
        }
        rows += other.rows
        strictBounds += other.strictBounds
        isImpossible = isImpossible || other.isImpossible
    }

    /// Adds further inputs with their own constraints after those there are.
    mutating func append(_ other: RegionBuilder) {
        let offset = inputCount
        lower += other.lower
        upper += other.upper
        rows += other.rows.map { $0.movingInputs(by: offset) }
        strictBounds += other.strictBounds.map { $0.movingInputs(by: offset) }
        isImpossible = isImpossible || other.isImpossible
    }

    /// Gives ends that are missing the value that rows imply, where they do: `x_1 >= x_0` bounds x_1 from below when x_0 is.
    /// The set stays what it is. Cost: the rows, for each time that one of them gives an end.
    mutating func deriveEnds() {
        var isNew = true
        while isNew && (lower.contains(nil) || upper.contains(nil)) {
            isNew = false
            for row in rows {
                for (k, term) in row.terms.enumerated() {
                    guard case .input(let input) = term.variable else { break }
                    let isLowerEnd = term.coefficient.isNegative
                    guard (isLowerEnd ? lower : upper)[input] == nil, let least = least(of: row, without: k) else {
                        continue
                    }
                    let end = (row.bound - least) / term.coefficient
                    if isLowerEnd { lower[input] = end } else { upper[input] = end }
                    isNew = true
                }
            }
        }
    }

    /// The least sum of all terms but one; `nil` when it has none.
    private func least(of row: LinearRow, without skipped: Int) -> Rational? {
        var sum = Rational.zero
        for (k, term) in row.terms.enumerated() where k != skipped {
            guard case .input(let input) = term.variable,
                let end = term.coefficient.isNegative ? upper[input] : lower[input]
            else { return nil }
            sum += term.coefficient * end
        }
        return sum
    }

    /// Moves every end outward. Requires ``isBox``.
    mutating func widen(by radius: Rational) {
        precondition(isBox, "rows do not move with the ends of a box")
        for i in lower.indices {
            lower[i] = lower[i].map { $0 - radius }
            upper[i] = upper[i].map { $0 + radius }
        }
    }

    /// No rows beside the ends of the ranges, and these belong to it.
    var isBox: Bool { rows.isEmpty && strictBounds.isEmpty && !isImpossible }

    /// Everything as rows, the ends of the ranges first.
    var constraints: [LinearRow] {
        var all: [LinearRow] = []
        for i in lower.indices {
            if let end = lower[i] { all.append(LinearRow(.input(i), times: -1, bound: -end)) }
            if let end = upper[i] { all.append(LinearRow(.input(i), times: 1, bound: end)) }
        }
        return all + strictBounds + rows
    }

    /// The first input whose range is empty, if there is one.
    var emptyRange: EmptyRange? {
        for input in lower.indices {
            if let lower = lower[input], let upper = upper[input], upper < lower {
                return EmptyRange(input: input, lower: lower, upper: upper)
            }
        }
        for row in strictBounds {
            guard case .input(let input)? = row.terms.first?.variable, let end = lower[input], end == upper[input],
                !row.isMet(slack: row.slack { _ in end })
            else { continue }
            return EmptyRange(input: input, lower: end, upper: end)
        }
        return nil
    }

    /// The ends that are missing, input by input.
    var openSides: [ClaimError.OpenSide] {
        lower.indices.flatMap { i -> [ClaimError.OpenSide] in
            (lower[i] == nil ? [.init(input: i, side: .lower)] : [])
                + (upper[i] == nil ? [.init(input: i, side: .upper)] : [])
        }
    }

    /// The region; `nil` when an input has no bound. Requires that ``emptyRange`` is `nil`.
    var region: BoundedRegion? {
        var low: [Rational] = []
        var high: [Rational] = []
        low.reserveCapacity(lower.count)
        high.reserveCapacity(upper.count)
        for input in lower.indices {
            guard let a = lower[input], let b = upper[input] else { return nil }
            low.append(a)
            high.append(b)
        }
        let touching = strictBounds.filter { row in
            guard let term = row.terms.first, case .input(let input) = term.variable else { return true }
            let end = term.coefficient.isNegative ? low[input] : high[input]
            return !row.isMet(slack: row.slack { _ in end })
        }
        return BoundedRegion(box: Box(lower: low, upper: high), rows: Self.distinct(rows + touching))
    }

    private static func distinct(_ rows: [LinearRow]) -> [LinearRow] {
        if rows.count < 2 { return rows }
        var seen = Set<LinearRow>()
        return rows.filter { seen.insert($0).inserted }
    }
}

/// A box of inputs and further rows on them.
struct BoundedRegion: Hashable {
    let box: Box
    let rows: [LinearRow]
}

extension LinearRow {
    /// The row over inputs `offset` places further on.
    fileprivate func movingInputs(by offset: Int) -> LinearRow {
        let moved = terms.map { term -> (variable: Variable, coefficient: Rational) in
            guard case .input(let i) = term.variable else { return (term.variable, term.coefficient) }
            return (.input(i + offset), term.coefficient)
        }
        return LinearRow(terms: moved, bound: bound, isStrict: isStrict)
    }
}
