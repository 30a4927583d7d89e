package import Contexts
import Dispatch
import Synchronization

/// Interrupts a run after a while, from a thread of its own: the tests that wait for it block every thread of the
/// concurrency pool.
package final class LaterInterrupt: Sendable {
    private let queue = DispatchQueue(label: "later")
    private let interrupted = Mutex<ContinuousClock.Instant?>(nil)

    package init(_ limits: Limits, milliseconds: Int) {
        queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [self] in
            interrupted.withLock { $0 = .now }
            limits.interrupt()
        }
    }

    /// The time since the interrupt; `nil` when it has not happened.
    package var age: Duration? {
        interrupted.withLock { $0 }.map { $0.duration(to: .now) }
    }
}
