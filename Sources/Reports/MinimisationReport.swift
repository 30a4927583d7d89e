package import Contexts
package import Exact
package import Networks
package import Patterns
import Queries
package import Verification

/// What `nap minimize` says: how much of a pattern was needed.
package struct MinimisationReport: Encodable, Sendable {
    /// Why the neurons left are there.
    package struct Kept: Encodable, Sendable {
        let neuron: String
        let demand: String
        /// `counterexample`, `undecided` or `untried`.
        let necessity: String
        /// Without the neuron's decision the claim fails at this input.
        let input: [Double]?
        let reason: String?
    }

    /// Who follows, before and after.
    package struct Coverage: Encodable, Sendable {
        let data: String
        let before: FollowingSummary
        let after: FollowingSummary

        package init(data: String, before: Following, after: Following) {
            self.data = data
            self.before = FollowingSummary(before)
            self.after = FollowingSummary(after)
        }
    }

    /// How many adversarial inputs do not follow a pattern.
    package struct Rejection: Encodable, Sendable {
        let radius: String
        /// Rows that follow the pattern to start from, near which an adversarial input was looked for.
        let rows: Int
        let found: Int
        let before: Int
        let after: Int

        package init(radius: Rational, rows: Int, found: Int, before: Int, after: Int) {
            self.radius = radius.text
            self.rows = rows
            self.found = found
            self.before = before
            self.after = after
        }
    }

    /// What is known about the result beside the proof.
    package struct About: Sendable {
        let vacuity: Vacuity?
        let coverage: Coverage?
        let volume: Volume?
        let rejection: Rejection?
        let output: String?

        package init(
            vacuity: Vacuity?, coverage: Coverage?, volume: Volume?, rejection: Rejection?, output: String?
        ) {
            self.vacuity = vacuity
            self.coverage = coverage
            self.volume = volume
            self.rejection = rejection
            self.output = output
        }
    }

    /// The size of the region, estimated along the axes.
    package struct Volume: Encodable, Sendable {
        /// log10 of the volume after over that before.
        let log10Ratio: Double

        package init(log10Ratio: Double) { self.log10Ratio = log10Ratio }
    }

    let schema = 1
    let network: MiningReport.Model
    let file: String
    let `class`: Int
    let method: String
    let verdict: String
    let reason: String?
    let before: Int
    let strengthened: Int?
    let after: Int?
    let implied: Int?
    let calls: Int
    let reused: Int
    let seconds: Double
    let counterexamples: Int?
    let undecided: Int?
    let untried: Int?
    let isMinimal: Bool?
    let stop: String?
    let coverage: Coverage?
    let volume: Volume?
    let rejection: Rejection?
    /// Whether no input follows the pattern that is left; absent where nobody knows.
    let vacuous: Bool?
    let vacuityReason: String?
    /// An input that follows it, exactly.
    let regionPoint: [String]?
    let kept: [Kept]?
    let output: String?

    private enum CodingKeys: CodingKey {
        case schema, network, file, `class`, method, verdict, reason, before, strengthened, after, implied, calls
        case reused, seconds, counterexamples, undecided, untried, isMinimal, stop, coverage, volume, rejection, vacuous
        case vacuityReason, regionPoint, kept, output
    }

    /// What a run knows whatever it found.
    package struct Run: Sendable {
        let network: MiningReport.Model
        let file: String
        let target: Int
        let method: String
        let size: Int
        let strengthened: Int?
        let calls: Int
        let reused: Int
        let seconds: Double

        /// `size` is that of the file's pattern, `strengthened` the number of neurons that were decided before minimising.
        package init(
            network: MiningReport.Model, file: String, target: Int, method: String, size: Int, strengthened: Int?,
            calls: Int, reused: Int, seconds: Double
        ) {
            self.size = size
            self.strengthened = strengthened
            self.network = network
            self.file = file
            self.target = target
            self.method = method
            self.calls = calls
            self.reused = reused
            self.seconds = seconds
        }
    }

    package init(
        _ run: Run, _ found: MinimisedPattern, layers: [ReLULayer], _ about: About, _ options: Options
    ) {
        let kept = found.pattern.neurons.map { Self.kept($0, found, layers) }
        func count(_ word: String) -> Int { kept.filter { $0.necessity == word }.count }
        self.init(
            run, verdict: "holds", reason: nil, after: found.pattern.size,
            implied: found.implied.count, counterexamples: count("counterexample"), undecided: count("undecided"),
            untried: count("untried"), isMinimal: count("counterexample") == kept.count,
            stop: found.stop.map { UnknownReason($0).code }, about: about, options: options, kept: kept)
    }

    /// The claim was not proved for the pattern to start from.
    package init(_ run: Run, unverified: UnverifiedStart, _ options: Options) {
        switch unverified {
        case .refuted: self.init(run, verdict: "violated", reason: nil)
        case .undecided(let reason): self.init(run, verdict: "unknown", reason: reason.text(options))
        }
    }

    /// Whether the claim was proved, for what is left or for the start.
    package var isProved: Bool { verdict == "holds" }
    /// Whether it was refuted for the pattern to start from.
    package var isRefuted: Bool { verdict == "violated" }

    private init(
        _ run: Run, verdict: String, reason: String?, after: Int? = nil, implied: Int? = nil,
        counterexamples: Int? = nil, undecided: Int? = nil, untried: Int? = nil, isMinimal: Bool? = nil,
        stop: String? = nil, about: About? = nil, options: Options = Options(), kept: [Kept]? = nil
    ) {
        network = run.network
        file = run.file
        `class` = run.target
        method = run.method
        calls = run.calls
        reused = run.reused
        seconds = NumberText.microseconds(run.seconds)
        self.verdict = verdict
        self.reason = reason
        before = run.size
        strengthened = run.strengthened
        self.after = after
        self.implied = implied
        self.counterexamples = counterexamples
        self.undecided = undecided
        self.untried = untried
        self.isMinimal = isMinimal
        self.stop = stop
        coverage = about?.coverage
        volume = about?.volume
        rejection = about?.rejection
        switch about?.vacuity {
        case .nonEmpty(let point)?: (vacuous, regionPoint, vacuityReason) = (false, point.input.map(\.text), nil)
        case .vacuous?: (vacuous, regionPoint, vacuityReason) = (true, nil, nil)
        case .undecided(let cause)?: (vacuous, regionPoint, vacuityReason) = (nil, nil, cause.text(options))
        // Nothing is decided: the region is the domain.
        case nil: (vacuous, regionPoint, vacuityReason) = (about.map { _ in false }, nil, nil)
        }
        self.kept = kept
        output = about?.output
    }

    private static func kept(_ neuron: Int, _ found: MinimisedPattern, _ layers: [ReLULayer]) -> Kept {
        let demand = found.pattern[neuron] == .active ? "active" : "inactive"
        let name = layers.name(of: neuron)
        switch found.necessity[neuron] ?? .untried {
        case .counterexample(let witness):
            return Kept(
                neuron: name, demand: demand, necessity: "counterexample", input: witness.input, reason: nil)
        case .undecided(let reason):
            return Kept(neuron: name, demand: demand, necessity: "undecided", input: nil, reason: reason.code)
        case .untried: return Kept(neuron: name, demand: demand, necessity: "untried", input: nil, reason: nil)
        }
    }
}
