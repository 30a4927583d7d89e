import Contexts
import Networks
import Verification

/// All there is to say about one check: the verdict in the first line, then the counterexample.
struct DetailWriter: OutcomeWriter {
    let settings: OutputSettings

    var heading: [String] { [] }

    func lines(for outcome: CheckOutcome) -> [String] {
        let claim = outcome.check.claim.map { "claim     \($0())" }
        return [([headline(outcome), claim].compactMap(\.self) + details(outcome)).joined(separator: "\n\n")]
    }

    func closing(_ tally: CheckTally, seconds: Double) -> [String] { [] }

    private func headline(_ outcome: CheckOutcome) -> String {
        outcome.headline(settings.style, showsTime: settings.showsTimes)
    }

    private func details(_ outcome: CheckOutcome) -> [String] {
        guard let counterexample = outcome.counterexample else {
            let region = outcome.vacuity?.text(
                elementType: .float32, options: outcome.options, isComplete: settings.isComplete)
            return [region, outcome.unfinished?.text].compactMap(\.self)
        }
        let text = CounterexampleText(counterexample)
        var parts = [text.summary]
        let pictures = text.pictures
        if let pictures { parts.append(pictures) }
        // A picture says what the numbers say; they are one -v away.
        if pictures == nil || settings.isComplete {
            parts.append("input\n" + text.inputs(isComplete: settings.isComplete))
        }
        let bars = text.bars(decision: outcome.check.decision)
        if let bars { parts.append(bars) }
        if bars == nil || settings.isComplete {
            parts.append("output\n" + text.outputs(isComplete: settings.isComplete))
        }
        if !outcome.counterexampleFiles.isEmpty { parts.append(written(outcome)) }
        return parts
    }

    private func written(_ outcome: CheckOutcome) -> String {
        let gain = outcome.pictureGain.map { " (the change is drawn \(NumberText.exact($0, .float64)) times as large)" }
        return "written to \(outcome.counterexampleFiles.joined(separator: ", "))\(gain ?? "")"
    }
}

extension CheckOutcome {
    /// The first line that people see: `holds  (bab, 0.03 s, 12 subproblems)`. A check of a spec says its name.
    package func headline(_ style: Style = .plain, showsTime: Bool = true) -> String {
        var facts = [method]
        if showsTime { facts.append(NumberText.duration(seconds)) }
        if case .holds(let proof) = verdict { facts.append(proof.text) }
        var words = style.paint(style.label(verdict.kind), verdict.kind)
        if isVacuous { words += " (vacuous)" }
        if let reason { words += ": \(reason)" }
        if check.place.position != nil { words += "  \(check.id)" }
        var line = "\(words)  (\(facts.joined(separator: ", ")))"
        if let expected = check.expectation, meetsExpectation == false { line += "  <- expected \(expected.rawValue)" }
        if let bound { line += "\n\(bound.text)" }
        return line
    }
}
