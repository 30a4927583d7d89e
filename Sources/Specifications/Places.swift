package import Contexts
import Foundation
package import SpecReading

extension Span {
    package var place: Place { Place(file: file, position: SourcePosition(line: line, column: column)) }

    /// `8:3` for a reader of `other`, `common.yaml:8:3` when this is in another file.
    func text(from other: Span) -> String {
        file == other.file ? "\(line):\(column)" : "\(file):\(line):\(column)"
    }

    /// The path that is written here, seen from where the program runs: paths are relative to the file they stand in.
    func resolve(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        let folder = (file as NSString).deletingLastPathComponent
        return folder.isEmpty ? path : "\(folder)/\(path)"
    }

    /// The stretch of `length` scalars that starts `offset` scalars into `text`, the scalar that stands here. The whole of
    /// it where the file spells the text differently.
    func part(of text: String, offset: Int, length: Int) -> Span {
        guard self.length == text.unicodeScalars.count else { return self }
        return Span(file: file, line: line, column: column + offset, length: length)
    }
}

/// The message of an error that a reader or a loader has thrown; they throw nothing else.
func message(_ error: any Error) -> any InputError {
    guard let message = error as? any InputError else {
        preconditionFailure("an error of a file that says nothing to its user: \(error)")
    }
    return message
}

/// Collects messages; of several with one code at one place, only the first.
///
/// The walk over a tree reports and goes on, returning `nil` for what it could not make; nothing is said about what is
/// missing because of that.
final class DiagnosticSink {
    private(set) var diagnostics = Diagnostics()
    private var seen: Set<Key> = []

    private struct Key: Hashable {
        let span: Span
        let code: String?
    }

    private(set) var errorCount = 0

    var hasErrors: Bool { errorCount > 0 }

    func report(_ fault: SpecMeaningError.Fault, at span: Span) {
        add(.error, SpecMeaningError(fault, at: span.place), at: span)
    }

    func warn(_ oddity: SpecWarning.Oddity, at span: Span) {
        add(.warning, SpecWarning(oddity, at: span.place), at: span)
    }

    private func add(_ severity: Diagnostic.Severity, _ content: any InputError, at span: Span) {
        guard seen.insert(Key(span: span, code: content.code)).inserted else { return }
        if severity == .error { errorCount += 1 }
        diagnostics.report(severity, content, at: span)
    }

    /// Reports a mistake and stands for what it left unmade.
    func fail<Value>(_ fault: SpecMeaningError.Fault, at span: Span) -> Value? {
        report(fault, at: span)
        return nil
    }
}
