import Contexts
import Exact
import Properties

/// Regions as unions of pieces.
struct RegionPieces {
    /// Bounds written by multiplying out unions, over the whole claim, before it is refused: parts times inputs, and a
    /// few for the part itself.
    static let limit = 4_000_000

    let inputCount: Int
    let neuronCount: Int
    let isBiasFree: Bool
    /// How many parts held no point, and why the first of them did not, when one input's range shows it.
    private(set) var emptyCount = 0
    private(set) var emptyRange: ClaimWarning.EmptyRange?
    /// Whether the base of some cone is known to contain the origin.
    private(set) var hasOriginInCone = false
    private var spent = 0

    init(inputCount: Int, neuronCount: Int, isBiasFree: Bool) {
        self.inputCount = inputCount
        self.neuronCount = neuronCount
        self.isBiasFree = isBiasFree
    }

    /// The pieces of a region; none when it is seen to be empty. Errors: ``ClaimError`` about the region.
    mutating func pieces(of region: Region) throws(ClaimError) -> [Piece] {
        switch region {
        case .box(let box):
            try checkCount(box.dimension)
            return [Piece(parameters: RegionBuilder(box))]
        case .oneNormBall(let center, let radii): return [try oneNormBall(center, radii)]
        case .halfspaces(let rows): return kept([try halfspaces(rows)])
        case .hull(let points): return try hull(points)
        case .pattern(let decisions): return [try pattern(decisions)]
        case .inflated(let base, let radius):
            var result: [Piece] = []
            for piece in try pieces(of: base) { result.append(try piece.inflated(by: radius)) }
            return result
        case .swept(let base, let sweep):
            try checkCount(sweep.direction.count)
            var result: [Piece] = []
            for piece in try pieces(of: base) { result.append(try piece.swept(by: sweep)) }
            return result
        case .cone(let base, let scale):
            hasOriginInCone = hasOriginInCone || base.isKnownToContainOrigin(patternsHold: isBiasFree)
            var result: [Piece] = []
            for piece in try pieces(of: base) {
                result.append(try piece.scaled(by: scale, isBiasFree: isBiasFree))
            }
            return result
        case .union(let parts):
            var result: [Piece] = []
            for part in parts { result += try pieces(of: part) }
            return result
        case .intersection(let parts): return try intersection(parts)
        }
    }

    private mutating func intersection(_ parts: [Region]) throws(ClaimError) -> [Piece] {
        var met = [Piece(parameters: RegionBuilder(inputCount: inputCount))]
        for part in parts {
            let choices = try pieces(of: part)
            var next: [Piece] = []
            for a in met {
                for b in choices {
                    try spend()
                    next.append(try a.meeting(b))
                }
            }
            met = kept(next)
        }
        return met
    }

    private mutating func spend() throws(ClaimError) {
        spent += inputCount + 16
        if spent > Self.limit { throw .tooManyParts(limit: Self.limit) }
    }

    /// The pieces that are not seen to be empty.
    private mutating func kept(_ pieces: [Piece]) -> [Piece] {
        pieces.filter { piece in
            let range = piece.parameters.emptyRange
            if range == nil && !piece.parameters.isImpossible { return true }
            note(piece.isPlain ? range : nil)
            return false
        }
    }

    /// Counts a piece that holds no point.
    mutating func note(empty piece: EmbeddedPiece) {
        note(piece.embedding == nil ? piece.parameters.emptyRange : nil)
    }

    private mutating func note(_ range: RegionBuilder.EmptyRange?) {
        emptyCount += 1
        guard emptyRange == nil, let range else { return }
        emptyRange = ClaimWarning.EmptyRange(
            input: range.input, lower: range.lower.text, upper: range.upper.text)
    }

    private func checkCount(_ count: Int) throws(ClaimError) {
        if count != inputCount { throw .inputCountMismatch(region: count, network: inputCount) }
    }
}

extension RegionPieces {
    /// x = center + p - q with p, q in [0, radii] and the sum of (p + q) / radii at most 1: |p - q| <= p + q, and equal
    /// where one of them is 0. Entries with radius 0 have no parameters. With a single entry left the ball is a box.
    private func oneNormBall(_ center: [Rational], _ radii: [Rational]) throws(ClaimError) -> Piece {
        try checkCount(center.count)
        try checkCount(radii.count)
        precondition(radii.allSatisfy { !$0.isNegative }, "a negative radius")
        let moving = radii.indices.filter { !radii[$0].isZero }
        if moving.count <= 1 {
            let box = Box(lower: zip(center, radii).map { $0 - $1 }, upper: zip(center, radii).map { $0 + $1 })
            return Piece(parameters: RegionBuilder(box))
        }
        let widths = moving.map { radii[$0] } + moving.map { radii[$0] }
        let zeros = [Rational](repeating: .zero, count: widths.count)
        var parameters = RegionBuilder(Box(lower: zeros, upper: widths))
        parameters.add(
            LinearRow(terms: widths.enumerated().map { (.input($0), .one / $1) }, bound: .one))
        let map = ParameterMap(
            constant: center,
            parts: [
                .entries(first: 0, targets: moving, role: .above),
                .entries(first: moving.count, targets: moving, role: .below),
            ])
        return Piece(parameters: parameters, map: map)
    }

    /// x = v_k + sum of w_i (v_i - v_k): the last weight is 1 minus the others. One point is a box, no point nothing.
    private mutating func hull(_ points: [[Rational]]) throws(ClaimError) -> [Piece] {
        for point in points { try checkCount(point.count) }
        guard let last = points.last else {
            emptyCount += 1
            return []
        }
        let others = points.dropLast()
        if others.isEmpty { return [Piece(parameters: RegionBuilder(Box(lower: last, upper: last)))] }
        var parameters = RegionBuilder(
            Box(
                lower: [Rational](repeating: .zero, count: others.count),
                upper: [Rational](repeating: .one, count: others.count)))
        parameters.add(LinearRow(terms: others.indices.map { (.input($0), .one) }, bound: .one))
        let edges = others.map { point in zip(point, last).map { $0 - $1 } }
        return [
            Piece(
                parameters: parameters,
                map: ParameterMap(constant: last, parts: [.weights(first: 0, edges: edges)]))
        ]
    }

    private func halfspaces(_ rows: [LinearRow]) throws(ClaimError) -> Piece {
        var builder = RegionBuilder(inputCount: inputCount)
        for row in rows {
            precondition(row.isOverInputs, "a row of a region speaks about outputs")
            try row.checkVariables(inputCount: inputCount, outputCount: 0)
            builder.add(row)
        }
        return Piece(parameters: builder)
    }

    private func pattern(_ decisions: [PhaseDecision]) throws(ClaimError) -> Piece {
        var distinct: [PhaseDecision] = []
        var seen = Set<PhaseDecision>()
        for decision in decisions {
            guard (0..<neuronCount).contains(decision.neuron) else {
                throw .noSuchNeuron(index: decision.neuron, count: neuronCount)
            }
            if seen.insert(decision).inserted { distinct.append(decision) }
        }
        return Piece(parameters: RegionBuilder(inputCount: inputCount), decisions: distinct)
    }
}

extension LinearRow {
    /// Throws ``ClaimError/noSuchVariable(name:count:)`` for the first variable that is none of a network's.
    func checkVariables(inputCount: Int, outputCount: Int) throws(ClaimError) {
        for term in terms {
            switch term.variable {
            case .input(let i):
                if !(0..<inputCount).contains(i) { throw .noSuchVariable(name: "X_\(i)", count: inputCount) }
            case .output(let j):
                if !(0..<outputCount).contains(j) { throw .noSuchVariable(name: "Y_\(j)", count: outputCount) }
            }
        }
    }
}
