package import Contexts
package import Verification

/// What a verdict says, without its evidence.
package enum VerdictKind: String, Sendable, CaseIterable, Encodable {
    case holds, violated, unknown
}

/// Answers in words.
extension Verdict {
    package var kind: VerdictKind {
        switch self {
        case .holds: .holds
        case .violated: .violated
        case .unknown: .unknown
        }
    }

    /// `holds`, `violated` or `unknown`.
    package var word: String { kind.rawValue }
}

extension UnknownReason {
    /// Why there is no answer, in words. `options` are those of the run, for its limits.
    package func text(_ options: Options) -> String {
        switch self {
        case .timeout: "timeout after \(NumberText.limit(options.timeout))"
        case .interrupted: "interrupted"
        case .memory: "the memory limit\(Self.amount(options.memory.map(ByteCount.text))) is used up"
        case .nodes: "the limit of subproblems\(Self.amount(options.nodes.map { String($0) })) is reached"
        case .incomplete(.bounds): "the bounds do not close; try --engine auto"
        case .incomplete(.auto): "no engine decided this query"
        case .incomplete(let engine): "the \(engine.rawValue) engine cannot decide this query; try --engine auto"
        case .noCounterexample(let points): "no counterexample among \(NumberText.count(points, "point"))"
        case .numerical(let what): "rounding errors: \(what)"
        case .limit:
            "what violates is the limit of infinite scales (t = 0), which is no input; try --engine smt, or a greatest scale"
        case .solver(let what): "the solver gave up: \(what)"
        }
    }

    private static func amount(_ text: String?) -> String { text.map { " (\($0))" } ?? "" }

    /// The kind of reason as one word that programs can rely on.
    package var code: String {
        switch self {
        case .timeout: "timeout"
        case .interrupted: "interrupted"
        case .memory: "memory"
        case .nodes: "nodes"
        case .incomplete: "incomplete"
        case .noCounterexample: "no-counterexample"
        case .numerical: "numerical"
        case .limit: "limit"
        case .solver: "solver"
        }
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
