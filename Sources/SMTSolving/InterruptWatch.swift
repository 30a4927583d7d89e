import Contexts
import Dispatch

/// Looks at the limits while Z3 runs, and interrupts it when they say stop.
///
/// An interrupt that arrives while Z3 is between checks is forgotten by Z3, so it is repeated until the watch ends. `end`
/// returns only when no look is under way: the context may be freed afterwards.
final class InterruptWatch {
    private let queue = DispatchQueue(label: "orthant.smt.limits")
    private let timer: any DispatchSourceTimer

    init(limits: Limits, context: Z3Context) {
        timer = DispatchSource.makeTimerSource(queue: queue)
        let target = InterruptTarget(context: context)
        // Z3 can take a gigabyte a second.
        let interval = DispatchTimeInterval.milliseconds(limits.freeMemory == nil ? 20 : 2)
        timer.schedule(deadline: .now() + interval, repeating: interval)
        timer.setEventHandler {
            if Z3Memory.stop(limits) != nil { target.context.interrupt() }
        }
        timer.resume()
    }

    func end() {
        timer.cancel()
        queue.sync {}
    }
}

/// Lets the watching thread hold the context: it calls `interrupt` only, which Z3 allows from any thread.
private struct InterruptTarget: @unchecked Sendable {
    let context: Z3Context
}
