import Dispatch
import Synchronization

/// Independent items shared out among workers that each own scratch memory.
package enum ParallelWorkers {
    /// The result of each item. One thread per worker takes items in order until none is left; which worker does which item
    /// is not determined.
    ///
    /// Requires that `body` changes nothing but its worker, and reads nothing that another item's body changes.
    package static func map<Worker, Result>(
        _ items: Int, workers: [Worker], _ body: (Worker, Int) -> Result
    ) -> [Result] {
        guard let first = workers.first else { return [] }
        if workers.count == 1 || items < 2 { return (0..<items).map { body(first, $0) } }
        let next = Atomic(0)
        var results = [Result?](repeating: nil, count: items)
        withoutActuallyEscaping(body) { body in
            unsafe results.withUnsafeMutableBufferPointer { slots in
                nonisolated(unsafe) let slots = unsafe slots
                nonisolated(unsafe) let workers = workers
                nonisolated(unsafe) let body = body
                unsafe DispatchQueue.concurrentPerform(iterations: min(workers.count, items)) { number in
                    while true {
                        let item = next.add(1, ordering: .relaxed).oldValue
                        guard item < items else { return }
                        unsafe slots[item] = body(workers[number], item)
                    }
                }
            }
        }
        return results.compactMap(\.self)
    }
}
