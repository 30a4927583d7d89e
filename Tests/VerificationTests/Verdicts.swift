import Contexts
import Queries
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
