import Bounds
import Contexts
import Queries

/// What all engines of one run share: the query, prepared once, the judge and the counters.
struct EngineRun {
    let query: Query
    let context: Context
    let graph: PreparedGraph
    let judge: WitnessJudge
    var statistics = Statistics()

    init(query: Query, context: Context) {
        self.query = query
        self.context = context
        graph = PreparedGraph(query.graph)
        judge = WitnessJudge(query: query)
    }
}
