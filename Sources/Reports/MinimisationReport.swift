package import Contexts
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
    let kept: [Kept]?
    let output: String?

    private enum CodingKeys: CodingKey {
        case schema, network, file, `class`, method, verdict, reason, before, after, implied, calls, reused, seconds
        case counterexamples, undecided, untried, isMinimal, stop, coverage, volume, kept, output
    }

    /// What a run knows whatever it found.
    package struct Run: Sendable {
        let network: MiningReport.Model
        let file: String
        let target: Int
        let method: String
        let calls: Int
        let reused: Int
        let seconds: Double

        package init(
            network: MiningReport.Model, file: String, target: Int, method: String, calls: Int, reused: Int,
            seconds: Double
        ) {
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
        _ run: Run, _ found: MinimisedPattern, layers: [ReLULayer], coverage: Coverage?, volume: Volume?,
        output: String?
    ) {
        let kept = found.pattern.neurons.map { Self.kept($0, found, layers) }
        func count(_ word: String) -> Int { kept.filter { $0.necessity == word }.count }
        self.init(
            run, verdict: "holds", reason: nil, before: found.start.size, after: found.pattern.size,
            implied: found.implied.count, counterexamples: count("counterexample"), undecided: count("undecided"),
            untried: count("untried"), isMinimal: count("counterexample") == kept.count,
            stop: found.stop.map { UnknownReason($0).code }, coverage: coverage, volume: volume, kept: kept,
            output: output)
    }

    /// The claim was not proved for the pattern to start from.
    package init(_ run: Run, unverified: UnverifiedStart, size: Int, _ options: Options) {
        switch unverified {
        case .refuted: self.init(run, verdict: "violated", reason: nil, before: size)
        case .undecided(let reason):
            self.init(run, verdict: "unknown", reason: reason.text(options), before: size)
        }
    }

    private init(
        _ run: Run, verdict: String, reason: String?, before: Int, after: Int? = nil, implied: Int? = nil,
        counterexamples: Int? = nil, undecided: Int? = nil, untried: Int? = nil, isMinimal: Bool? = nil,
        stop: String? = nil, coverage: Coverage? = nil, volume: Volume? = nil, kept: [Kept]? = nil,
        output: String? = nil
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
        self.before = before
        self.after = after
        self.implied = implied
        self.counterexamples = counterexamples
        self.undecided = undecided
        self.untried = untried
        self.isMinimal = isMinimal
        self.stop = stop
        self.coverage = coverage
        self.volume = volume
        self.kept = kept
        self.output = output
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

    // MARK: Text

    package var text: String {
        let facts = "pattern  \(file): class \(`class`), \(NumberText.count(before, "neuron"))"
        guard let after, let implied else {
            let reason = self.reason.map { ": \($0)" } ?? ": some input follows the pattern and is of another class"
            return "\(facts)\n\(verdict)\(reason); there is nothing to minimise"
        }
        return
            ([facts, "kept     \(after) of \(before) neurons; \(implied) were implied by the others"] + details(after))
            .joined(separator: "\n")
    }

    private func details(_ after: Int) -> [String] {
        var lines: [String] = []
        if let counterexamples, let undecided, let untried {
            let parts = [
                (counterexamples, "with a counterexample"), (undecided, "undecided"), (untried, "not tried one by one"),
            ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            let end = isMinimal == true ? ": minimal" : ""
            if !parts.isEmpty { lines.append("why      \(parts.joined(separator: ", "))\(end)") }
        }
        lines.append(
            "calls    \(calls) (\(NumberText.count(reused, "more answer")) from kept counterexamples), "
                + NumberText.duration(seconds))
        if let stop { lines.append("ended    early: \(stop)") }
        if let coverage {
            lines.append(
                "coverage \(NumberText.percent(coverage.before.recall)) -> \(NumberText.percent(coverage.after.recall)), "
                    + "other classes \(coverage.before.others) -> \(coverage.after.others), of \(coverage.data)")
        }
        if let volume { lines.append("volume   10^\(NumberText.fixed(volume.log10Ratio, places: 1)) times, estimated") }
        if let output { lines.append("written  \(output)") }
        return lines
    }
}
