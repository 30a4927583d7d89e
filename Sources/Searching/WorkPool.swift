import Foundation
import Synchronization

/// The open subproblems of a search, shared by its workers: last in, first out, so that memory stays proportional to the
/// depth of the tree.
///
/// The lock is held for the few instructions of moving a batch, once per batch. A worker that finds nothing waits while
/// others may still produce work; when nobody is busy the search is over.
final class WorkPool<Item: Sendable>: Sendable {
    private struct State {
        var open: [Item]
        var busy = 0
        var isStopped = false
        var peak: Int
    }

    private let state: Mutex<State>

    init(_ items: [Item]) {
        state = Mutex(State(open: items, peak: items.count))
    }

    /// Up to `limit` items, or `nil` when the search is over or was stopped. The caller is busy until ``finish(_:)``.
    func take(upTo limit: Int) -> [Item]? {
        while true {
            let (items, isOver): ([Item], Bool) = state.withLock { state in
                if state.isStopped { return ([], true) }
                if state.open.isEmpty { return ([], state.busy == 0) }
                // A small pool is shared out, so that the other workers get their part of it.
                let count = min(limit, max(1, (state.open.count + 1) / 2))
                let taken = Array(state.open.suffix(count))
                state.open.removeLast(count)
                state.busy += 1
                return (taken, false)
            }
            if !items.isEmpty { return items }
            if isOver { return nil }
            Thread.sleep(forTimeInterval: 0.0001)
        }
    }

    /// Ends the caller's busy time and adds the subproblems it made.
    func finish(_ children: [Item]) {
        state.withLock { state in
            state.busy -= 1
            state.open.append(contentsOf: children)
            state.peak = max(state.peak, state.open.count)
        }
    }

    /// Makes every further ``take(upTo:)`` return `nil`.
    func stop() {
        state.withLock { $0.isStopped = true }
    }

    var peak: Int { state.withLock { $0.peak } }
    var openCount: Int { state.withLock { $0.open.count } }
}
