extension MinimisationReport {
    /// The report for people.
    package var text: String {
        let facts = "pattern  \(file): class \(`class`), \(NumberText.count(before, "neuron"))"
        guard let after, let implied else {
            let reason = self.reason.map { ": \($0)" } ?? ": some input follows the pattern and is of another class"
            return "\(facts)\n\(verdict)\(reason); there is nothing to minimise"
        }
        let added = strengthened.map {
            ["added    \(NumberText.count($0, "neuron")), as most rows of the class have them"]
        }
        let kept = "kept     \(after) of \(before + (strengthened ?? 0)) neurons; \(implied) were implied by the others"
        return ([facts] + (added ?? []) + [kept] + details(after)).joined(separator: "\n")
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
        if let rejection {
            lines.append(
                "attacks  \(rejection.after) of \(rejection.found) adversarial inputs rejected, \(rejection.before) before "
                    + "(within \(rejection.radius) of \(NumberText.count(rejection.rows, "row")))")
        }
        switch (vacuous, vacuityReason) {
        case (true?, _): lines.append("region   empty: no input follows, so this says nothing")
        case (nil, let reason?): lines.append("region   perhaps empty: no follower found (\(reason))")
        default: lines.append("region   not empty: an input follows")
        }
        if let output { lines.append("written  \(output)") }
        return lines
    }
}
