import Foundation
import Testing

/// A terminal without a screen: what a program writes to it can be read back.
final class PseudoTerminal {
    private let screen: Int32
    /// The end that a program takes for its terminal.
    let program: FileHandle

    private typealias OpenPTY =
        @convention(c) (
            UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<CChar>?,
            UnsafeMutablePointer<termios>?, UnsafeMutablePointer<winsize>?
        ) -> Int32

    init() throws {
        // Swift's view of the C library on Linux leaves openpty out.
        let symbol = try #require(dlsym(dlopen(nil, RTLD_NOW), "openpty"))
        let openpty = unsafeBitCast(symbol, to: OpenPTY.self)
        var (screen, program): (Int32, Int32) = (-1, -1)
        var size = winsize(ws_row: 24, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
        try #require(openpty(&screen, &program, nil, nil, &size) == 0)
        self.screen = screen
        self.program = FileHandle(fileDescriptor: program, closeOnDealloc: true)
    }

    deinit {
        close(screen)
    }

    /// What was written, once the program has ended. Short texts only: they fit the terminal's buffer of some kilobytes.
    func content() -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        _ = fcntl(screen, F_SETFL, O_NONBLOCK)
        while true {
            let count = read(screen, &chunk, chunk.count)
            if count <= 0 { break }
            bytes += chunk.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
    }
}
