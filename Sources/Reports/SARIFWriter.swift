import Contexts

/// SARIF 2.1.0, which code-scanning services read: one result per check that is violated, undecided or vacuous.
struct SARIFWriter: OutcomeWriter {
    private var results: [SARIFLog.Result] = []

    var heading: [String] { [] }

    mutating func lines(for outcome: CheckOutcome) -> [String] {
        guard let (rule, level) = Self.rule(outcome) else { return [] }
        let position = outcome.check.place.position
        let region = position.map { SARIFLog.Region(startLine: $0.line, startColumn: $0.column) }
        let remark = outcome.remark
        results.append(
            SARIFLog.Result(
                ruleId: rule.rawValue, level: level,
                message: .init(
                    text: "\(outcome.check.id): \(outcome.verdict.kind.rawValue)"
                        + (remark.isEmpty ? "" : ", \(remark)")),
                locations: [
                    .init(
                        physicalLocation: .init(
                            artifactLocation: .init(uri: Self.uri(outcome.check.place.file)), region: region))
                ]))
        return []
    }

    func closing(_ tally: CheckTally, seconds: Double) throws -> [String] {
        let rules = Rule.allCases.map { SARIFLog.Rule(id: $0.rawValue, shortDescription: .init(text: $0.description)) }
        let driver = SARIFLog.Driver(name: Product.name, version: Product.version, rules: rules)
        let run = SARIFLog.Run(tool: .init(driver: driver), results: results)
        return [try SARIFLog(runs: [run]).text]
    }

    private enum Rule: String, CaseIterable {
        case violated, unexpected, unknown, vacuous

        var description: String {
            switch self {
            case .violated: "The property fails at a point of the region."
            case .unexpected: "The verdict is not the one that the check expects."
            case .unknown: "No engine decided the check within its budget."
            case .vacuous: "The region is empty, so that the proof says nothing about the network."
            }
        }
    }

    private static func rule(_ outcome: CheckOutcome) -> (Rule, level: String)? {
        if outcome.meetsExpectation == false { return (.unexpected, "error") }
        if outcome.isVacuous { return (.vacuous, "warning") }
        if outcome.meetsExpectation == true { return nil }
        return switch outcome.verdict.kind {
        case .holds: nil
        case .violated: (.violated, "error")
        case .unknown: (.unknown, "warning")
        }
    }

    /// A path as a URI reference: everything but unreserved characters and slashes in percent form.
    private static func uri(_ path: String) -> String {
        path.utf8.map { byte in
            let character = Character(UnicodeScalar(byte))
            if character.isASCII, character.isLetter || character.isNumber || "/-._~".contains(character) {
                return String(character)
            }
            return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}

/// The part of SARIF that is written. Its names are those of the format.
private struct SARIFLog: Encodable {
    struct Message: Encodable { let text: String }
    struct Rule: Encodable {
        let id: String
        let shortDescription: Message
    }
    struct Driver: Encodable {
        let name: String
        let version: String
        let rules: [Rule]
    }
    struct Tool: Encodable { let driver: Driver }
    struct Region: Encodable {
        let startLine: Int
        let startColumn: Int
    }
    struct Artifact: Encodable { let uri: String }
    struct PhysicalLocation: Encodable {
        let artifactLocation: Artifact
        let region: Region?
    }
    struct Location: Encodable { let physicalLocation: PhysicalLocation }
    struct Result: Encodable {
        let ruleId: String
        let level: String
        let message: Message
        let locations: [Location]
    }
    struct Run: Encodable {
        let tool: Tool
        let results: [Result]
    }

    let version = "2.1.0"
    let runs: [Run]
    private let schema = "https://json.schemastore.org/sarif-2.1.0.json"

    private enum CodingKeys: String, CodingKey {
        case version, runs
        case schema = "$schema"
    }

    init(runs: [Run]) {
        self.runs = runs
    }

    var text: String {
        get throws { try JSONText.keepingNames(of: self) }
    }
}
