import Contexts
import Files
import Foundation

/// A list of claims with the verdicts they are known to have: `expected.csv` of a folder of properties.
struct ClaimList {
    struct Claim {
        let subject: Subject
        let expected: String
        let engine: EngineChoice
        /// The line of the list.
        let place: Place
    }

    /// What is claimed. Paths are as they are written in the list, relative to its folder.
    enum Subject {
        /// A property file about a model, or about several: `f=a.onnx g=b.onnx`.
        case property(file: String, network: String)
        /// A check of a spec file, which names the network itself.
        case check(id: String, file: String)
    }

    let claims: [Claim]

    private static let header = ["network", "property", "expected"]
    private static let verdicts = ["holds", "violated"]

    /// Reads lines `network,property,expected[,engine]` under a header; `,spec.yaml#id,expected` is a check of a spec file.
    /// Throws with the line of what is wrong.
    init(at path: String) throws {
        let text = String(decoding: try FileReading.text(at: path), as: UTF8.self)
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        func place(_ line: Int) -> Place {
            Place(file: path, position: SourcePosition(line: line, column: 1))
        }
        guard let titles = lines.first, titles == Self.header || titles == Self.header + ["engine"] else {
            throw UsageError.claimList(place(1), problem: "this is not the header of a list of claims")
        }
        claims = try lines.enumerated().dropFirst().filter { $1 != [""] }.map { index, cells in
            try Self.claim(cells, columns: titles.count, at: place(index + 1))
        }
    }

    private static func claim(_ cells: [String], columns: Int, at place: Place) throws(UsageError) -> Claim {
        guard cells.count == columns else {
            throw .claimList(place, problem: "found \(cells.count) columns instead of \(columns)")
        }
        guard verdicts.contains(cells[2]) else {
            throw .claimList(place, problem: "'\(cells[2])' is neither holds nor violated")
        }
        guard let engine = cells.count < 4 || cells[3].isEmpty ? .auto : EngineChoice(rawValue: cells[3]) else {
            throw .claimList(place, problem: "unknown engine '\(cells[3])'")
        }
        return Claim(
            subject: try subject(property: cells[1], network: cells[0], at: place), expected: cells[2], engine: engine,
            place: place)
    }

    private static func subject(
        property: String, network: String, at place: Place
    ) throws(UsageError) -> Subject {
        let parts = property.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard CheckList.isSpec(parts[0]) else { return .property(file: property, network: network) }
        guard parts.count == 2, !parts[1].isEmpty else {
            throw .claimList(place, problem: "'\(property)' does not say which check: write \(parts[0])#ID")
        }
        guard network.isEmpty else {
            throw .claimList(place, problem: "network '\(network)' stands beside a spec file, which names its own")
        }
        return .check(id: parts[1], file: parts[0])
    }
}
