package import Contexts
import Queries
package import Verification

/// Answers in words.
extension Verdict {
    /// `holds`, `violated` or `unknown`.
    package var word: String {
        switch self {
        case .holds: "holds"
        case .violated: "violated"
        case .unknown: "unknown"
        }
    }
}

extension UnknownReason {
    /// Why there is no answer, in words. `timeout` is the limit of the run in seconds.
    package func text(timeout: Double) -> String {
        switch self {
        case .timeout: "timeout after \(NumberText.limit(timeout))"
        case .interrupted: "interrupted"
        case .incomplete(.bounds): "the bounds do not close; try --engine auto"
        case .incomplete(.auto): "no engine decided this query"
        case .incomplete(let engine): "the \(engine.rawValue) engine cannot decide this query; try --engine auto"
        case .numerical(let what): "rounding errors: \(what)"
        case .solver(let what): "the solver gave up: \(what)"
        }
    }
}

extension Answer {
    /// The first line that people see: `holds  (bab, 0.03 s, 12 subproblems)`.
    package func headline(options: Options, style: Style = .plain) -> String {
        var facts = [engine.rawValue, NumberText.duration(seconds)]
        var word = style.verdict(vacuity == .vacuous ? "\(verdict.word) (vacuous)" : verdict.word, verdict)
        switch verdict {
        case .holds(let proof): facts.append(proof.text)
        case .violated: break
        case .unknown(let reason): word += ": \(reason.text(timeout: options.timeout))"
        }
        return "\(word)  (\(facts.joined(separator: ", ")))"
    }
}

extension Proof {
    /// What the proof consists of: `12 subproblems, 3 by multipliers`.
    var text: String {
        switch self {
        case .boundedTree(let subproblems, let byMultipliers):
            NumberText.count(subproblems, "subproblem")
                + (byMultipliers == 0 ? "" : ", \(byMultipliers) by multipliers")
        case .exactUnsatisfiability(let queries): NumberText.count(queries, "exact query", plural: "exact queries")
        case .mixed(let subproblems, let byMultipliers, let exactQueries):
            [
                Proof.boundedTree(subproblems: subproblems, byMultipliers: byMultipliers).text,
                Proof.exactUnsatisfiability(queries: exactQueries).text,
            ].joined(separator: ", ")
        }
    }
}
