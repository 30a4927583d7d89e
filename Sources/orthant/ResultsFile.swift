import Contexts
import Dispatch
import Files
import Foundation
import Synchronization

/// The results file of a competition call: written once, by whoever is first, the engine or the clock.
final class ResultsFile: Sendable {
    private let path: String
    private let isClaimed = Atomic<Bool>(false)

    init(path: String) {
        self.path = path
    }

    /// Writes an answer, unless the clock was first; then this call never returns, and the process ends when the clock has
    /// written.
    func write(_ text: String) throws {
        guard claim() else {
            while true { sleep(1) }
        }
        try FileWriting.write(text, to: path)
    }

    /// At `moment`, writes `timeout` and ends the process, unless an answer was first.
    func write(timeoutAt moment: ContinuousClock.Instant) {
        let delay = max((moment - ContinuousClock.now).seconds, 0)
        DispatchQueue.global().asyncAfter(deadline: .now() + delay) { [self] in
            guard claim() else { return }
            do throws(FileError) {
                try FileWriting.write("timeout\n", to: path)
                _exit(ExitStatus.holds.rawValue)
            } catch {
                Terminal.error(error.line)
                _exit(ExitStatus.badInput.rawValue)
            }
        }
    }

    private func claim() -> Bool {
        !isClaimed.exchange(true, ordering: .acquiringAndReleasing)
    }
}
