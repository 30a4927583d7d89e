import Contexts
import Networks
import Properties
import Queries
import TestSupport
import Testing
import Verification

extension Query {
    /// The verdict of one engine within `seconds`. Few attack restarts and one thread keep large numbers of queries cheap.
    func verdict(
        _ engine: EngineChoice, seconds: Double = 20, threads: Int = Options().threads,
        attackRestarts: Int = Options().attackRestarts
    ) -> Verdict {
        var options = Options()
        options.engine = engine
        options.threads = threads
        options.attackRestarts = attackRestarts
        let limits = Limits(deadline: .now + .seconds(seconds))
        return Verifier(query: self, context: Context(options: options, limits: limits)).run().verdict
    }
}

extension Verdict {
    /// Whether the property is refuted; `nil` when there is no answer.
    var isViolated: Bool? {
        switch self {
        case .holds: false
        case .violated: true
        case .unknown: nil
        }
    }
}

extension Claim {
    /// Whether the claim is refuted; `nil` when there is no answer. A counterexample must be one by the claim itself:
    /// in the region, which in the plane is geometry, and unsafe in exact arithmetic.
    func isViolated(on network: Network, _ engine: EngineChoice, seconds: Double = 20) throws -> Bool? {
        let answer = try answer(on: network, engine, seconds: seconds, vacuity: .leftOut)
        if case .violated(let witness) = answer.verdict { expectValid(witness, network) }
        return answer.verdict.isViolated
    }

    func answer(
        on network: Network, _ engine: EngineChoice, seconds: Double = 20, vacuity: VacuityCheck = .included
    ) throws -> Answer {
        var options = Options()
        options.engine = engine
        options.threads = 1
        let context = Context(options: options, limits: Limits(deadline: .now + .seconds(seconds)))
        let queries = try Query.lowered(network: network, claim: self).queries
        return ClaimVerifier(queries: queries, context: context, vacuity: vacuity).run()
    }

    private func expectValid(_ witness: Witness, _ network: Network) {
        let point = witness.exactInput
        #expect(unsafe.isMet(input: point, output: network.outputs(observing: observed, at: point)), "\(point)")
        if network.inputCount == 2 { #expect(region.containsInPlane(point, network: network), "\(point)") }
    }
}
