import Contexts
import Exact
import Properties

/// A convex part of a region, up to phases:
///
///     { a (constant + parts of u) : u in `parameters`, a in `scale` }, met with `pointRows` and `decisions`.
///
/// A region is a union of such pieces.
struct Piece {
    /// The set of parameters u.
    var parameters: RegionBuilder
    /// How the input follows from u; `nil` when it is u.
    var map: ParameterMap?
    /// The scales of a cone; `nil` when there is no cone and a = 1.
    var scale: Scale?
    /// Rows over the points of the piece, beyond what the parameters say.
    var pointRows: [LinearRow] = []
    /// Phases that the network has at the points of the piece.
    var decisions: [PhaseDecision] = []

    /// The parameters are the inputs themselves.
    var isPlain: Bool { map == nil && scale == nil }

    /// Turns the rows over points into rows over parameters. Requires no cone: there they need the scale.
    mutating func settleRows() {
        precondition(scale == nil, "rows over the points of a cone need its scale")
        let rewriting = RowRewriting(map, inverseScale: nil)
        let ranges = map?.weightRanges ?? []
        for row in pointRows { parameters.addIfNeeded(rewriting.rewritten(row), weights: ranges) }
        pointRows = []
    }
}

extension Piece {
    /// The piece met with another one.
    func meeting(_ other: Piece) throws(ClaimError) -> Piece {
        var met: Piece
        switch (isPlain, other.isPlain) {
        case (true, true):
            met = self
            met.parameters.intersect(other.parameters)
        case (true, false):
            met = other
            met.pointRows += parameters.constraints
        case (false, true):
            met = self
            met.pointRows += other.parameters.constraints
        case (false, false): met = try sideBySide(with: other)
        }
        met.decisions = decisions + other.decisions.filter { !decisions.contains($0) }
        return met
    }

    /// Both sets of parameters, tied by equal points.
    private func sideBySide(with other: Piece) throws(ClaimError) -> Piece {
        if scale != nil && other.scale != nil { throw .unsupported(.intersectionOfCones) }
        guard scale == nil, other.scale == nil, let map, let otherMap = other.map else {
            throw .unsupported(.coneMetWithShape)
        }
        var (first, second) = (self, other)
        first.settleRows()
        second.settleRows()
        let offset = first.parameters.inputCount
        first.parameters.append(second.parameters)
        let (terms, otherTerms) = (map.terms, otherMap.terms)
        for i in map.constant.indices {
            let sum =
                terms[i].map { (variable: Variable.input($0.parameter), coefficient: $0.coefficient) }
                + otherTerms[i].map { (variable: Variable.input($0.parameter + offset), coefficient: -$0.coefficient) }
            let difference = otherMap.constant[i] - map.constant[i]
            first.parameters.add(LinearRow(terms: sum, bound: difference))
            first.parameters.add(
                LinearRow(terms: sum.map { ($0.variable, -$0.coefficient) }, bound: -difference))
        }
        return first
    }

    /// All points that differ from one of the piece by at most `radius` in every entry.
    func inflated(by radius: Rational) throws(ClaimError) -> Piece {
        precondition(!radius.isNegative, "a negative radius")
        if scale != nil { throw .unsupported(.inflatedCone) }
        if !decisions.isEmpty { throw .unsupported(.inflatedPattern) }
        if radius.isZero { return self }
        var result = self
        result.settleRows()
        if map == nil && result.parameters.isBox {
            result.parameters.widen(by: radius)
            return result
        }
        try result.checkBounded()
        let base = map ?? .identity(parameters.inputCount)
        let count = base.constant.count
        let part = ParameterMap.Part.entries(
            first: result.parameters.inputCount, targets: Array(0..<count), role: .error)
        result.map = base.adding(part)
        let ends = [Rational](repeating: radius, count: count)
        result.parameters.append(RegionBuilder(Box(lower: ends.map { -$0 }, upper: ends)))
        return result
    }

    /// All points x + s * direction with x in the piece and s in the range of the sweep: s is a weight between its ends.
    func swept(by sweep: Sweep) throws(ClaimError) -> Piece {
        if scale != nil { throw .unsupported(.sweptCone) }
        if !decisions.isEmpty { throw .unsupported(.sweptPattern) }
        var result = self
        result.settleRows()
        try result.checkBounded()
        let base = (map ?? .identity(parameters.inputCount)).moved(by: sweep.direction.map { $0 * sweep.lower })
        result.map = base
        let width = sweep.upper - sweep.lower
        if width.isZero { return result }
        let edge = sweep.direction.map { $0 * width }
        result.map = base.adding(.weights(first: result.parameters.inputCount, edges: [edge]))
        result.parameters.append(RegionBuilder(Box(lower: [.zero], upper: [.one])))
        return result
    }

    /// All points a * x with x in the piece and a in `scale`. A cone over a cone has the products of their scales.
    func scaled(by scale: Scale, isBiasFree: Bool) throws(ClaimError) -> Piece {
        // With biases, phases belong to the base point, but the network is asked about the scaled one.
        if !decisions.isEmpty && !isBiasFree { throw .unsupported(.patternInBiasedCone) }
        var result = self
        if let inner = self.scale {
            if !pointRows.isEmpty { throw .unsupported(.coneOfCutCone) }
            let upper: Rational? =
                if let a = inner.upper, let b = scale.upper { a * b } else { nil }
            result.scale = Scale(lower: inner.lower * scale.lower, upper: upper)
            return result
        }
        result.settleRows()
        try result.checkBounded()
        result.scale = scale
        return result
    }

    private func checkBounded() throws(ClaimError) {
        let open = parameters.openSides
        if !open.isEmpty { throw .unboundedInputs(open) }
    }
}

extension RegionBuilder {
    /// Adds a row unless every point of the box meets it anyway; the parameters of each range in `weights` are not
    /// negative and have a sum of at most 1.
    mutating func addIfNeeded(_ row: LinearRow, weights: [Range<Int>]) {
        if let greatest = greatest(of: row, weights: weights), row.isMet(slack: row.bound - greatest) { return }
        add(row)
    }

    /// An upper bound of the row's left-hand side; `nil` when there is none.
    private func greatest(of row: LinearRow, weights: [Range<Int>]) -> Rational? {
        var sum = Rational.zero
        var best = [Rational](repeating: .zero, count: weights.count)
        for term in row.terms {
            guard case .input(let i) = term.variable else { return nil }
            if let group = weights.firstIndex(where: { $0.contains(i) }) {
                // A sum of c_k w_k with such weights is at most the largest c_k, or 0.
                best[group] = max(best[group], term.coefficient)
                continue
            }
            guard let end = term.coefficient.isNegative ? lower[i] : upper[i] else { return nil }
            sum += term.coefficient * end
        }
        return best.reduce(sum, +)
    }
}
