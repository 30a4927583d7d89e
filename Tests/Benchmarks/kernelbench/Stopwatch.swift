#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Times pieces of work against each other.
enum Stopwatch {
    /// The processor time of this thread in seconds: what other programs do on the machine counts only through caches and
    /// memory.
    private static func now() -> Double {
        var time = timespec()
        guard clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0 else {
            preconditionFailure("the system has no clock for threads")
        }
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Seconds per call, over as many calls as asked for.
    private static func time(_ work: () -> Void, calls: Int) -> Double {
        let start = now()
        for _ in 0..<calls { work() }
        return (now() - start) / Double(calls)
    }

    /// Runs every piece of work once per round, one after the other, and gives the seconds per call: one list per round.
    /// A round spends at least `leastTime` seconds on each piece.
    static func rounds(_ count: Int, leastTime: Double, _ works: [() -> Void]) -> [[Double]] {
        let calls = works.map { work in
            var calls = 1
            while time(work, calls: calls) * Double(calls) < leastTime { calls *= 2 }
            return calls
        }
        return (0..<count).map { _ in zip(works, calls).map { time($0, calls: $1) } }
    }
}

extension [Double] {
    /// Requires an odd number of elements.
    var median: Double {
        precondition(count % 2 == 1, "no element is in the middle")
        return sorted()[count / 2]
    }
}
