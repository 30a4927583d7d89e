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

    /// Runs the program in `folder` and waits for its end.
    static func run(_ arguments: [String], in folder: String = root) throws -> Result {
        let process = try start(arguments, in: folder)
        return try process.finish()
    }

    /// Starts the program, to be finished later.
    static func start(_ arguments: [String], in folder: String = root) throws -> Running {
        try Running(path: path, arguments: arguments, folder: folder)
    }

    final class Running {
        private let process = Process()
        private let output = Pipe()
        private let errors = Pipe()

        init(path: String, arguments: [String], folder: String) throws {
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = arguments
            process.currentDirectoryURL = URL(fileURLWithPath: folder)
            process.standardOutput = output
            process.standardError = errors
            try process.run()
        }

        func interrupt() { process.interrupt() }

        func finish() throws -> Result {
            // Error texts are short: they fit the pipe while the output is read.
            let text = try output.fileHandleForReading.readToEnd() ?? Data()
            let errorText = try errors.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return Result(
                code: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
                errors: String(decoding: errorText, as: UTF8.self))
        }
    }
}
