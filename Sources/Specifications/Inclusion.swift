import Contexts
import Foundation
import SpecReading

/// Reads a spec file into its tree; throws when the file itself cannot be had.
typealias SpecFileReader = (_ path: String, _ role: SpecReader.Role) throws -> (
    file: SpecFile?, diagnostics: Diagnostics
)

/// Follows `include:` from a spec file.
///
/// Paths are relative to the including file. Includes may themselves include; a file reached twice by different ways is
/// read once. An included file defines a network, data, patterns, regions, parameters and defaults, and nothing else.
struct Inclusion {
    private let read: SpecFileReader
    private let sink: DiagnosticSink
    private(set) var namespace = Namespace()
    /// Messages of the readers of all files.
    private(set) var diagnostics = Diagnostics()
    /// Paths in the order of reading, the spec file itself first.
    private(set) var files: [String]
    private var isIncluded: Set<String> = []

    /// Gathers what `root` and its includes define.
    init(root: SpecFile, read: @escaping SpecFileReader, sink: DiagnosticSink) {
        self.read = read
        self.sink = sink
        files = [root.path]
        namespace.add(root, sink: sink)
        follow(root, chain: [root.path])
    }

    private mutating func follow(_ file: SpecFile, chain: [String]) {
        for include in file.includes {
            let path = include.span.resolve(include.value)
            if let start = chain.firstIndex(where: { Self.isSame($0, path) }) {
                let error = SpecMeaningError.Fault.includeCycle(chain: Array(chain[start...]) + [path])
                sink.report(error, at: include.span)
                continue
            }
            guard isIncluded.insert(Self.canonical(path)).inserted else { continue }
            do {
                let (file, messages) = try read(path, .included)
                diagnostics.add(messages)
                files.append(path)
                guard let included = file else { continue }
                namespace.add(included, sink: sink)
                follow(included, chain: chain + [path])
            } catch {
                let reason = (error as? any InputError)?.problem ?? "\(error)"
                sink.report(
                    .unreadableInclude(path: path, reason: reason),
                    at: include.span)
            }
        }
    }

    private static func canonical(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }

    private static func isSame(_ a: String, _ b: String) -> Bool { canonical(a) == canonical(b) }
}
