import Exact
import Properties
import SpecReading

/// An end of an input's range, and where the file says so; no place when data decide it.
struct WrittenBound {
    let value: Rational
    let origin: Span?
}

/// What is known of the range of every input in a region: enough to see an input without a bound, and bounds that leave
/// nothing between them. Ends are closed; rows over several inputs say nothing here.
struct Sides {
    private(set) var lower: [WrittenBound?]
    private(set) var upper: [WrittenBound?]
    /// A cone goes on for ever and is no mistake.
    var isConic = false

    /// No bounds.
    init(inputCount: Int) {
        lower = [WrittenBound?](repeating: nil, count: inputCount)
        upper = lower
    }

    init(_ box: Box, origin: Span?) {
        lower = box.lower.map { WrittenBound(value: $0, origin: origin) }
        upper = box.upper.map { WrittenBound(value: $0, origin: origin) }
    }

    init(lower: [WrittenBound?], upper: [WrittenBound?]) {
        self.lower = lower
        self.upper = upper
    }

    /// Inputs without an end on some side; none for a cone.
    var open: [Int] { isConic ? [] : lower.indices.filter { lower[$0] == nil || upper[$0] == nil } }

    /// The first input whose ends have crossed.
    var crossed: Int? {
        lower.indices.first { i in
            guard let a = lower[i], let b = upper[i] else { return false }
            return a.value > b.value
        }
    }

    /// Takes in a row over one input; other rows change nothing.
    mutating func meet(_ row: LinearRow, origin: Span?) {
        guard row.terms.count == 1, let term = row.terms.first, case .input(let i) = term.variable else { return }
        let bound = WrittenBound(value: row.bound / term.coefficient, origin: origin)
        if term.coefficient.isNegative {
            lower[i] = Self.greater(lower[i], bound)
        } else {
            upper[i] = Self.lesser(upper[i], bound)
        }
    }

    mutating func meet(_ other: Sides) {
        for i in lower.indices {
            lower[i] = Self.greater(lower[i], other.lower[i])
            upper[i] = Self.lesser(upper[i], other.upper[i])
        }
        isConic = isConic || other.isConic
    }

    /// The range of either region.
    mutating func join(_ other: Sides) {
        let isConic = (open.isEmpty && other.open.isEmpty) && (isConic || other.isConic)
        for i in lower.indices {
            lower[i] = Self.both(lower[i], other.lower[i]) { $0.value <= $1.value }
            upper[i] = Self.both(upper[i], other.upper[i]) { $0.value >= $1.value }
        }
        self.isConic = isConic
    }

    func widened(by radius: Rational) -> Sides {
        var result = Sides(
            lower: lower.map { $0.map { WrittenBound(value: $0.value - radius, origin: nil) } },
            upper: upper.map { $0.map { WrittenBound(value: $0.value + radius, origin: nil) } })
        result.isConic = isConic
        return result
    }

    /// The sides of all points moved along the sweep.
    func moved(by sweep: Sweep) -> Sides {
        func moved(_ bound: WrittenBound?, _ step: Rational, towards end: Rational) -> WrittenBound? {
            bound.map { WrittenBound(value: $0.value + step * end, origin: nil) }
        }
        var result = self
        for (i, step) in sweep.direction.enumerated() {
            let (low, high) = step.isNegative ? (sweep.upper, sweep.lower) : (sweep.lower, sweep.upper)
            result.lower[i] = moved(lower[i], step, towards: low)
            result.upper[i] = moved(upper[i], step, towards: high)
        }
        return result
    }

    func scaled(by scale: Scale) -> Sides {
        func end(_ bound: WrittenBound?, outwards: Bool) -> WrittenBound? {
            guard let bound else { return nil }
            if bound.value.isZero { return WrittenBound(value: .zero, origin: nil) }
            guard outwards else { return WrittenBound(value: bound.value * scale.lower, origin: nil) }
            return scale.upper.map { WrittenBound(value: bound.value * $0, origin: nil) }
        }
        var result = Sides(
            lower: lower.map { end($0, outwards: $0?.value.isNegative ?? false) },
            upper: upper.map { end($0, outwards: $0.map { $0.value > .zero } ?? false) })
        result.isConic = scale.upper == nil && open.isEmpty
        return result
    }

    private static func greater(_ a: WrittenBound?, _ b: WrittenBound?) -> WrittenBound? {
        guard let a, let b else { return a ?? b }
        return b.value > a.value ? b : a
    }

    private static func lesser(_ a: WrittenBound?, _ b: WrittenBound?) -> WrittenBound? {
        guard let a, let b else { return a ?? b }
        return b.value < a.value ? b : a
    }

    private static func both(
        _ a: WrittenBound?, _ b: WrittenBound?, _ isOuter: (WrittenBound, WrittenBound) -> Bool
    ) -> WrittenBound? {
        guard let a, let b else { return nil }
        return isOuter(a, b) ? a : b
    }
}
