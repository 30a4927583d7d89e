package import Contexts
package import Exact
import Queries
package import Verification

/// What became of one check: everything that any output format prints.
package struct CheckOutcome: Sendable {
    /// What a search for the greatest good value of a name found.
    package struct Bound: Sendable {
        package let name: String
        /// Proved up to here.
        package let lower: Rational?
        /// Refuted here.
        package let upper: Rational?
        /// The smallest value without an answer, when that is what ended the search.
        package let undecided: Rational?

        package init(name: String, lower: Rational?, upper: Rational?, undecided: Rational? = nil) {
            self.name = name
            self.lower = lower
            self.upper = upper
            self.undecided = undecided
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
    /// Beside a `holds` for a region that is more than a box: whether it has points.
    package var vacuity: Vacuity?
    /// Beside an `unknown`: how far the run came.
    package var unfinished: UnfinishedSearch?
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
        vacuity = answer.vacuity
        unfinished = answer.unfinished
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
        vacuity == .vacuous
    }

    /// The file from which the counterexample can be replayed.
    package var counterexampleFile: String? { counterexampleFiles.first }

    /// Why there is no answer, in words; `nil` when there is one.
    package var reason: String? {
        verdict.reason?.text(options)
    }

    /// Whether the verdict is the one the check expects; `nil` when it expects none or was interrupted.
    package var meetsExpectation: Bool? {
        if verdict.reason == .interrupted { return nil }
        return check.expectation.map { $0.kind == verdict.kind }
    }
}
