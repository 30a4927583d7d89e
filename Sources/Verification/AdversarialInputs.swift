package import Contexts
package import Exact
import Properties
package import Queries

/// Looks for adversarial inputs: points near a given one that refute a claim when no pattern is asked for.
///
/// Requires  a plain query, whose cases are the domain.
/// Returns   a judged witness, or `nil`, which says nothing.
/// Method    the attack of every search, once, on the part of the domain within a radius of the point.
/// Cost      up to the time given, for each point.
package struct AdversarialInputs {
    private let query: Query
    private let context: Context
    private let attackLimit: Duration

    package init(_ query: Query, context: Context, attackLimit: Duration = .seconds(1)) {
        self.query = query
        self.context = context
        self.attackLimit = attackLimit
    }

    package func near(_ center: [Rational], within radius: Rational) -> Witness? {
        let ball = query.with(
            query.cases.compactMap { problem in
                let lower = zip(problem.box.lower, center).map { max($0, $1 - radius) }
                let upper = zip(problem.box.upper, center).map { min($0, $1 + radius) }
                guard zip(lower, upper).allSatisfy({ $0 <= $1 }) else { return nil }
                return Case(
                    box: Box(lower: lower, upper: upper), regionRows: problem.regionRows, unsafe: problem.unsafe,
                    stated: problem.stated)
            })
        let limited = context.with(Limits(1, of: context.limits, atMost: attackLimit))
        return Falsifier(query: ball, context: limited.withoutProgress(), rounds: 1).run().witness
    }
}
