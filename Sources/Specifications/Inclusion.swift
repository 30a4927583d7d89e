import Contexts
import Files
import Foundation
import SpecReading

/// Follows `include:` from a spec file.
///
/// Paths are relative to the including file. Includes may themselves include; a file reached twice by different ways is
/// read once. An included file defines a network, data, patterns, regions, parameters and defaults, and nothing else.
struct Inclusion {
    private let sink: DiagnosticSink
    private(set) var namespace = Namespace()
    /// Messages of the readers of all files.
    private(set) var diagnostics = Diagnostics()
    /// Paths in the order of reading, the spec file itself first.
    private(set) var files: [String]
    /// The texts of the files by their paths.
    private(set) var sources: [String: String]
    private var isIncluded: Set<String> = []

    /// Gathers what `root` and its includes define.
    init(root: SpecFile, text: String, sink: DiagnosticSink) {
        self.sink = sink
        files = [root.path]
        sources = [root.path: text]
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
                let text = try FileReading.text(at: path)
                let (file, messages) = SpecReader.read(text: text, file: path, role: .included)
                sources[path] = String(decoding: text, as: UTF8.self)
                diagnostics.add(messages)
                files.append(path)
                guard let included = file else { continue }
                namespace.add(included, sink: sink)
                follow(included, chain: chain + [path])
            } catch {
                sink.report(
                    .unreadableInclude(path: path, cause: message(error)),
                    at: include.span)
            }
        }
    }

    private static func canonical(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }

    private static func isSame(_ a: String, _ b: String) -> Bool { canonical(a) == canonical(b) }
}
