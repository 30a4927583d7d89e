import Contexts
import Files
import Foundation
import Reports

/// A claim of a list, ready to be run.
struct DemoClaim {
    /// The file name of a property, the id of a check.
    let name: String
    let network: String
    let expected: String
    let engine: EngineChoice
    let check: PlannedCheck
    /// What is claimed, in English; `nil` where the file does not say.
    let sentence: () -> String?
}

extension DemoClaim {
    /// The claims of `expected.csv` in a folder; every spec file is read once. Throws ``UsageError`` and ``FileError``
    /// about the list, ``ExitStatus/badInput`` when some spec file has errors, which have been printed.
    static func all(in folder: String, reading: SpecArguments) throws -> [DemoClaim] {
        let path = { (file: String) in file.hasPrefix("/") ? file : "\(folder)/\(file)" }
        let store = NetworkStore()
        var checksOf: [String: [PlannedCheck]] = [:]
        return try ClaimList(at: path("expected.csv")).claims.map { claim in
            switch claim.subject {
            case .property(let file, let network):
                return DemoClaim(claim, property: path(file), network: network, store: store, path: path)
            case .check(let id, let file):
                let checks = try checksOf[file] ?? CheckList.checks(in: [path(file)], networks: [], reading: reading)
                checksOf[file] = checks
                return try DemoClaim(claim, id: id, of: checks)
            }
        }
    }

    private init(
        _ claim: ClaimList.Claim, property file: String, network: String, store: NetworkStore,
        path: @escaping (String) -> String
    ) {
        let networks = NetworkArgument.words(network).map { $0.relative(to: path) }
        self.init(
            name: Self.bareName(file), network: Self.bareName(network), expected: claim.expected,
            engine: claim.engine, check: .property(at: file, networks: networks, store: store)
        ) { Self.comment(of: file) }
    }

    private init(_ claim: ClaimList.Claim, id: String, of checks: [PlannedCheck]) throws(UsageError) {
        guard let check = checks.first(where: { $0.description.id == id }) else {
            let nearest = NearestName.to(id, among: checks.map(\.description.id))
            let hint = nearest.map { "; did you mean '\($0)'?" } ?? ""
            throw .claimList(claim.place, problem: "the spec file has no check '\(id)'\(hint)")
        }
        guard !check.isSearch else {
            throw .claimList(claim.place, problem: "check '\(id)' searches for a value, so it has no verdict to expect")
        }
        self.init(
            name: id, network: Self.bareName(check.description.network), expected: claim.expected,
            engine: claim.engine, check: check
        ) { check.description.claim?() }
    }

    /// The file name without folder and extensions.
    private static func bareName(_ path: String) -> String {
        let file = path.split(separator: "/").last ?? ""
        return String(file.prefix { $0 != "." })
    }

    /// What a property file says in English, when it starts with a comment `; Claim: ...` of one or more lines.
    private static func comment(of file: String) -> String? {
        guard let bytes = try? FileReading.text(at: file) else { return nil }
        let comments = String(decoding: bytes.prefix(2_000), as: UTF8.self)
            .split(whereSeparator: \.isNewline)
            .prefix { $0.hasPrefix(";") }
            .map { $0.dropFirst().split(separator: " ") }
        guard comments.first?.first == "Claim:" else { return nil }
        // The claim ends where a line starts with another field.
        let others = comments.dropFirst().prefix { line in
            guard let word = line.first else { return true }
            return !(word.first?.isUppercase == true && word.hasSuffix(":"))
        }
        return (comments[0].dropFirst() + others.joined()).joined(separator: " ")
    }
}
