package import Contexts
package import Exact
package import Networks
package import Patterns
package import Properties

/// Points of one class, one certificate for all of them: their hull, or the cone over it, has that class.
package struct ClassHull: Sendable, Hashable {
    package let `class`: Int
    /// The points, by their places in the list given.
    package var points: [Int]
    /// How many activation patterns they have: with one, the certificate needs no solver.
    package var patterns: Int

    package init(class winner: Int, points: [Int], patterns: Int) {
        `class` = winner
        self.points = points
        self.patterns = patterns
    }
}

/// Groups points by class and by the phases of all neurons.
///
/// Where all neurons keep their phases a network is affine, and the set of such inputs is convex. So at every weighted mean
/// of points with one pattern the leads of their class are weighted means of positive leads. Without biases the network is
/// linear there and the set is a cone: then the same is true of every sum with positive weights.
///
/// Guarantee exact arithmetic on the stored weights; a neuron at 0 counts as inactive, which at worst tells apart patterns
///           that agree.
/// Cost      one exact evaluation per point.
/// Source    Geng, Xu, Ye and Si, "Scalar Invariant Networks with Zero Bias" (2022), interpolation robustness.
package struct PatternHulls {
    private struct Key: Hashable {
        let winner: Int
        let active: [Bool]
    }

    private let graph: IntegerGraph

    /// Prepares for points with these entries.
    package init(_ network: Network, for numbers: some Sequence<Rational>) {
        graph = IntegerGraph(AffineReLUGraph(network), for: numbers)
    }

    /// One hull for each class and pattern, in the order of their first points; points at which classes tie, or whose
    /// `label` is another class, are left out.
    package func groups(
        _ points: [[Rational]], labels: [Int]?, decision: ClassDecision = .argmax
    ) -> [ClassHull] {
        let still = [Rational](repeating: .zero, count: graph.inputCount)
        var placeOf: [Key: Int] = [:]
        var groups: [ClassHull] = []
        for (index, point) in points.enumerated() {
            var sweep = LineSweep(graph, from: point, along: still)
            let (active, outputs) = sweep.phasesAtBase()
            let scores = decision == .argmin ? outputs.map { -$0 } : outputs
            guard let winner = scores.strictlyGreatest, labels.map({ $0[index] == winner }) ?? true else { continue }
            let key = Key(winner: winner, active: active)
            if let place = placeOf[key] {
                groups[place].points.append(index)
            } else {
                placeOf[key] = groups.count
                groups.append(ClassHull(class: winner, points: [index], patterns: 1))
            }
        }
        return groups
    }
}

/// Merges hulls of one class as long as the engines prove the merged hull.
package struct HullMerging {
    package struct Findings: Sendable {
        package var hulls: [ClassHull]
        /// Hulls that the engines were asked about, and those that they proved.
        package var asked = 0
        package var proved = 0
    }

    private let network: Network
    private let points: [[Rational]]
    private let decision: ClassDecision
    private let isCone: Bool
    private let context: Context
    private let timePerHull: Duration
    private let candidates: Int

    /// Asks about at most `candidates` neighbours of each hull, nearest first, for `timePerHull` each.
    package init(
        _ network: Network, points: [[Rational]], decision: ClassDecision = .argmax, context: Context,
        timePerHull: Duration, candidates: Int
    ) {
        self.network = network
        self.decision = decision
        self.points = points
        self.context = context
        self.timePerHull = timePerHull
        self.candidates = candidates
        isCone = network.homogeneity == .biasFree
    }

    /// Greedy: the largest hull takes in its neighbours one after the other, then the largest that is left. Throws
    /// ``ClaimError``.
    package func run(_ hulls: [ClassHull]) throws(ClaimError) -> Findings {
        var findings = Findings(hulls: [])
        var rest = hulls.enumerated().sorted {
            ($1.element.points.count, $0.offset) < ($0.element.points.count, $1.offset)
        }
        .map(\.element)
        while let seed = rest.first {
            rest.removeFirst()
            var merged = seed
            for neighbour in neighbours(of: seed, in: rest) {
                if context.limits.stop != nil { break }
                let union = ClassHull(
                    class: seed.class, points: merged.points + neighbour.points,
                    patterns: merged.patterns + neighbour.patterns)
                findings.asked += 1
                guard case .holds = try verdict(union) else { continue }
                findings.proved += 1
                merged = union
                rest.removeAll { $0 == neighbour }
            }
            findings.hulls.append(merged)
        }
        return findings
    }

    /// The claim of a hull: every point of it, or of the cone over it, has the class.
    package func claim(_ hull: ClassHull) -> Claim {
        let base = Region.hull(hull.points.map { points[$0] })
        return Claim(
            region: isCone ? .cone(base: base, scale: .positive) : base,
            unsafe: .loses(hull.class, of: network.outputCount, isLeastBest: decision == .argmin))
    }

    private func verdict(_ hull: ClassHull) throws(ClaimError) -> Verdict {
        try ClaimVerifier.verdict(
            on: network, claim(hull), context: context, limits: Limits(1, of: context.limits, atMost: timePerHull))
    }

    /// Hulls of the same class, by the distance between first points.
    private func neighbours(of hull: ClassHull, in others: [ClassHull]) -> [ClassHull] {
        let home = direction(hull.points[0])
        return others.filter { $0.class == hull.class }
            .map { other in
                (other, zip(home, direction(other.points[0])).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) })
            }
            .sorted { ($0.1, $0.0.points[0]) < ($1.1, $1.0.points[0]) }
            .prefix(candidates).map(\.0)
    }

    /// A point rounded; where only its direction counts, of length 1.
    private func direction(_ index: Int) -> [Double] {
        let point = points[index].map { $0.double(.nearest) }
        let length = point.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return isCone && length > 0 ? point.map { $0 / length } : point
    }
}

extension [Rational] {
    /// The index of the greatest number; `nil` when several are greatest.
    fileprivate var strictlyGreatest: Int? {
        guard let greatest = self.max() else { return nil }
        let best = indices.filter { self[$0] == greatest }
        return best.count == 1 ? best[0] : nil
    }
}
