import CKernels

/// Upper lines of ReLU neurons with a slope per edge: one layer's weights, and a set of neurons in bound rows.
///
/// Let z = w.x + b over the box [low, high], and let r_i(x) = |w_i| times the distance of x_i from the end where w_i x_i is
/// least. For slopes s in [0, 1]
///
///     relu(z) <= sum s_i r_i(x) + max(0, max z - sum s_i r_i(opposite end)).
///
/// Where z <= 0 the left side is 0 and all terms are at least 0. Where z > 0, z - sum s_i r_i = min z + sum (1 - s_i) r_i
/// is greatest at the opposite ends, where it is max z - sum s_i r_i. Equal slopes max z / (max z - min z) make it the
/// upper line of the triangle.
@safe package final class EdgeKernels {
    package let layer: EdgeLayer
    /// The bound row and the neuron of each member; those of one row stand together.
    private var row: [Int32] = []
    private var neuron: [Int32] = []
    /// Where each member's slopes begin, and where the last one's end.
    private var offset: [Int] = [0]
    private var slopes: UnsafeMutablePointer<Float>
    private var slopeCapacity = 0
    private var capacity = 0
    private var intercept = Buffer(count: 0)
    private var share = Buffer(count: 0)
    private var gain = Buffer(count: 0)
    private var first = Buffer(count: 0)
    private var second = Buffer(count: 0)
    /// Per member: the greatest value of its pre-activation over the box, and its distance from the least.
    private var greatest = Buffer(count: 0)
    private var total = Buffer(count: 0)
    private let scratch: Buffer
    private let shortScratch: UnsafeMutablePointer<Float>

    package init(_ layer: EdgeLayer) {
        self.layer = layer
        unsafe slopes = .allocate(capacity: 1)
        scratch = Buffer(count: 2 * layer.inputs)
        unsafe shortScratch = .allocate(capacity: 4 * layer.inputs)
        unsafe shortScratch.initialize(repeating: 0, count: 4 * layer.inputs)
    }

    deinit {
        unsafe slopes.deallocate()
        unsafe shortScratch.deallocate()
    }

    /// What the layer's neurons are bounded on: their inputs' bounds, one row per subproblem, and each bound row's
    /// subproblem.
    package struct Region {
        let lower: Block
        let upper: Block
        let owner: [Int32]

        package init(lower: Block, upper: Block, owner: [Int32]) {
            self.lower = lower
            self.upper = upper
            self.owner = owner
        }
    }

    package var count: Int { row.count }

    /// The lines of one row's members, to start others from.
    package struct Lines: Sendable {
        /// Per neuron of the layer its place among the members.
        fileprivate let place: [Int: Int]
        /// Where each member's slopes begin.
        fileprivate let offset: [Int]
        /// In 255ths: a line is put down on its neuron again when it is used.
        fileprivate let slopes: [UInt8]
        fileprivate let shares: [Double]
    }

    /// Takes new members with the lines of their row's start; where it has none all slopes are equal, and `share` of the
    /// member's coefficient takes the line with a slope per edge, the rest the triangle's.
    package func begin(
        _ members: [(row: Int, neuron: Int)], from starts: [Lines?], share start: Double, on region: Region
    ) {
        row = members.map { Int32($0.row) }
        neuron = members.map { Int32($0.neuron) }
        offset = [0]
        for member in members {
            precondition(member.row >= 0 && member.row < region.owner.count, "row without owner")
            offset.append(offset[offset.count - 1] + layer.edgeCount(of: member.neuron))
        }
        reserve(members.count, slopes: offset[members.count])
        for (m, member) in members.enumerated() {
            if let lines = starts[member.row], let k = lines.place[member.neuron] {
                for (i, from) in (offset[m]..<offset[m + 1]).enumerated() {
                    unsafe slopes[from] = Float(lines.slopes[lines.offset[k] + i]) / 255
                }
                share[m] = lines.shares[k]
            } else {
                unsafe (slopes + offset[m]).update(repeating: 1, count: offset[m + 1] - offset[m])
                share[m] = start
            }
        }
        first.fill(0, at: 0, count: count)
        second.fill(0, at: 0, count: count)
        unsafe withEdges(on: region) { edges in
            unsafe orthant_edges_begin(&edges, slopes, greatest.pointer, total.pointer, intercept.pointer)
        }
    }

    /// The lines that row `r` has now.
    package func lines(ofRow r: Int) -> Lines {
        let members = row.indices.filter { Int(row[$0]) == r }
        var starts: [Int] = []
        var kept: [UInt8] = []
        for m in members {
            starts.append(kept.count)
            for i in offset[m]..<offset[m + 1] {
                let slope = unsafe slopes[i]
                // A NaN has no integer.
                kept.append(slope > 0 ? UInt8(min(slope, 1) * 255 + 0.5) : 0)
            }
        }
        return Lines(
            place: Dictionary(uniqueKeysWithValues: members.enumerated().map { (Int(neuron[$1]), $0) }), offset: starts,
            slopes: kept, shares: members.map { share[$0] })
    }

    private func reserve(_ members: Int, slopes count: Int) {
        if count > slopeCapacity {
            unsafe slopes.deallocate()
            slopeCapacity = count + count / 4
            unsafe slopes = .allocate(capacity: slopeCapacity)
            unsafe slopes.initialize(repeating: 0, count: slopeCapacity)
        }
        if members <= capacity { return }
        capacity = members + members / 4
        intercept = Buffer(count: capacity)
        share = Buffer(count: capacity)
        gain = Buffer(count: capacity)
        first = Buffer(count: capacity)
        second = Buffer(count: capacity)
        greatest = Buffer(count: capacity)
        total = Buffer(count: capacity)
    }

    /// One step towards the lowest lines at `point` for members whose coefficient is negative: slopes of edges that stand
    /// far from their least end there fall, the others rise, and the line is put down until it touches again.
    package func improve(coefficients: Block, point: Block, step: Double, on region: Region) {
        check(coefficients, layer.width, region)
        check(point, layer.inputs, region)
        precondition(step > 0, "a step of \(step)")
        unsafe layer.shortWeights.withUnsafeBufferPointer { short in
            unsafe withEdges(on: region) { edges in
                unsafe orthant_edges_improve(
                    &edges, short.baseAddress, coefficients.pointer, point.pointer, Float(step), greatest.pointer,
                    total.pointer, slopes, intercept.pointer, shortScratch)
            }
        }
    }

    /// Takes each member's share of its negative coefficient from the triangle's line, which ``OptimisationKernels/relax``
    /// has passed on to `relaxed`, and gives it to the line with a slope per edge: on to `target`, over the layer's inputs.
    package func relax(
        coefficients: Block, relaxed: Block, target: Block, upperSlope: Block, upperIntercept: Block, magnitude: Block,
        weightScale: Block, constant: Buffer, scale: Buffer, on region: Region
    ) {
        check(coefficients, layer.width, region)
        check(relaxed, layer.width, region)
        check(target, layer.inputs, region)
        for block in [upperSlope, upperIntercept, magnitude, weightScale] {
            precondition(block.width == layer.width && block.rows == region.lower.rows, "shapes differ")
        }
        precondition(constant.count >= region.owner.count && scale.count >= region.owner.count, "rows without constant")
        unsafe withEdges(on: region) { edges in
            unsafe orthant_edges_relax(
                &edges, slopes, intercept.pointer, share.pointer, coefficients.pointer, upperSlope.pointer,
                upperIntercept.pointer, magnitude.pointer, weightScale.pointer, relaxed.pointer, target.pointer,
                constant.pointer, scale.pointer)
        }
    }

    /// Moves the members' values in `output`, which are the triangle's, by their share to the line's value at `point`.
    package func follow(coefficients: Block, point: Block, output: Block, on region: Region) {
        check(coefficients, layer.width, region)
        check(point, layer.inputs, region)
        check(output, layer.width, region)
        unsafe withEdges(on: region) { edges in
            unsafe orthant_edges_follow(
                &edges, slopes, intercept.pointer, share.pointer, coefficients.pointer, point.pointer, output.pointer,
                gain.pointer)
        }
    }

    /// One projected ascent step of Adam on the shares, for what ``follow`` found.
    package func ascend(step: Int, rate: Double) {
        let lift = OptimisationKernels.lifts(step: step)
        unsafe orthant_edges_ascend(
            count, gain.pointer, first.pointer, second.pointer, share.pointer, rate, lift.first, lift.second)
    }

    private func check(_ block: Block, _ width: Int, _ region: Region) {
        precondition(block.width == width && block.rows >= region.owner.count, "shapes differ")
    }

    private func withEdges(on region: Region, _ body: (inout orthant_edges) -> Void) {
        precondition(region.lower.width == layer.inputs && region.upper.width == layer.inputs, "widths differ")
        precondition(region.lower.rows == region.upper.rows, "subproblems differ")
        for owner in region.owner {
            precondition(owner >= 0 && Int(owner) < region.lower.rows, "owner outside the batch")
        }
        for r in row { precondition(Int(r) < region.owner.count, "row without owner") }
        unsafe layer.withEdges { edges in
            unsafe edges.count = count
            unsafe edges.lower = UnsafePointer(region.lower.pointer)
            unsafe edges.upper = UnsafePointer(region.upper.pointer)
            unsafe edges.scratch = scratch.pointer
            unsafe region.owner.withUnsafeBufferPointer { owner in
                unsafe row.withUnsafeBufferPointer { row in
                    unsafe neuron.withUnsafeBufferPointer { neuron in
                        unsafe offset.withUnsafeBufferPointer { offset in
                            unsafe edges.owner = owner.baseAddress
                            unsafe edges.row = row.baseAddress
                            unsafe edges.neuron = neuron.baseAddress
                            unsafe edges.offset = offset.baseAddress
                            unsafe body(&edges)
                        }
                    }
                }
            }
        }
    }
}
