package import Bounds
package import Contexts
import Dispatch
package import Queries
import Synchronization

/// How a search ended.
package enum SearchOutcome: Sendable {
    /// Every subproblem of a tree that covers the region was closed by a sound argument.
    case closed(leaves: Int, byMultipliers: Int)
    case witness(Witness)
    case stopped(StopCause)
    /// Some subproblem could be neither closed nor split further.
    case stuck(StuckReason)
}

/// Why a subproblem can be neither closed nor split further.
package enum StuckReason: Sendable, Hashable {
    /// Floats do not tell; the text names what failed.
    case rounding(String)
    /// The points that violate are limits of inputs and no inputs: the scale of a cone grows without end towards them.
    case limit
}

/// What a search splits.
package enum Splitting: String, Sendable {
    /// The widest-reaching input is halved. Right for few inputs: boxes shrink fast.
    case inputs
    /// An unstable neuron is made active on one side, inactive on the other. Right for many inputs.
    case phases
}

/// At which subproblems of a phase search linear programmes run.
package enum ProgramUse: Sendable {
    /// Where no neuron is open, so that nothing else can decide.
    case atLeaves
    /// At every subproblem that bounds leave open.
    case always
}

/// What a search does once some subproblem is stuck, so that it can no longer prove anything.
package enum StuckPolicy: Sendable {
    /// Goes on: a witness may turn up elsewhere.
    case goOn
    /// Ends: another engine is waiting to decide.
    case stop
}

/// Branch-and-bound: bound a batch of subproblems, drop the closed, split the rest.
///
/// Requires  a query.
/// Method    see ``SearchWorker``. Workers are threads; each owns its scratch memory and takes batches from a shared pool.
/// Guarantee `closed` only when every leaf was excluded by sound bounds or re-checked multipliers.
/// Complete  up to numerics: boxes that have become narrow are split on phases, and a subproblem on which all neurons are
///           decided is a linear programme. A property that holds with margin 0 is what numerics means: such a leaf is stuck.
/// Reference Bunel et al., Branch and Bound for Piecewise Linear Neural Network Verification, 2020.
package struct BranchAndBound {
    let graph: PreparedGraph
    let query: Query
    let splitting: Splitting
    let programs: ProgramUse
    let onStuck: StuckPolicy
    let context: Context
    private let roots: CaseRoots
    let judge: Judge

    /// `roots` are those of the query's cases, when another stage has computed them.
    package init(
        graph: PreparedGraph, query: Query, splitting: Splitting, programs: ProgramUse = .atLeaves,
        onStuck: StuckPolicy = .goOn, context: Context, roots: CaseRoots? = nil, judge: @escaping Judge
    ) {
        self.roots = roots ?? CaseRoots(query, graph: graph, limits: context.limits)
        self.graph = graph
        self.query = query
        self.splitting = splitting
        self.programs = programs
        self.onStuck = onStuck
        self.context = context
        self.judge = judge
    }

    package func run(_ statistics: inout Statistics) -> SearchOutcome {
        let perWorker = SearchWorker.footprint(graph, context.options)
        if let cause = context.limits.stop(before: perWorker) { return .stopped(cause) }
        let workers = context.limits.freeMemory.map { min(context.options.threads, max(1, $0 / perWorker)) }
        let starts = query.cases.indices.map { roots[$0] }
        let table = RowTable(query, graph: graph, clippings: starts.map(\.clipping))
        let open = starts.enumerated().map { index, start in
            OpenSubproblem(
                caseIndex: index, alternatives: Array(query.cases[index].unsafe.indices), depth: 0,
                splitting: splitting, subproblem: start.subproblem)
        }
        // A quarter of a gigabyte of waiting subproblems.
        let bytesEach = SearchFootprint.subproblem(graph, alternatives: query.cases.map(\.unsafe.count).max() ?? 1)
        let limits = context.limits
        let pool = WorkPool(
            open.map { ($0, $0.priority) }, capacity: max(1_000, (256 << 20) / bytesEach)
        ) { limits.isTight }
        let shared = SharedFindings()
        DispatchQueue.concurrentPerform(iterations: workers ?? context.options.threads) { number in
            let worker = SearchWorker(
                graph: graph, query: query, table: table, splitting: splitting, programs: programs, onStuck: onStuck,
                context: context, number: number, judge: judge)
            worker.run(pool, shared, number: number)
        }
        var findings = shared.value
        findings.statistics.peakOpen = pool.peak
        findings.tell(context.progress, pool.survey)
        statistics.add(findings.statistics)
        if let witness = findings.witness { return .witness(witness) }
        if let cause = findings.stop { return .stopped(cause) }
        if let reason = findings.stuck { return .stuck(reason) }
        return .closed(
            leaves: findings.statistics.closedByBounds + findings.statistics.closedByLP,
            byMultipliers: findings.statistics.closedByLP)
    }
}

/// How hard the root of a phase search tries for its hidden neurons' bounds, cheapest first: what one closes needs no more.
/// Everything below inherits them, and phase splits move them little.
enum Tightening: Int, Sendable {
    case plain, slopes, lines

    var next: Tightening? { Tightening(rawValue: rawValue + 1) }
}

/// A subproblem waiting for its bounds.
struct OpenSubproblem: Sendable {
    let caseIndex: Int
    /// The unsafe polyhedra not yet excluded: an ancestor's exclusion holds here too.
    var alternatives: [Int]
    var depth: Int
    var splitting: Splitting
    var subproblem: Subproblem
    /// How the bounds of hidden neurons are to be optimised before it is split.
    var tightening = Tightening.plain
    /// The largest gap between a threshold and its row's bound: how much room for a violation the bounds leave.
    var priority = Double.infinity
    /// Per alternative: the slopes and multipliers with which the parent's bound was best.
    var duals: [Int: OptimisedBounds.Duals] = [:]
    /// Per alternative: lines over neurons' inputs that were best at the root of its tree.
    var lines: [Int: TightenedRelaxation.Lines] = [:]
}

/// The rows of all cases in one table, so that one batch may mix cases.
struct RowTable: Sendable {
    let cases: [UnsafeRows]
    let coefficients: [RowCoefficients]
    /// Where each case's rows start in `coefficients`.
    let offsets: [Int]
    /// The phases that each case decides.
    let patterns: [[DecidedNeuron]]
    /// What clips the boxes of each case; `nil` when no case has anything that does.
    let clippings: [InputClipping]?

    init(_ query: Query, graph: PreparedGraph, clippings: [InputClipping]) {
        self.clippings = clippings.allSatisfy(\.isEmpty) ? nil : clippings
        patterns = query.cases.map { graph.decided($0.decisions) }
        cases = query.cases.map {
            UnsafeRows($0, inputCount: graph.inputCount, outputCount: graph.outputCount)
        }
        var offsets: [Int] = []
        var all: [RowCoefficients] = []
        for rows in cases {
            offsets.append(all.count)
            all.append(contentsOf: rows.coefficients)
        }
        self.offsets = offsets
        coefficients = all
    }
}

/// What the workers have found; the first witness, stop or failure wins.
final class SharedFindings: Sendable {
    struct Value: Sendable {
        var witness: Witness?
        var stop: StopCause?
        var stuck: StuckReason?
        var statistics = Statistics()
        /// The least margin of a point tried on the way.
        var attack: Double?
        /// How often what was split.
        var splits: [SplitCount.Subject: Int] = [:]
    }

    private let state = Mutex(Value())

    var value: Value { state.withLock { $0 } }

    func report(_ witness: Witness) {
        state.withLock { if $0.witness == nil { $0.witness = witness } }
    }

    func report(_ stop: StopCause) {
        state.withLock { if $0.stop == nil { $0.stop = stop } }
    }

    func report(stuck reason: StuckReason) {
        state.withLock { if $0.stuck == nil { $0.stuck = reason } }
    }

    /// Adds what a worker counted.
    func add(_ statistics: Statistics, attack: Double?, splits: [SplitCount.Subject: Int]) {
        state.withLock { state in
            state.statistics.add(statistics)
            state.attack = [state.attack, attack].compactMap(\.self).min()
            state.splits.merge(splits, uniquingKeysWith: +)
        }
    }
}
