import Foundation
import Testing

/// The built `orthant`, run as users run it.
struct Program {
    struct Result {
        let code: Int32
        let output: String
        let errors: String
    }

    /// The package's folder.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// The binary lies beside the test bundle.
    private static let path: String = {
        let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent("orthant").path
        return FileManager.default.isExecutableFile(atPath: beside) ? beside : "\(root)/.build/debug/orthant"
    }()

    /// Runs the program in `folder` and waits for its end. `environment` is added to one in which no option is set and no
    /// colour is wanted or refused.
    static func run(
        _ arguments: [String], in folder: String = root, environment: [String: String] = [:]
    ) throws -> Result {
        let process = try start(arguments, in: folder, environment: environment)
        return try process.finish()
    }

    /// Starts the program, to be finished later.
    static func start(
        _ arguments: [String], in folder: String = root, environment: [String: String] = [:], input: Pipe? = nil
    ) throws -> Running {
        try Running(
            path: path, arguments: arguments, folder: folder, environment: plain.merging(environment) { $1 },
            input: input)
    }

    /// Runs another program.
    static func run(_ executable: String, _ arguments: [String], in folder: String = root) throws -> Result {
        try Running(path: executable, arguments: arguments, folder: folder, environment: plain).finish()
    }

    /// Runs a line of a shell in which `orthant` is the program.
    static func shell(_ line: String, in folder: String) throws -> Result {
        let home = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let search = "\(home):\(plain["PATH"] ?? "")"
        return try Running(
            path: "/bin/sh", arguments: ["-c", line], folder: folder,
            environment: plain.merging(["PATH": search]) { $1 }
        ).finish()
    }

    /// Where a program is that not every machine has; `nil` when it is not here.
    static func executable(_ name: String) -> String? {
        (plain["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// The environment of the tests without what changes output.
    private static var plain: [String: String] {
        ProcessInfo.processInfo.environment.filter { name, _ in
            !name.hasPrefix("ORTHANT_") && !["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS"].contains(name)
        }
    }

    /// Runs the program with a terminal in place of one stream; the result holds what the terminal got in that stream's
    /// place.
    static func run(
        _ arguments: [String], terminal stream: TerminalStream, environment: [String: String] = [:]
    ) throws -> Result {
        let terminal = try PseudoTerminal()
        let environment = plain.merging(["TERM": "xterm", "LC_ALL": "C.UTF-8"]) { $1 }.merging(environment) { $1 }
        let running = try Running(
            path: path, arguments: arguments, folder: root, environment: environment,
            output: stream == .output ? terminal.program : nil, errors: stream == .errors ? terminal.program : nil)
        let result = try running.finish()
        let seen = terminal.content()
        return Result(
            code: result.code, output: stream == .output ? seen : result.output,
            errors: stream == .errors ? seen : result.errors)
    }

    enum TerminalStream {
        case output, errors
    }

    final class Running {
        private let process = Process()
        private let output = Pipe()
        private let errors = Pipe()
        private var seen = Data()

        /// Pipes stand where no file is given.
        init(
            path: String, arguments: [String], folder: String, environment: [String: String],
            input: Pipe? = nil, output file: FileHandle? = nil, errors errorFile: FileHandle? = nil
        ) throws {
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = arguments
            process.currentDirectoryURL = URL(fileURLWithPath: folder)
            process.environment = environment
            if let input { process.standardInput = input }
            process.standardOutput = file ?? output
            process.standardError = errorFile ?? errors
            try process.run()
            // A pipe that the program does not get would never end.
            if file != nil { try output.fileHandleForWriting.close() }
            if errorFile != nil { try errors.fileHandleForWriting.close() }
        }

        /// Waits until the program has printed so many lines on stdout, and returns them.
        func lines(_ count: Int) throws -> [String] {
            while seen.filter({ $0 == UInt8(ascii: "\n") }).count < count {
                let chunk = output.fileHandleForReading.availableData
                if chunk.isEmpty { break }
                seen.append(chunk)
            }
            return String(decoding: seen, as: UTF8.self).split(separator: "\n").map(String.init)
        }

        func terminate() { process.terminate() }

        func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

        var isRunning: Bool { process.isRunning }

        func interrupt() { process.interrupt() }

        func finish() throws -> Result {
            // Error texts are short: they fit the pipe while the output is read.
            let text = seen + (try output.fileHandleForReading.readToEnd() ?? Data())
            let errorText = try errors.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return Result(
                code: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
                errors: String(decoding: errorText, as: UTF8.self))
        }
    }
}
