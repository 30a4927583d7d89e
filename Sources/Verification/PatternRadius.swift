package import Contexts
package import Exact
package import Patterns
import Properties
package import Queries

/// The largest certified radius around a point, with a pattern and without.
///
/// Requires  a plain query whose cases are the domain, without a pattern; a point of the domain.
/// Returns   both searches, and whether the point follows the pattern.
/// Method    ``LargestRadius`` on the part of the domain within a radius of the point, and on its part that follows the pattern.
///           A larger ball under the same pattern is a larger region, so halving is right for both.
/// Guarantee that of ``LargestRadius``. The proof with the pattern is about the closed region; beside it stands a point of it,
///           or that there is none.
/// Cost      two searches; each has the time that its context allows.
/// Reference Geng et al., Towards Reliable Neural Specifications, ICML 2023: NAP-augmented robustness.
package struct PatternRadius {
    package struct Findings: Sendable {
        package let without: LargestRadius.Findings
        package let with: LargestRadius.Findings
        /// The demands of the pattern that the point does not meet.
        package let broken: [Int]

        /// Certified radius with the pattern over that without; `nil` where one of them is nothing or 0.
        package var ratio: Rational? {
            guard let with = with.proved?.value, let without = without.proved?.value, without > .zero else {
                return nil
            }
            return with / without
        }
    }

    private let query: Query
    private let evaluator: PhaseEvaluator
    private let resolution: Rational

    package init(_ query: Query, evaluator: PhaseEvaluator, resolution: Rational) {
        self.query = query
        self.evaluator = evaluator
        self.resolution = resolution
    }

    /// `context` is asked for once per search. Requires a point of the domain. Throws nothing of its own.
    package func run(
        around center: [Rational], _ pattern: ActivationPattern, upTo greatest: Rational, _ context: () -> Context
    ) throws -> Findings {
        let active = evaluator.activeNeurons(at: [center])[0]
        let broken = pattern.rejections(ofActive: active).neurons
        let rounded = center.map { $0.double(.nearest) }
        let known = KnownPoints(members: broken.isEmpty ? [rounded] : [], starts: [rounded])
        func search(_ pattern: ActivationPattern?) throws -> LargestRadius.Findings {
            try LargestRadius(
                from: .zero, to: greatest, resolution: resolution, context: context(),
                vacuity: pattern == nil ? .leftOut : .included, known: known
            ) { [ball(center, $0, pattern)] }.run()
        }
        return Findings(without: try search(nil), with: try search(pattern), broken: broken)
    }

    private func ball(_ center: [Rational], _ radius: Rational, _ pattern: ActivationPattern?) -> Query {
        query.with(
            query.cases.map { problem in
                let lower = zip(problem.box.lower, center).map { max($0, $1 - radius) }
                let upper = zip(problem.box.upper, center).map { min($0, $1 + radius) }
                return Case(
                    box: Box(lower: lower, upper: upper), regionRows: problem.regionRows,
                    decisions: problem.decisions + (pattern?.decisions ?? []), unsafe: problem.unsafe,
                    stated: problem.stated)
            })
    }
}
