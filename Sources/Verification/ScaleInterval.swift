package import Contexts
package import Exact
import Foundation
package import Networks
package import Properties
import Queries

/// The largest interval of scales around 1 for which a region keeps its class.
///
/// Requires  a region that is not a cone itself.
/// Returns   the least and the greatest scale proved, the nearest refuted on each side, and why there is a gap.
/// Method    upwards, then downwards: all scales at once where the network allows it, then bisection on the logarithm of the
///           scale. Cones over [1/m, 1] and over [1, M] are proved apart; together they are the cone over [1/m, M].
/// Guarantee every end proved is a run of ``ClaimVerifier`` on the cone up to that very scale.
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
    private let base: Region
    private let winner: Int
    private let limit: Rational
    private let resolution: Rational
    private let context: Context

    /// Looks no further than `limit` and 1 / `limit`, unless all scales can be had at once. Ends are found within a factor
    /// of about `1 + resolution`. Requires a limit above 1.
    package init(
        _ network: Network, base: Region, class winner: Int, limit: Rational, resolution: Rational, context: Context
    ) {
        precondition(limit > .one && resolution > .zero, "no scales to look at")
        self.network = network
        self.base = base
        self.winner = winner
        self.limit = limit
        self.resolution = resolution
        self.context = context
    }

    /// Throws ``ClaimError``.
    package func run() throws -> Findings {
        let start = ContinuousClock.now
        if network.homogeneity == .biasFree, try holds(.positive, share: 0.5) {
            let all = Side(reach: .unlimited, stop: .wholeRange)
            return Findings(below: all, above: all, seconds: (ContinuousClock.now - start).seconds)
        }
        let above = try side(share: 0.5, unlimited: Scale(lower: .one, upper: nil)) { Scale(lower: .one, upper: $0) }
        // Down to 0 the outputs of a network with biases are those at 0: no class is proved there for an interval.
        let below = try side(share: 1, unlimited: nil) { Scale(lower: .one / $0, upper: .one) }
        return Findings(
            below: Side(reach: below.reach.inverted, refuted: below.refuted.map { .one / $0 }, stop: below.stop),
            above: above, seconds: (ContinuousClock.now - start).seconds)
    }

    private func side(share: Double, unlimited: Scale?, _ scale: @escaping (Rational) -> Scale) throws -> Side {
        if let unlimited, try holds(unlimited, share: share / 2) {
            return Side(reach: .unlimited, stop: .wholeRange)
        }
        let search = LargestRadius(
            from: .zero, to: exponent(of: limit), resolution: step,
            context: context.with(Limits(share, of: context.limits)).withoutProgress(), vacuity: .leftOut
        ) { try queries(scale(self.scale(at: $0))) }
        let findings = try search.run()
        let reach = findings.proved.map { Reach.scale(self.scale(at: $0.value)) } ?? .nothing
        return Side(reach: reach, refuted: findings.refuted.map { self.scale(at: $0.value) }, stop: findings.stop)
    }

    private func queries(_ scale: Scale) throws -> [Query] {
        let claim = Claim(
            region: .cone(base: base, scale: scale), unsafe: .loses(winner, of: network.outputCount))
        return try Query.lowered(network: network, claim: claim).queries
    }

    private func holds(_ scale: Scale, share: Double) throws -> Bool {
        let part = context.with(Limits(share, of: context.limits)).withoutProgress()
        if case .holds = ClaimVerifier(queries: try queries(scale), context: part, vacuity: .leftOut).run().verdict {
            return true
        }
        return false
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
