import Kernels

/// Piecewise-linear operators as sums of ReLUs, exact in real arithmetic.
extension GraphBuilder {
    /// f(x) = s_0 x + i_0 + sum over breakpoints t_k of (s_k - s_(k-1)) max(x - t_k, 0).
    mutating func activation(_ activation: Activation, of source: Int, name: String) -> Int {
        let width = activation.choice.count
        func perElement(_ value: (PiecewiseLinear) -> Double) -> [Double] {
            let table = activation.functions.map(value)
            return activation.choice.map { table[$0] }
        }
        var terms: [AffineReLUGraph.Term] = []
        let first = perElement { $0.lines[0].slope }
        if first.contains(where: { $0 != 0 }) { terms.append(.init(source: source, map: .scaling(first))) }
        for k in 0..<activation.breakpointCount {
            let suffix = "\(name):\(k)"
            let shift = perElement { 0 - $0.breakpoints[k] }
            let isShifted = shift.contains { $0 != 0 }
            let z =
                isShifted
                ? affine([.init(source: source, map: .identity)], bias: shift, width: width, name: suffix) : source
            let y = relu(z, width: width, name: suffix)
            let (left, right) = (perElement { $0.lines[k].slope }, perElement { $0.lines[k + 1].slope })
            if let bends = ExactFloats.sums(right, left.map { -$0 }) {
                terms.append(.init(source: y, map: .scaling(bends)))
            } else {
                terms.append(.init(source: y, map: .scaling(right)))
                terms.append(.init(source: y, map: .scaling(left.map { -$0 })))
            }
        }
        return affine(terms, bias: perElement { $0.lines[0].intercept }, width: width, name: name)
    }

    /// A tournament: max(a, b) = b + max(a - b, 0) and min(a, b) = b - max(b - a, 0), over pairs of each window until one
    /// element is left of it.
    mutating func extremum(_ extremum: Extremum, of source: Int, name: String) -> Int {
        var current = source
        var windows = extremum.windows
        var round = 0
        while windows.contains(where: { $0.count > 1 }) {
            (current, windows) = playRound(
                windows, side: extremum.side, of: current, name: "\(name):\(round)")
            round += 1
        }
        let winners = windows.map { $0[0] }
        let isWhole = winners == Array(0..<nodes[current].width)
        return affine(
            [.init(source: current, map: isWhole ? .identity : .selection(winners))], bias: nil, width: winners.count,
            name: name)
    }

    /// One round: a node with the winners of all pairs, then everything without a partner, and where each window now has
    /// its elements.
    private mutating func playRound(
        _ windows: [[Int]], side: Extremum.Side, of source: Int, name: String
    ) -> (node: Int, windows: [[Int]]) {
        let pairs = windows.flatMap { window in
            stride(from: 0, to: window.count - 1, by: 2).map { (window[$0], window[$0 + 1]) }
        }
        let singles = windows.compactMap { $0.count % 2 == 1 ? $0.last : nil }
        let differences = pairs.map { a, b in
            let (more, less) = side == .greatest ? (a, b) : (b, a)
            let entries = [(column: more, value: 1.0), (column: less, value: -1.0)]
            return a == b ? [] : entries.sorted { $0.column < $1.column }
        }
        let lead = affine(
            [.init(source: source, map: .sparse(SparseMatrix(columns: nodes[source].width, rows: differences)))],
            bias: nil, width: pairs.count, name: "\(name):difference")
        let gain = relu(lead, width: pairs.count, name: "\(name):gain")
        let width = pairs.count + singles.count
        let sign = side == .greatest ? 1.0 : -1.0
        let gains = (0..<width).map { $0 < pairs.count ? [(column: $0, value: sign)] : [] }
        let whole: LinearMap = side == .greatest ? .identity : .negation
        let next = affine(
            [
                .init(source: source, map: .selection(pairs.map(\.1) + singles)),
                .init(
                    source: gain,
                    map: singles.isEmpty ? whole : .sparse(SparseMatrix(columns: pairs.count, rows: gains))),
            ], bias: nil, width: width, name: "\(name):winners")
        var (pair, single) = (0, pairs.count)
        let remaining = windows.map { window in
            var rest: [Int] = []
            for _ in 0..<window.count / 2 {
                rest.append(pair)
                pair += 1
            }
            if window.count % 2 == 1 {
                rest.append(single)
                single += 1
            }
            return rest
        }
        return (next, remaining)
    }
}

extension LinearMap {
    /// The diagonal map with these factors, in its simplest form.
    fileprivate static func scaling(_ factors: [Double]) -> LinearMap {
        if factors.allSatisfy({ $0 == 1 }) { return .identity }
        if factors.allSatisfy({ $0 == -1 }) { return .negation }
        return .diagonal(factors)
    }
}
