import Queries

/// Placeholder for the encoder and the writers of `Programs`. Delete this file when they are here.
enum Stubs {
    static func program(_ format: ExportFormat, of query: Query, case: Int, alternative: Int) throws -> String {
        "\\ \(format.rawValue) of case \(`case`), alternative \(alternative)\n"
    }
}
