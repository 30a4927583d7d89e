import Contexts
import Foundation
import Reports

/// The two streams: results on stdout, everything else on stderr.
enum Terminal {
    static func result(_ text: String) {
        write(text, to: STDOUT_FILENO)
    }

    static func error(_ line: String) {
        write(line, to: STDERR_FILENO)
    }

    /// Colour for results, when stdout is a terminal that wants it.
    static var style: Style {
        Style(isTerminal: isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment)
    }

    static func log(level: Int) -> Log {
        Log(level: level) { Terminal.error($0) }
    }

    /// Writes past the C buffers, so that nothing is lost when the process ends at once and a row of a long table is
    /// seen when it is known.
    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)
        if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            written += count
        }
    }
}
