import Contexts
import Digests
import Files
import Foundation
import Reports

/// The folder of `--counterexamples`: one file per violated check, named after the check.
struct CounterexampleFolder {
    private let path: String
    private let names: [String: String]

    /// Makes the folder where it does not exist. The names depend on all checks of the run's files, whether they run now or
    /// not, so that a run in two parts writes the same files as one. Throws ``FileError/unwritable(path:reason:)``.
    init(at path: String, checks: [PlannedCheck]) throws(FileError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .unwritable(path: path, reason: "the folder cannot be made")
        }
        try FileWriting.checkWritable("\(path)/any")
        names = Self.names(checks.map(\.description.id))
    }

    /// Writes the counterexample of an outcome: a file to replay, an array, and for images a picture.
    func write(_ counterexample: Counterexample, into outcome: inout CheckOutcome) throws {
        let check = outcome.check
        let stem = "\(path)/\(names[check.id] ?? CounterexampleFile.safeName(check.id))"
        let content = CounterexampleFile(counterexample, of: check, networkDigest: outcome.networkDigest)
        try FileWriting.write(try content.text, to: "\(stem).json")
        let others = counterexample.files
        outcome.counterexampleFiles = ["\(stem).json"] + (try others.write(stem: stem))
        outcome.pictureGain = others.picture?.gain
    }

    /// Safe names; ids that would share one get a few digits of their digest.
    private static func names(_ ids: [String]) -> [String: String] {
        let groups = Dictionary(grouping: Set(ids)) { CounterexampleFile.safeName($0).lowercased() }
        var names: [String: String] = [:]
        for group in groups.values {
            for id in group {
                let name = CounterexampleFile.safeName(id)
                names[id] = group.count == 1 ? name : "\(name)-\(SHA256Digest.of(id).prefix(8))"
            }
        }
        return names
    }
}
