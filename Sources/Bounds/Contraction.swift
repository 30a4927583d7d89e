import Kernels
import Networks

/// Bound tightening through the whole graph, forward and backward, by intervals.
///
/// Propagation knows what goes into a layer and asks what can come out; contraction asks the other way round too. A decided
/// phase, or a row of the property, says which sums over a layer's inputs are possible, and so how far each input can be from
/// the ends of its range. Phases decided late in a network thereby bound what happens early in it, which no bound that only
/// starts from the input sees: on mnist_fc 256x4 a mined pattern leaves one or two neurons of the third hidden layer
/// undecided or active, and the phases of the fourth cut the range of these from thousands to about 30.
///
/// Requires  a subproblem; rows that every point in question meets.
/// Returns   the subproblem with its box and its neurons' bounds cut, or found empty.
/// Method    forward, each affine element is bounded by intervals; in a row of weights w over x whose sum is known to lie in
///           [low, high], each term is at most its least value plus the room high - (sum of all least values), so that x_j
///           <= l_j + room / w_j for w_j > 0; likewise for the other three cases; through a ReLU the bounds of its output are
///           bounds of its input where they are above 0. Sweeps go on while some range shrinks by a tenth.
/// Guarantee every point of the subproblem that follows its phases and meets the rows stays in: rooms are moved outward by
///           the rounding bound of their sums, quotients by that of a division.
/// Cost      per sweep at most three products with a vector per affine node and one pass over its weights; nodes whose
///           neighbours have not moved are left out.
/// Reference Benhamou et al., Revising Hull and Box Consistency, 1999 (HC4); Belotti et al., On Feasibility Based Bounds
///           Tightening, 2012.
package final class Contraction {
    private let graph: PreparedGraph
    // Per node, one row.
    private let lower: [Block]
    private let upper: [Block]
    /// Affine nodes: the least and the greatest value over the ranges of their sources.
    private let least: [Block]
    private let greatest: [Block]
    private let magnitude: [Block]
    // Scratch of the widest node.
    private let center: Buffer
    private let radius: Buffer
    private let size: Buffer
    private let above: Buffer
    private let below: Buffer
    private let up: Buffer
    private let down: Buffer
    /// Nodes whose ranges have shrunk since their readers looked.
    private var hasMoved: [Bool]
    /// Affine nodes whose own ranges or whose sources' have shrunk since they were last used backward.
    private var isDue: [Bool]
    private var isEmpty = false

    /// A range counts as moved when it lost this part of its width.
    private static let noticeable = 0.1
    /// Room for the roundings of a quotient and of the sum it is added to.
    private static let slack = 16 * RoundingBound.unit
    /// Rooms are at least this: divided by any float they stay normal numbers.
    private static let leastRoom = 0x1p-800

    package init(graph: PreparedGraph) {
        self.graph = graph
        func rows() -> [Block] { graph.nodes.map { Block(Buffer(count: $0.width), rows: 1, width: $0.width) } }
        lower = rows()
        upper = rows()
        least = rows()
        greatest = rows()
        magnitude = rows()
        func scratch() -> Buffer { Buffer(count: graph.widest) }
        center = scratch()
        radius = scratch()
        size = scratch()
        above = scratch()
        below = scratch()
        up = scratch()
        down = scratch()
        hasMoved = [Bool](repeating: true, count: graph.nodes.count)
        isDue = hasMoved
    }

    /// Cuts the subproblem's bounds; `met` are rows over inputs and outputs that every point in question meets.
    package func contract(_ subproblem: inout Subproblem, met: [Demand] = [], sweeps: Int) {
        if subproblem.isEmpty { return }
        load(subproblem)
        for sweep in 0..<sweeps {
            forward(isFirst: sweep == 0)
            for demand in met where !isEmpty { meet(demand) }
            if !isEmpty { backward() }
            if isEmpty || !hasMoved.contains(true) { break }
        }
        store(&subproblem)
    }

    /// A row c.x + d.y <= bound.
    package struct Demand: Sendable {
        let row: RowCoefficients
        let bound: Double

        package init(_ row: RowCoefficients, atMost bound: Double) {
            self.row = row
            self.bound = bound
        }
    }

    // MARK: The bounds of a subproblem

    private func load(_ subproblem: Subproblem) {
        isEmpty = false
        for (node, content) in graph.nodes.enumerated() {
            hasMoved[node] = true
            isDue[node] = true
            switch content.kind {
            case .input:
                lower[node].setRow(0, subproblem.lower)
                upper[node].setRow(0, subproblem.upper)
            case .affine(_, _, let neurons?, _):
                lower[node].setRow(0, subproblem.neuronLower[neurons..<neurons + content.width])
                upper[node].setRow(0, subproblem.neuronUpper[neurons..<neurons + content.width])
            case .affine(_, _, nil, _):
                lower[node].fill(-.infinity)
                upper[node].fill(.infinity)
            case .relu:
                lower[node].fill(0)
                upper[node].fill(.infinity)
            }
        }
    }

    private func store(_ subproblem: inout Subproblem) {
        if isEmpty {
            subproblem.isEmpty = true
            return
        }
        subproblem.isContracted = true
        subproblem.lower = lower[0].row(0)
        subproblem.upper = upper[0].row(0)
        for (node, content) in graph.nodes.enumerated() {
            guard case .affine(_, _, let neurons?, _) = content.kind else { continue }
            IntervalKernels.copy(lower[node], row: 0, to: &subproblem.neuronLower, at: neurons)
            IntervalKernels.copy(upper[node], row: 0, to: &subproblem.neuronUpper, at: neurons)
        }
    }

    /// Cuts one element's range. Bounds that cross prove the subproblem empty; NaN cuts nothing.
    @inline(__always)
    private func cut(_ node: Int, _ i: Int, lower low: Double, upper high: Double) {
        let (l, u) = (lower[node][0, i], upper[node][0, i])
        let (newLow, newHigh) = (low > l ? low : l, high < u ? high : u)
        if newLow == l && newHigh == u { return }
        if newLow > newHigh {
            isEmpty = true
            return
        }
        lower[node][0, i] = newLow
        upper[node][0, i] = newHigh
        if !(newHigh - newLow > (1 - Self.noticeable) * (u - l)) {
            hasMoved[node] = true
            isDue[node] = true
        }
    }

    // MARK: Forward

    private func forward(isFirst: Bool) {
        var underflow = 0.0
        for (node, content) in graph.nodes.enumerated() where !isEmpty {
            switch content.kind {
            case .input: break
            case .affine(let terms, let bias, _, let zeros):
                guard isFirst || terms.contains(where: { hasMoved[$0.source] }) else { break }
                bound(node, terms, bias, zeros, underflow)
                isDue[node] = true
            case .relu(let source):
                guard isFirst || hasMoved[source] else { break }
                for i in 0..<content.width {
                    cut(node, i, lower: max(lower[source][0, i], 0), upper: max(upper[source][0, i], 0))
                }
            }
            let sum = IntervalKernels.measure(lower: lower[node], upper: upper[node], magnitude: magnitude[node])[0]
            underflow += RoundingBound.underflow(terms: graph.roundings, magnitude: sum)
        }
        for node in hasMoved.indices { hasMoved[node] = false }
    }

    /// The least and greatest values of an affine node over its sources' ranges, and its ranges cut to them.
    private func bound(
        _ node: Int, _ terms: [PreparedGraph.Term], _ bias: [Double], _ zeros: [Int], _ underflow: Double
    ) {
        let width = graph.nodes[node].width
        let (low, high) = (least[node], greatest[node])
        let scale = Block(size, rows: 1, width: width)
        for (index, term) in terms.enumerated() {
            let from = graph.nodes[term.source].width
            let (c, r) = (Block(center, rows: 1, width: from), Block(radius, rows: 1, width: from))
            IntervalKernels.split(lower: lower[term.source], upper: upper[term.source], center: c, radius: r)
            term.map.apply(c, into: low, accumulate: index > 0)
            term.absolute.apply(r, into: high, accumulate: index > 0)
            term.absolute.apply(magnitude[term.source], into: scale, accumulate: index > 0)
        }
        ElementwiseKernels.add(bias, to: low)
        ElementwiseKernels.add(bias.map(abs), to: scale)
        IntervalKernels.combine(lower: low, upper: high, scale: scale, gamma: graph.gamma, guardBand: underflow)
        for i in zeros {
            low[0, i] = 0
            high[0, i] = 0
        }
        for i in 0..<width where !isEmpty { cut(node, i, lower: low[0, i], upper: high[0, i]) }
    }

    // MARK: Backward

    private func backward() {
        for node in stride(from: graph.nodes.count - 1, through: 1, by: -1) where !isEmpty && isDue[node] {
            isDue[node] = false
            switch graph.nodes[node].kind {
            case .input: break
            case .affine(let terms, _, _, _): contractSources(of: node, terms)
            case .relu(let source):
                for i in 0..<graph.nodes[node].width where !isEmpty {
                    let low = lower[node][0, i]
                    cut(source, i, lower: low > 0 ? low : -.infinity, upper: upper[node][0, i])
                }
            }
        }
    }

    private func contractSources(of node: Int, _ terms: [PreparedGraph.Term]) {
        let width = graph.nodes[node].width
        let (up, down) = (Block(self.up, rows: 1, width: width), Block(self.down, rows: 1, width: width))
        for i in 0..<width {
            let rise = (upper[node][0, i] - least[node][0, i]).nextUp
            let fall = (greatest[node][0, i] - lower[node][0, i]).nextUp
            if rise < 0 || fall < 0 {
                isEmpty = true
                return
            }
            up[0, i] = max(rise, Self.leastRoom)
            down[0, i] = max(fall, Self.leastRoom)
        }
        for term in terms where !isEmpty { contract(term, up: up, down: down) }
    }

    private func contract(_ term: PreparedGraph.Term, up: Block, down: Block) {
        let width = graph.nodes[term.source].width
        let (above, below) = (Block(self.above, rows: 1, width: width), Block(self.below, rows: 1, width: width))
        let widths = Block(radius, rows: 1, width: width)
        above.fill(.infinity)
        below.fill(.infinity)
        for j in 0..<width { widths[0, j] = upper[term.source][0, j] - lower[term.source][0, j] }
        if case .dense(let matrix) = term.map {
            ContractionKernels.contract(matrix, up: up, down: down, widths: widths, above: above, below: below)
        } else {
            for i in 0..<up.width {
                term.map.forEachEntry(row: i) { j, entry in
                    guard let weight = entry.nearest, weight != 0 else { return }
                    let (rise, fall) = (up[0, i] / abs(weight), down[0, i] / abs(weight))
                    above[0, j] = min(above[0, j], weight > 0 ? rise : fall)
                    below[0, j] = min(below[0, j], weight > 0 ? fall : rise)
                }
            }
        }
        for j in 0..<width where !isEmpty {
            let (low, high) = (lower[term.source][0, j], upper[term.source][0, j])
            cut(
                term.source, j, lower: -Self.raised(-high, by: below[0, j]),
                upper: Self.raised(low, by: above[0, j]))
        }
    }

    /// At least start + reach, in exact arithmetic, for a reach that was rounded to nearest.
    private static func raised(_ start: Double, by reach: Double) -> Double {
        (start + reach + slack * (abs(start) + reach)).nextUp
    }

    // MARK: Rows over inputs and outputs

    private func meet(_ demand: Demand) {
        let parts = [(graph.output, demand.row.output)] + (demand.row.input.map { [(0, $0)] } ?? [])
        var (sum, total, sizes, count) = (0.0, abs(demand.bound), 0.0, 8)
        for (node, coefficients) in parts {
            for (i, c) in coefficients.enumerated() where c != 0 {
                let (low, high) = (lower[node][0, i], upper[node][0, i])
                sum += c > 0 ? c * low : c * high
                let largest = max(abs(low), abs(high))
                total += abs(c) * largest
                sizes += largest
                count += 2
            }
        }
        let error = RoundingBound.gamma(count) * total + RoundingBound.underflow(terms: count, magnitude: sizes)
        let room = (demand.bound - sum + error).nextUp
        if room < 0 { isEmpty = true }
        guard room >= 0, room.isFinite else { return }
        for (node, coefficients) in parts {
            for (i, c) in coefficients.enumerated() where c.isNormal && !isEmpty {
                let (low, high) = (lower[node][0, i], upper[node][0, i])
                let reach = (room / abs(c)).nextUp
                if c > 0 {
                    cut(node, i, lower: -.infinity, upper: Self.raised(low, by: reach))
                } else {
                    cut(node, i, lower: -Self.raised(-high, by: reach), upper: .infinity)
                }
            }
        }
    }
}

extension LinearMap.Entry {
    /// The entry as a float; the reciprocals of divisions are the caller's to round for.
    fileprivate var nearest: Double? {
        switch self {
        case .factor(let factor): factor
        case .reciprocal(let divisor): divisor == 0 ? nil : 1 / divisor
        }
    }
}
