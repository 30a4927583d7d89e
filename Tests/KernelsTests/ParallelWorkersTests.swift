import Kernels
import Testing

@Suite struct ParallelWorkersTests {
    private final class Counter {
        var done = 0
    }

    /// Results come in the order of the items, and every item is done once, by whichever worker.
    @Test(arguments: [1, 2, 5], [0, 1, 7, 100]) func keepsTheOrder(workers: Int, items: Int) {
        let counters = (0..<workers).map { _ in Counter() }
        let results = ParallelWorkers.map(items, workers: counters) { counter, item in
            counter.done += 1
            return item * item
        }
        #expect(results == (0..<items).map { $0 * $0 })
        #expect(counters.reduce(0) { $0 + $1.done } == items)
    }

    @Test func needsAWorker() {
        #expect(ParallelWorkers.map(3, workers: [Counter]()) { _, item in item } == [])
    }
}
