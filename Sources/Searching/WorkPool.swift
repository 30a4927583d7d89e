import Foundation
import HeapModule
import Synchronization

/// The open subproblems of a search, shared by its workers, ordered by how promising they are.
///
/// Best first: the subproblem whose bounds leave most room for a violation is taken first, because it is where a witness
/// is found if there is one; for a proof the order does not matter, all have to be closed. When more than `capacity` wait,
/// or memory is tight, the least promising are taken instead: they are nearest to being closed, so that the pool shrinks
/// and memory is bounded.
///
/// The lock is held for the few instructions of moving a batch, once per batch. A worker that finds nothing waits while
/// others may still produce work; when nobody is busy the search is over.
final class WorkPool<Item: Sendable>: Sendable {
    /// An item with its priority; ties are broken by age, the youngest first, so that runs with one worker repeat exactly.
    private struct Entry: Comparable {
        let priority: Double
        let number: Int
        let item: Item

        static func == (a: Entry, b: Entry) -> Bool { a.number == b.number }
        static func < (a: Entry, b: Entry) -> Bool {
            a.priority != b.priority ? a.priority < b.priority : a.number < b.number
        }
    }

    private struct State {
        var open = Heap<Entry>()
        var busy = 0
        /// What each busy worker has taken: how many, and the highest priority among them.
        var inHand: [Int: Survey] = [:]
        var made = 0
        var isStopped = false
        var peak = 0

        mutating func add(_ items: [(item: Item, priority: Double)]) {
            for (item, priority) in items {
                // NaN has no place in an order: such a subproblem is as promising as can be.
                open.insert(Entry(priority: priority.isNaN ? .infinity : priority, number: made, item: item))
                made += 1
            }
            peak = max(peak, open.count)
        }
    }

    /// What is in a pool, taken items included.
    struct Survey: Equatable {
        var count = 0
        /// The highest priority; `nil` of nothing.
        var highest: Double?

        mutating func add(_ other: Survey) {
            count += other.count
            guard let priority = other.highest else { return }
            highest = max(highest ?? priority, priority)
        }
    }

    private let capacity: Int
    private let isTight: @Sendable () -> Bool
    private let state: Mutex<State>

    init(
        _ items: [(item: Item, priority: Double)], capacity: Int, isTight: @escaping @Sendable () -> Bool = { false }
    ) {
        self.capacity = capacity
        self.isTight = isTight
        var first = State()
        first.add(items)
        state = Mutex(first)
    }

    /// Up to `limit` items, or `nil` when the search is over or was stopped. The caller is busy until
    /// ``finish(_:by:)``.
    func take(upTo limit: Int, by worker: Int = 0) -> [Item]? {
        while true {
            let isTight = isTight()
            let (items, isOver): ([Item], Bool) = state.withLock { state in
                if state.isStopped { return ([], true) }
                if state.open.isEmpty { return ([], state.busy == 0) }
                // A small pool is shared out, so that the other workers get their part of it.
                let count = min(limit, max(1, (state.open.count + 1) / 2))
                var taken: [Item] = []
                var survey = Survey()
                for _ in 0..<count {
                    let takesLeast = isTight || state.open.count > capacity
                    guard let entry = takesLeast ? state.open.popMin() : state.open.popMax() else { break }
                    taken.append(entry.item)
                    survey.add(Survey(count: 1, highest: entry.priority))
                }
                state.busy += 1
                state.inHand[worker] = survey
                return (taken, false)
            }
            if !items.isEmpty { return items }
            if isOver { return nil }
            Thread.sleep(forTimeInterval: 0.0001)
        }
    }

    /// Ends the caller's busy time and adds the subproblems it made.
    func finish(_ children: [(item: Item, priority: Double)], by worker: Int = 0) {
        state.withLock { state in
            state.busy -= 1
            state.inHand[worker] = nil
            state.add(children)
        }
    }

    /// Makes every further ``take(upTo:)`` return `nil`.
    func stop() {
        state.withLock { $0.isStopped = true }
    }

    /// What waits and what is being worked on.
    var survey: Survey {
        state.withLock { state in
            state.inHand.values.reduce(into: Survey(count: state.open.count, highest: state.open.max?.priority)) {
                $0.add($1)
            }
        }
    }

    /// The largest number of items that waited at once.
    var peak: Int { state.withLock { $0.peak } }
}
