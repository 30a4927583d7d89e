package import Contexts
package import Exact
import Foundation
package import Networks
package import Patterns
package import Properties
import Queries

/// The largest interval of scales around 1 for which a box keeps its class.
///
/// Returns   the least and the greatest scale proved, the nearest refuted on each side, and why there is a gap.
/// Method    upwards, then downwards: all scales at once where the network allows it, then bisection on the logarithm of the
///           scale. Cones over [1/m, 1] and over [1, M] are proved apart; together they are the cone over [1/m, M]. When the
///           limit is reached, one box around 0 and the box at the scale proved holds every smaller multiple too.
/// Guarantee every end proved is a run of ``ClaimVerifier`` on the cone up to that very scale, and on that last box.
/// Cost      about 10 runs for each side; the deadline of the context is theirs together.
package struct ScaleInterval {
    private typealias Scale = Properties.Scale

    /// How far a side was proved.
    package enum Reach: Sendable, Hashable {
        /// To every scale: above all numbers, or down to 0 without 0 itself.
        case unlimited
        /// To this scale, itself included.
        case scale(Rational)
        /// Not even at 1.
        case nothing
    }

    package struct Side: Sendable, Hashable {
        package var reach: Reach
        /// The nearest scale up to which the claim was refuted.
        package var refuted: Rational?
        package var stop: LargestRadius.Stop
    }

    package struct Findings: Sendable {
        package let below: Side
        package let above: Side
        package let seconds: Double
    }

    private let network: Network
    private let base: Box
    private let unsafe: Formula
    private let limit: Rational
    private let resolution: Rational
    private let context: Context

    /// Looks no further than `limit` and 1 / `limit`, unless all scales can be had at once. Ends are found within a factor
    /// of about `1 + resolution`. Requires a limit above 1.
    package init(
        _ network: Network, base: Box, class winner: Int, decision: ClassDecision = .argmax, limit: Rational,
        resolution: Rational, context: Context
    ) {
        precondition(limit > .one && resolution > .zero, "no scales to look at")
        self.network = network
        self.base = base
        unsafe = .loses(winner, of: network.outputCount, isLeastBest: decision == .argmin)
        self.limit = limit
        self.resolution = resolution
        self.context = context
    }

    /// Throws ``ClaimError``.
    package func run() throws -> Findings {
        let start = ContinuousClock.now
        if network.homogeneity == .biasFree, case .holds = try verdict(cone(.positive), share: 0.5) {
            let all = Side(reach: .unlimited, stop: .wholeRange)
            return Findings(below: all, above: all, seconds: (ContinuousClock.now - start).seconds)
        }
        let above = try above()
        let below = try below()
        return Findings(below: below, above: above, seconds: (ContinuousClock.now - start).seconds)
    }

    private func above() throws -> Side {
        if case .holds = try verdict(cone(Scale(lower: .one, upper: nil)), share: 0.25) {
            return Side(reach: .unlimited, stop: .wholeRange)
        }
        return try side(share: 0.5) { Scale(lower: .one, upper: $0) }
    }

    private func below() throws -> Side {
        let found = try side(share: 0.9) { Scale(lower: .one / $0, upper: .one) }
        if found.stop == .wholeRange, case .scale(let proved) = found.reach,
            case .holds = try verdict(.box(nearZero(upTo: .one / proved)), share: 1)
        {
            return Side(reach: .unlimited, stop: .wholeRange)
        }
        return Side(reach: found.reach.inverted, refuted: found.refuted.map { .one / $0 }, stop: found.stop)
    }

    /// Every a * x with x in the base and a from 0 to `scale` lies between these corners. The scale is the one proved, not
    /// 1 / `limit`: what was proved is rounded to a multiple of 1/4096, and between the two nobody has looked.
    private func nearZero(upTo scale: Rational) -> Box {
        Box(lower: base.lower.map { min($0 * scale, .zero) }, upper: base.upper.map { max($0 * scale, .zero) })
    }

    private func cone(_ scale: Scale) -> Region { .cone(base: .box(base), scale: scale) }

    private func side(share: Double, _ scale: @escaping (Rational) -> Scale) throws -> Side {
        let search = LargestRadius(
            from: .zero, to: exponent(of: limit), resolution: step,
            context: context.with(Limits(share, of: context.limits)).withoutProgress(), vacuity: .leftOut
        ) { try Query.lowered(network: network, claim: claim(cone(scale(self.scale(at: $0))))).queries }
        let findings = try search.run()
        let reach = findings.proved.map { Reach.scale(self.scale(at: $0.value)) } ?? .nothing
        return Side(reach: reach, refuted: findings.refuted.map { self.scale(at: $0.value) }, stop: findings.stop)
    }

    private func claim(_ region: Region) -> Claim { Claim(region: region, unsafe: unsafe) }

    private func verdict(_ region: Region, share: Double) throws -> Verdict {
        try ClaimVerifier.verdict(
            on: network, claim(region), context: context, limits: Limits(share, of: context.limits))
    }

    // MARK: Logarithms

    /// The bisection is on the power of two, in steps that are floats; the scale itself is a multiple of 1/4096.
    private func scale(at exponent: Rational) -> Rational {
        let units = (exp2(exponent.double(.nearest)) * 4096).rounded()
        return max(Rational(weight: units) / 4096, .one)
    }

    private func exponent(of scale: Rational) -> Rational { Rational(weight: log2(scale.double(.nearest))) }

    private var step: Rational { Rational(weight: log2(1 + resolution.double(.nearest))) }
}

extension ScaleInterval.Reach {
    fileprivate var inverted: ScaleInterval.Reach {
        if case .scale(let value) = self { .scale(.one / value) } else { self }
    }
}
