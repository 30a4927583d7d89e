package import Contexts
import Exact
import Queries
package import Verification

/// One answer as a JSON document. Field names stay as they are within a schema number; fields may be added.
package struct VerdictDocument: Encodable {
    struct NetworkField: Encodable {
        let path: String
    }

    struct Counterexample: Encodable {
        /// The replayed point, each number exactly.
        let input: [Double]
        let output: [Double]
        /// The exact point as decimals or fractions, when it is not the replayed one.
        let exactInput: [String]?
        let margin: Double
        let grade: String
        let replay: String
    }

    /// What closed a proof; fields that do not apply are left out.
    struct ProofField: Encodable {
        var subproblems: Int?
        var byMultipliers: Int?
        var exactQueries: Int?
    }

    let schema = 1
    let network: NetworkField
    let property: String
    let verdict: String
    /// Beside a `holds` whose region might be empty: whether it is. Left out where it is no question, and where nobody
    /// knows; `vacuityReason` then says why.
    let vacuous: Bool?
    let vacuityReason: String?
    /// A point of the region, exactly.
    let regionPoint: [String]?
    let reason: String?
    let proof: ProofField?
    let counterexample: Counterexample?
    let engine: String
    let seconds: Double
    let statistics: Statistics
    let options: Options
    let warnings: [String]

    package init(_ answer: Answer, network: String, property: String, options: Options, warnings: [String]) {
        self.network = NetworkField(path: network)
        self.property = property
        self.options = options
        self.warnings = warnings
        verdict = answer.verdict.word
        engine = answer.engine.rawValue
        seconds = answer.seconds
        statistics = answer.statistics
        switch answer.vacuity {
        case .nonEmpty(let point)?: (vacuous, regionPoint, vacuityReason) = (false, point.input.map(\.text), nil)
        case .vacuous?: (vacuous, regionPoint, vacuityReason) = (true, nil, nil)
        case .undecided(let cause)?:
            (vacuous, regionPoint, vacuityReason) = (nil, nil, cause.text(timeout: options.timeout))
        case nil: (vacuous, regionPoint, vacuityReason) = (nil, nil, nil)
        }
        switch answer.verdict {
        case .holds(let proof):
            self.proof = ProofField(proof)
            reason = nil
            counterexample = nil
        case .violated(let witness):
            proof = nil
            reason = nil
            counterexample = Counterexample(witness)
        case .unknown(let cause):
            proof = nil
            reason = cause.text(timeout: options.timeout)
            counterexample = nil
        }
    }
}

extension VerdictDocument.ProofField {
    fileprivate init(_ proof: Proof) {
        switch proof {
        case .boundedTree(let subproblems, let byMultipliers):
            self.init(subproblems: subproblems, byMultipliers: byMultipliers)
        case .exactUnsatisfiability(let queries): self.init(exactQueries: queries)
        case .mixed(let subproblems, let byMultipliers, let exactQueries):
            self.init(subproblems: subproblems, byMultipliers: byMultipliers, exactQueries: exactQueries)
        }
    }
}

extension VerdictDocument.Counterexample {
    fileprivate init(_ witness: Witness) {
        let isReplayed = witness.exactInput == witness.input.map { Rational(exactly: $0) }
        self.init(
            input: witness.input, output: witness.output,
            exactInput: isReplayed ? nil : witness.exactInput.map(\.text), margin: witness.margin,
            grade: witness.grade.rawValue, replay: witness.replay.rawValue)
    }
}
