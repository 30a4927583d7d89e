import Contexts
import Files
import Foundation

/// A list of claims with the verdicts they are known to have: `expected.csv` of a folder of properties.
struct ClaimList {
    struct Claim {
        /// Paths as they are written in the list, relative to its folder.
        let network: String
        let property: String
        let expected: String
        let engine: EngineChoice
    }

    let claims: [Claim]

    private static let header = ["network", "property", "expected"]
    private static let verdicts = ["holds", "violated"]

    /// Reads lines `network,property,expected[,engine]` under a header. Throws with the line of what is wrong.
    init(at path: String) throws {
        let text = String(decoding: try FileReading.text(at: path), as: UTF8.self)
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        func failure(_ line: Int, _ problem: String) -> UsageError {
            .claimList(Place(file: path, position: SourcePosition(line: line, column: 1)), problem: problem)
        }
        guard let titles = lines.first, titles == Self.header || titles == Self.header + ["engine"] else {
            throw failure(1, "this is not the header of a list of claims")
        }
        claims = try lines.enumerated().dropFirst().filter { $1 != [""] }.map { index, cells in
            guard cells.count == titles.count else {
                throw failure(index + 1, "found \(cells.count) columns instead of \(titles.count)")
            }
            guard Self.verdicts.contains(cells[2]) else {
                throw failure(index + 1, "'\(cells[2])' is neither holds nor violated")
            }
            guard let engine = cells.count < 4 || cells[3].isEmpty ? .auto : EngineChoice(rawValue: cells[3]) else {
                throw failure(index + 1, "unknown engine '\(cells[3])'")
            }
            return Claim(network: cells[0], property: cells[1], expected: cells[2], engine: engine)
        }
    }
}
