import Foundation
import Verification

/// How the process ends. Thrown by a command that has printed its result.
enum ExitStatus: Int32, Error {
    case holds = 0
    case violated = 1
    case badInput = 2
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

    func leave() -> Never {
        exit(rawValue)
    }
}
