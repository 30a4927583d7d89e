import Contexts
import DataFiles
import Exact
import Foundation
package import Networks
import SpecReading
import Synchronization

/// Loads the network in a model file. Throws ``InputError``s only.
package typealias NetworkLoader = @Sendable (_ path: String) throws -> Network

/// Everything that the checks of a spec file refer to, each file read once and when it is first needed. Safe from several
/// threads: claims are made lazily, wherever a check runs.
package final class Library: Sendable {
    package let namespace: Namespace
    private let loadNetwork: NetworkLoader
    private let shelves = Mutex(Shelves())

    private struct Shelves {
        var networks: [String: Result<Network, any Error>] = [:]
        var declared: [DeclarationKey: DeclaredNetwork] = [:]
        var data: [String: Result<DataSet, any Error>] = [:]
        var tables: [String: Result<StringTable, any Error>] = [:]
        var patterns: [String: Result<NAPFile, any Error>] = [:]
        var correct: [RowKey: Bool] = [:]
    }

    /// One declaration in a file may stand for several networks when its path is a template.
    struct DeclarationKey: Hashable {
        let span: Span
        let path: String
    }

    private struct RowKey: Hashable {
        let data: String
        let row: Int
        let declaration: DeclarationKey
    }

    init(namespace: Namespace, networks: @escaping NetworkLoader) {
        self.namespace = namespace
        loadNetwork = networks
    }

    func network(at path: String) throws -> Network {
        try kept(path, \.networks) { try loadNetwork(path) }
    }

    func table(at path: String) throws -> StringTable {
        try kept(path, \.tables) { try StringTable(at: path) }
    }

    func pattern(at path: String) throws -> NAPFile {
        try kept(path, \.patterns) { try NAPFile.read(at: path) }
    }

    func data(named name: String, open: () throws -> DataSet) throws -> DataSet {
        try kept(name, \.data, open)
    }

    func declared(_ key: DeclarationKey, make: () -> DeclaredNetwork?) -> DeclaredNetwork? {
        if let found = shelves.withLock({ $0.declared[key] }) { return found }
        guard let made = make() else { return nil }
        shelves.withLock { $0.declared[key] = made }
        return made
    }

    /// Whether the network chooses the label of a row, in float32; a tie is no choice.
    func isCorrect(_ row: Int, of data: OpenData, by network: DeclaredNetwork) throws -> Bool {
        let key = RowKey(
            data: data.name.value, row: row, declaration: DeclarationKey(span: network.span, path: network.path))
        if let known = shelves.withLock({ $0.correct[key] }) { return known }
        let point = try data.set.point(row).map { $0.float(.nearest) }
        let isCorrect = network.strictDecision(network.network.output(at: point)) == data.set.label(row)
        shelves.withLock { $0.correct[key] = isCorrect }
        return isCorrect
    }

    /// The value on a shelf, made when it is first asked for. The lock is not held while it is made: two threads may make
    /// it twice, and the first one stays.
    private func kept<Value: Sendable>(
        _ key: String, _ shelf: WritableKeyPath<Shelves, [String: Result<Value, any Error>]> & Sendable,
        _ make: () throws -> Value
    ) throws -> Value {
        if let found = shelves.withLock({ $0[keyPath: shelf][key] }) { return try found.get() }
        let made = Result { try make() }
        let kept = shelves.withLock { shelves in
            let first = shelves[keyPath: shelf][key] ?? made
            shelves[keyPath: shelf][key] = first
            return first
        }
        return try kept.get()
    }
}
