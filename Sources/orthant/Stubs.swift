import Queries

/// Placeholders for what other targets will offer. Delete this file when they do.
enum Stubs {
    static func program(_ format: ExportFormat, of query: Query, case: Int, alternative: Int) throws -> String {
        "\\ \(format.rawValue) of case \(`case`), alternative \(alternative)\n"
    }
}
