package import Contexts
package import Exact
package import Queries
package import Verification

/// What became of one check: everything that any output format prints.
package struct CheckOutcome: Sendable {
    /// What is known about the points of the region.
    package enum Vacuity: Sendable {
        case notExamined
        /// The region has a point.
        case hasPoints
        /// The region is empty: `holds` says nothing about the network.
        case empty
    }

    /// What a search for a radius or a scale found: verified up to `lower`, refuted at `upper`.
    package struct Bound: Sendable {
        package let lower: Rational?
        package let upper: Rational?

        package init(lower: Rational?, upper: Rational?) {
            self.lower = lower
            self.upper = upper
        }
    }

    package let check: CheckDescription
    package let verdict: Verdict
    /// The engine that decided, or the last that tried: `bab`, `attack`.
    package let method: String
    /// Wall-clock time, without loading.
    package let seconds: Double
    package let statistics: Statistics
    package let options: Options
    package var vacuity = Vacuity.notExamined
    package var bound: Bound?
    package var counterexample: Counterexample?
    /// The files that the counterexample was written to: first the one that can be replayed.
    package var counterexampleFiles: [String] = []
    /// What the change was multiplied by in the picture among them, when there is one with a change.
    package var pictureGain: Double?
    /// SHA-256 of the model file, where somebody asks for it.
    package var networkDigest: String?
    /// See ``CheckKey``.
    package var key: String?
    /// A file with the proof.
    package var certificate: String?
    /// What the user should know, one line each.
    package var warnings: [String] = []

    package init(_ check: CheckDescription, _ answer: Answer, options: Options) {
        self.init(
            check, answer.verdict, method: answer.engine.rawValue, seconds: answer.seconds,
            statistics: answer.statistics, options: options)
    }

    package init(
        _ check: CheckDescription, _ verdict: Verdict, method: String, seconds: Double, statistics: Statistics,
        options: Options
    ) {
        self.check = check
        self.verdict = verdict
        self.method = method
        self.seconds = seconds
        self.statistics = statistics
        self.options = options
    }

    /// A proof about an empty region.
    package var isVacuous: Bool {
        if case .holds = verdict, case .empty = vacuity { true } else { false }
    }

    /// The file from which the counterexample can be replayed.
    package var counterexampleFile: String? { counterexampleFiles.first }

    /// Why there is no answer, in words; `nil` when there is one.
    package var reason: String? {
        verdict.reason?.text(timeout: options.timeout)
    }

    /// Whether the verdict is the one the check expects; `nil` when it expects none or was interrupted.
    package var meetsExpectation: Bool? {
        if verdict.reason == .interrupted { return nil }
        return check.expectation.map { $0.kind == verdict.kind }
    }
}

extension CheckOutcome.Vacuity {
    /// What the normal form alone says: a query without cases has no point, a box always has one.
    package init(_ query: Query) {
        if query.cases.isEmpty {
            self = .empty
        } else if query.cases.contains(where: { $0.regionRows.isEmpty && $0.decisions.isEmpty }) {
            self = .hasPoints
        } else {
            self = .notExamined
        }
    }
}
