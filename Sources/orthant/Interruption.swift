import Contexts
import Dispatch
import Foundation
import Synchronization

/// Turns the first SIGINT or SIGTERM into a polite stop of the run, and the second into an immediate end.
final class Interruption {
    private let sources: [any DispatchSourceSignal]

    /// In force as long as the object lives.
    init(stopping limits: Limits) {
        let isSecond = Counter()
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if isSecond.next() > 0 { _exit(ExitStatus.interrupted.rawValue) }
                limits.interrupt()
            }
            source.activate()
            return source
        }
    }

    deinit {
        for source in sources { source.cancel() }
    }

    private final class Counter: Sendable {
        private let value = Atomic<Int>(0)

        func next() -> Int { value.add(1, ordering: .relaxed).oldValue }
    }
}
