import Contexts
package import SpecReading

/// A spec file with everything it refers to: its checks, expanded, and what is wrong with it.
package struct Specification: Sendable {
    package let file: SpecFile
    /// The files read, the spec file first.
    package let files: [String]
    /// Empty when some check has errors in all of its cases; complete when there are no errors.
    package let checks: [Check]
    /// All messages: those of the reader, of the includes and of the meaning, errors and warnings.
    package let diagnostics: Diagnostics

    /// The most checks that a spec may expand to, unless another number is given.
    package static let standardLimit = Expansion.standardLimit

    /// Gives a spec file its meaning.
    ///
    /// Every mistake of the file and its includes is reported once, however many cases a check has. Networks and data sets
    /// are loaded when a check needs them. Cost: the loading, one evaluation of the network per row for `where: correct`,
    /// and a few microseconds per check; regions are not made, except the first of each check.
    package init(
        _ file: SpecFile, diagnostics: Diagnostics = Diagnostics(), read: @escaping SpecFileReader,
        networks: @escaping NetworkLoader, limit: Int = Specification.standardLimit
    ) {
        let sink = DiagnosticSink()
        let inclusion = Inclusion(root: file, read: read, sink: sink)
        let library = Library(namespace: inclusion.namespace, networks: networks)
        var elaboration = Elaboration(library: library, sink: sink, limit: limit)
        for node in file.checks { elaboration.add(node) }
        var all = diagnostics
        all.add(inclusion.diagnostics)
        all.add(sink.diagnostics)
        self.file = file
        files = inclusion.files
        checks = elaboration.checks
        self.diagnostics = all
    }
}
