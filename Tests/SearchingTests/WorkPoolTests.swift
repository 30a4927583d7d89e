import Foundation
import Synchronization
import Testing

@testable import Searching

@Suite struct WorkPoolTests {
    /// Runs `body` on threads of their own and waits for all; the pool may block each of them.
    private func onThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
        let group = DispatchGroup()
        for _ in 0..<count {
            group.enter()
            Thread.detachNewThread {
                body()
                group.leave()
            }
        }
        group.wait()
    }

    /// Item n stands for a node of a binary tree with children 2n and 2n + 1: each is handed out once, to somebody.
    @Test(.timeLimit(.minutes(1)), arguments: [1, 7, 64]) func everyItemIsTakenOnce(batch: Int) {
        let nodes = 5_000
        let pool = WorkPool([(1, 0)], capacity: 100)
        let seen = Mutex([Int](repeating: 0, count: nodes + 1))
        onThreads(4) {
            while let items = pool.take(upTo: batch) {
                #expect(!items.isEmpty && items.count <= batch)
                seen.withLock { seen in
                    for item in items { seen[item] += 1 }
                }
                let children: [Int] = items.flatMap { [2 * $0, 2 * $0 + 1] }.filter { $0 <= nodes }
                pool.finish(children.map { (item: $0, priority: Double($0 % 17)) })
            }
        }
        #expect(seen.withLock { $0 } == [0] + [Int](repeating: 1, count: nodes))
        #expect(pool.peak >= 1)
    }

    /// A pool that never runs dry ends when it is told to.
    @Test(.timeLimit(.minutes(1))) func stopEndsEveryWorker() {
        let pool = WorkPool([(0, 0)], capacity: 100)
        let taken = Atomic<Int>(0)
        onThreads(4) {
            while let items = pool.take(upTo: 8) {
                if taken.add(1, ordering: .relaxed).newValue == 1_000 { pool.stop() }
                pool.finish(items.flatMap { [($0, 0), ($0, 1)] })
            }
        }
        #expect(taken.load(ordering: .relaxed) >= 1_000)
        #expect(pool.take(upTo: 1) == nil)
    }

    /// The most promising first; past its capacity the least promising, so that the pool shrinks.
    @Test func ordersByPriority() {
        let items = [
            (item: 1, priority: 3.0), (item: 2, priority: .nan), (item: 3, priority: 1.0), (item: 4, priority: 2.0),
        ]
        let wide = WorkPool(items, capacity: 100)
        #expect((0..<4).compactMap { _ in wide.take(upTo: 1)?.first } == [2, 1, 4, 3])
        let tight = WorkPool(items, capacity: 2)
        #expect((0..<4).compactMap { _ in tight.take(upTo: 1)?.first } == [3, 4, 2, 1])
    }

    /// Tight memory is as good as a small capacity.
    @Test func tightMemoryTakesTheLeast() {
        let items = [(item: 1, priority: 3.0), (item: 2, priority: 1.0), (item: 3, priority: 2.0)]
        let pool = WorkPool(items, capacity: 100) { true }
        #expect((0..<3).compactMap { _ in pool.take(upTo: 1)?.first } == [2, 3, 1])
    }

    /// Nothing that was taken is forgotten before it is done.
    @Test func surveysWhatWaitsAndWhatIsTaken() {
        let pool = WorkPool([(item: 1, priority: 3.0), (item: 2, priority: 1.0)], capacity: 100)
        #expect(pool.survey == .init(count: 2, highest: 3))
        #expect(pool.take(upTo: 1, by: 4) == [1])
        #expect(pool.survey == .init(count: 2, highest: 3))
        pool.finish([(item: 3, priority: 2.0)], by: 4)
        #expect(pool.survey == .init(count: 2, highest: 2))
        #expect(pool.take(upTo: 4, by: 0) == [3])
        #expect(pool.take(upTo: 4, by: 1) == [2])
        pool.finish([], by: 0)
        #expect(pool.survey == .init(count: 1, highest: 1))
        pool.finish([], by: 1)
        #expect(pool.survey == .init(count: 0, highest: nil))
    }

    @Test func anEmptyPoolIsOver() {
        let pool = WorkPool<Int>([], capacity: 100)
        #expect(pool.take(upTo: 4) == nil)
    }

    /// While one worker is busy the others wait: it may still bring work.
    @Test(.timeLimit(.minutes(1))) func aWaitingWorkerGetsLateWork() {
        let pool = WorkPool([(1, 0)], capacity: 100)
        let first = pool.take(upTo: 1)
        #expect(first == [1])
        let late = Mutex<[Int]?>(nil)
        let group = DispatchGroup()
        group.enter()
        Thread.detachNewThread {
            let items = pool.take(upTo: 1)
            late.withLock { $0 = items }
            pool.finish([])
            group.leave()
        }
        Thread.sleep(forTimeInterval: 0.02)
        #expect(late.withLock { $0 } == nil)
        pool.finish([(2, 0)])
        group.wait()
        #expect(late.withLock { $0 } == [2])
    }
}
