import Contexts
import Foundation
package import SpecReading

/// Reads the text of a spec file into its tree. An included file is read by the same closure; a file that cannot be read
/// at all throws.
package typealias SpecFileReader = (_ path: String) throws -> (file: SpecFile, diagnostics: Diagnostics)

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
                let error = SpecMeaningError.includeCycle(include.span.place, chain: Array(chain[start...]) + [path])
                sink.report(error, at: include.span)
                continue
            }
            guard isIncluded.insert(Self.canonical(path)).inserted else { continue }
            do {
                let (included, messages) = try read(path)
                diagnostics.add(messages)
                files.append(path)
                checkKeys(of: included)
                namespace.add(included, sink: sink)
                follow(included, chain: chain + [path])
            } catch {
                let reason = (error as? any InputError)?.problem ?? "\(error)"
                sink.report(
                    SpecMeaningError.unreadableInclude(include.span.place, path: path, reason: reason),
                    at: include.span)
            }
        }
    }

    private func checkKeys(of file: SpecFile) {
        var foreign: [(key: String, span: Span)] = []
        if let name = file.name { foreign.append(("name", name.span)) }
        if let description = file.description { foreign.append(("description", description.span)) }
        if let check = file.checks.first { foreign.append(("checks", check.span)) }
        for (key, span) in foreign {
            sink.report(SpecMeaningError.notForIncludes(span.place, key: key), at: span)
        }
    }

    private static func canonical(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }

    private static func isSame(_ a: String, _ b: String) -> Bool { canonical(a) == canonical(b) }
}
