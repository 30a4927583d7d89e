import Contexts
import Exact
import Properties

/// A set of inputs in the making: the tightest box that rows on single inputs give, and the rows that no box can hold.
struct RegionBuilder {
    private var lower: [Rational?]
    private var upper: [Rational?]
    private var rows: [LinearRow] = []
    /// Strict rows on single inputs. The box holds their closure; they matter when they touch its end.
    private var strictBounds: [LinearRow] = []

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

    /// Intersects with a row over inputs that is not constant.
    mutating func add(_ row: LinearRow) {
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

    /// The region. Throws the error about the first input without a bound; requires that ``emptyRange`` is `nil`.
    func region(of property: UnsafeProperty) throws(PropertyError) -> BoundedRegion {
        var low: [Rational] = []
        var high: [Rational] = []
        low.reserveCapacity(lower.count)
        high.reserveCapacity(upper.count)
        for input in lower.indices {
            guard let a = lower[input], let b = upper[input] else {
                let side: PropertyError.Side = lower[input] == nil ? .lower : .upper
                let name = property.names.input.element(input)
                throw .inputWithoutBound(file: property.source, input: name, side: side)
            }
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
