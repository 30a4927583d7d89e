import Contexts
import Foundation
import Reports

/// The two streams: results on stdout, everything else on stderr. Each is dressed by what it is itself.
enum Terminal {
    enum Stream {
        case output, errors

        fileprivate var descriptor: Int32 { self == .output ? STDOUT_FILENO : STDERR_FILENO }
    }

    static func result(_ text: String) {
        write(text, to: .output)
    }

    /// An error or a warning: one line, its first word in colour where the stream wants it.
    static func error(_ line: String) {
        write(style(of: .errors).message(line), to: .errors)
    }

    /// A line about the progress of a run.
    static func note(_ line: String) {
        write(line, to: .errors)
    }

    /// Text on stderr as it is, without an end of line.
    static func draw(_ text: String) {
        write(Array(text.utf8), to: .errors)
    }

    /// The dress of stdout.
    static var style: Style { style(of: .output) }

    static func style(of stream: Stream) -> Style {
        Style(
            ColourChoice(in: CommandLine.arguments), isTerminal: isTerminal(stream),
            environment: ProcessInfo.processInfo.environment)
    }

    static func isTerminal(_ stream: Stream) -> Bool {
        isatty(stream.descriptor) == 1
    }

    /// The columns of the terminal behind a stream, 80 where nobody knows.
    static func width(of stream: Stream) -> Int {
        var size = winsize()
        guard ioctl(stream.descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    static func log(level: Int) -> Log {
        Log(level: level) { note($0) }
    }

    /// Writes past the C buffers, so that nothing is lost when the process ends at once and a row of a long table is
    /// seen when it is known.
    private static func write(_ text: String, to stream: Stream) {
        var bytes = Array(text.utf8)
        if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        write(bytes, to: stream)
    }

    private static func write(_ bytes: [UInt8], to stream: Stream) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                Foundation.write(stream.descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            written += count
        }
    }
}
