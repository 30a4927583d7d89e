import Contexts
import Exact
import Properties

/// A piece as engines get it: a set of parameters, and how rows over inputs and outputs are written over them.
struct EmbeddedPiece {
    private(set) var parameters: RegionBuilder
    /// Sorted by neuron, active first.
    let decisions: [PhaseDecision]
    let embedding: Embedding?
    private let rewriting: RowRewriting
    private let weights: [Range<Int>]

    /// With `usesScale` the scale of a cone is a parameter t of its own, the inverse of a. Without, the points of the piece
    /// stand for all their multiples, which is right when nothing that is asked depends on the scale; a point of the cone
    /// is then made with the scale nearest to 1.
    ///
    /// Requires a least scale above 0 when the scale is used: t would have no upper bound.
    init(_ piece: Piece, inputCount: Int, usesScale: Bool) {
        parameters = piece.parameters
        decisions = piece.decisions.sorted { ($0.neuron, $0.isActive ? 0 : 1) < ($1.neuron, $1.isActive ? 0 : 1) }
        weights = piece.map?.weightRanges ?? []
        guard let scale = piece.scale, usesScale else {
            let fixed = piece.scale?.nearestToOne ?? .one
            rewriting = RowRewriting(piece.map, inverseScale: nil)
            embedding =
                piece.map == nil && fixed == .one
                ? nil
                : Embedding(
                    map: piece.map, parameterCount: parameters.inputCount, inputCount: inputCount,
                    hasInverseScale: false, fixedScale: fixed)
            for row in piece.pointRows { add(row) }
            return
        }
        precondition(!scale.lower.isZero, "the inverse of the scale has no upper bound")
        let t = parameters.inputCount
        var range = RegionBuilder(
            Box(lower: [scale.upper.map { .one / $0 } ?? .zero], upper: [.one / scale.lower]))
        // t = 0 is the limit of ever greater scales, and no scale: engines work on the closure, witnesses have t > 0.
        if scale.upper == nil { range.add(LinearRow(.input(0), times: -.one, bound: .zero, isStrict: true)) }
        parameters.append(range)
        rewriting = RowRewriting(piece.map, inverseScale: t)
        embedding = Embedding(
            map: piece.map, parameterCount: t + 1, inputCount: inputCount, hasInverseScale: true)
        for row in piece.pointRows { add(row) }
    }

    /// Intersects with a row over inputs of the network.
    mutating func add(_ row: LinearRow) {
        parameters.addIfNeeded(rewriting.rewritten(row), weights: weights)
    }

    /// Whether the set of parameters is seen to hold nothing.
    var isEmpty: Bool { parameters.isImpossible || parameters.emptyRange != nil }

    /// Neurons that decisions hold in both phases.
    var conflicts: [Int] { zip(decisions, decisions.dropFirst()).filter { $0.neuron == $1.neuron }.map(\.0.neuron) }
}

extension Scale {
    /// The scale of the interval that is nearest to 1.
    fileprivate var nearestToOne: Rational {
        let low = max(.one, lower)
        return upper.map { min($0, low) } ?? low
    }
}
