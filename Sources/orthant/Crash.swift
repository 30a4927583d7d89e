import Foundation

/// A trap (a bug found by a precondition, memory that could not be had, an abort inside a library) ends with the exit
/// code of internal errors instead of a signal, so that callers can tell it from an answer.
enum Crash {
    static func installHandlers() {
        for number in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE] {
            signal(number) { _ in
                // Nothing but async-signal-safe calls here.
                let line: StaticString = "error: internal: the program failed; please report it with the files used\n"
                _ = write(STDERR_FILENO, line.utf8Start, line.utf8CodeUnitCount)
                _exit(4)
            }
        }
    }
}
