import Foundation
import Reports
import Verification

/// How the process ends. Thrown by a command that has printed its result.
enum ExitStatus: Int32, Error {
    /// Everything holds, or is as it was expected to be.
    case holds = 0
    /// Something is violated, or is not as it was expected to be.
    case violated = 1
    case badInput = 2
    /// Nothing is violated and something is unknown.
    case unknown = 3
    case internalError = 4
    case interrupted = 130

    init(_ verdict: Verdict) {
        self =
            switch verdict {
            case .holds: .holds
            case .violated: .violated
            case .unknown(.interrupted): .interrupted
            case .unknown: .unknown
            }
    }

    init(_ ending: RunEnding) {
        self =
            switch ending {
            case .good: .holds
            case .failed: .violated
            case .undecided: .unknown
            case .interrupted: .interrupted
            }
    }

    func leave() -> Never {
        exit(rawValue)
    }
}
