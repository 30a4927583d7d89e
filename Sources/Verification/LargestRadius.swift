package import Contexts
package import Exact
package import Queries

/// The largest value of one parameter for which a claim holds: a radius, the end of a range of scales.
///
/// Requires  a claim that grows with the parameter: what holds at a value holds at every smaller one (balls around one
///           point do).
/// Returns   the largest value proved, the smallest refuted, and why there is a gap between them.
/// Method    `from`, then `to`, then halving; values are exact. A value without an answer counts as too large for the time
///           being, and is asked again with the time that the others have left.
/// Guarantee each `proved` is a run of ``ClaimVerifier`` on the queries of that very value.
/// Cost      two runs and one for each halving of the range down to `resolution`; the deadline of the context is theirs
///           together.
package struct LargestRadius {
    /// A value with what was found out about it.
    package struct Point: Sendable {
        package let value: Rational
        package let answer: Answer
    }

    /// Why the search ended.
    package enum Stop: Sendable, Hashable {
        /// The claim holds at `to`.
        case wholeRange
        /// The claim does not hold at `from`.
        case nothingProved
        /// Proved and refuted values are no further apart than the resolution.
        case resolution
        /// A value between them has no answer, for this reason.
        case unknown(UnknownReason)
    }

    package struct Findings: Sendable {
        /// The largest value at which the claim was proved; `nil` when it was not even at `from`.
        package var proved: Point?
        /// The smallest value at which it was refuted, with the witness in its answer.
        package var refuted: Point?
        /// The smallest value without an answer, when it is below `refuted`.
        package var undecided: Point?
        package var stop: Stop
        /// Runs of the verifier.
        package var calls = 0
        /// Wall-clock time of the search.
        package var seconds = 0.0
    }

    private let from: Rational
    private let to: Rational
    private let resolution: Rational
    private let context: Context
    private let vacuity: VacuityCheck
    private let known: KnownPoints
    private let queries: (Rational) throws -> [Query]

    /// `queries` makes the claim for a value; it is asked for values between `from` and `to`, ends included. Requires
    /// `from <= to` and a positive resolution.
    package init(
        from: Rational, to: Rational, resolution: Rational, context: Context, vacuity: VacuityCheck = .included,
        known: KnownPoints = KnownPoints(), queries: @escaping (Rational) throws -> [Query]
    ) {
        precondition(from <= to, "a range from \(from) to \(to)")
        precondition(resolution > .zero, "a resolution of \(resolution)")
        self.from = from
        self.to = to
        self.resolution = resolution
        self.context = context
        self.vacuity = vacuity
        self.known = known
        self.queries = queries
    }

    /// Throws what `queries` throws.
    package func run() throws -> Findings {
        let start = ContinuousClock.now
        var findings = Findings(stop: .resolution)
        try search(&findings)
        findings.stop = stop(findings)
        if vacuity == .included, let proved = findings.proved {
            var answer = proved.answer
            answer.vacuity = NonVacuity(
                queries: try queries(proved.value), context: context, members: known.members
            ).run()
            findings.proved = Point(value: proved.value, answer: answer)
        }
        findings.seconds = (ContinuousClock.now - start).seconds
        return findings
    }

    private func search(_ findings: inout Findings) throws {
        try decide(from, &findings)
        while let value = next(findings), context.limits.stop == nil {
            let isRepeated = value == findings.undecided?.value
            try decide(value, &findings)
            if isRepeated && value == findings.undecided?.value { return }
        }
    }

    /// The value to ask about: `to` while nothing is known above; then the middle of the gap; once that is narrow, the
    /// value that lacked time. `nil` at the end.
    private func next(_ findings: Findings) -> Rational? {
        guard let low = findings.proved?.value, low < to else { return nil }
        guard let high = findings.undecided?.value ?? findings.refuted?.value else { return to }
        if high - low > resolution { return (low + high) / 2 }
        guard let undecided = findings.undecided, undecided.answer.verdict.reason == .timeout else { return nil }
        return undecided.value
    }

    private func decide(_ value: Rational, _ findings: inout Findings) throws {
        let share = Limits(1 / Double(1 + callsLeft(findings)), of: context.limits)
        context.log.stage("radius: asking about \(value)")
        let claim = ClaimVerifier(
            queries: try queries(value), context: context.with(share), vacuity: .leftOut, known: known)
        let point = Point(value: value, answer: claim.run())
        findings.calls += 1
        if findings.undecided?.value == value { findings.undecided = nil }
        switch point.answer.verdict {
        case .holds: findings.proved = point
        case .violated:
            findings.refuted = point
            findings.undecided = nil
        case .unknown: findings.undecided = point
        }
    }

    /// How many more values there will be if each has an answer.
    private func callsLeft(_ findings: Findings) -> Int {
        guard let low = findings.proved?.value else { return halvings(to - from) + 1 }
        guard let high = findings.undecided?.value ?? findings.refuted?.value else { return halvings(to - low) }
        return halvings(high - low) - 1
    }

    private func halvings(_ gap: Rational) -> Int {
        var (rest, count) = (gap, 1)
        while rest > resolution {
            rest = rest / 2
            count += 1
        }
        return count
    }

    private func stop(_ findings: Findings) -> Stop {
        if let reason = findings.undecided?.answer.verdict.reason { return .unknown(reason) }
        guard let proved = findings.proved else { return .nothingProved }
        if proved.value == to { return .wholeRange }
        guard let refuted = findings.refuted, refuted.value - proved.value <= resolution else {
            return .unknown(context.limits.stop.map { UnknownReason($0) } ?? .timeout)
        }
        return .resolution
    }
}
