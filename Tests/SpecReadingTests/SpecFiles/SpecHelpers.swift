import Exact
import Foundation
import SpecReading
import Testing

/// The text of a file under `Fixtures`.
func fixture(_ path: String) throws -> String {
    let folder = try #require(Bundle.module.resourceURL)
    return try String(contentsOf: folder.appending(path: "Fixtures/\(path)"), encoding: .utf8)
}

/// The names of the files in a folder under `Fixtures`, sorted.
func fixtures(in folder: String, ending: String) throws -> [String] {
    let root = try #require(Bundle.module.resourceURL)
    return try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Fixtures/\(folder)").path)
        .filter { $0.hasSuffix(ending) }.sorted()
}

/// The messages about a text, one line each, without the file's name.
func messages(_ text: String) -> [String] {
    let lines = MessageFormat.concise.text(SpecReader.read(text: text, file: "t").diagnostics, sources: [:])
    return lines.split(separator: "\n").map { String($0.dropFirst(2)) }
}

/// A spec with one check.
func spec(region: String = "{box: [0, 1]}", property: String = "{class: 0}", more: String = "") -> String {
    """
    spec: 1
    network: m.onnx
    checks:
      - id: only
        region: \(region)
        property: \(property)
    \(more)
    """
}

/// The only check of a spec that reads without errors.
func check(_ text: String) throws -> CheckNode {
    let (file, diagnostics) = SpecReader.read(text: text, file: "t")
    #expect(MessageFormat.concise.text(diagnostics, sources: [:]) == "")
    return try #require(file?.checks.first)
}

/// What a number as written in a spec reads as.
func number(_ text: String) throws -> Rational {
    let check = try check(spec(region: "\n      ball:\n        center: 0\n        radius: \(text)"))
    guard case .shapes(let shapes) = check.region, case .ball(_, .uniform(let radius), _) = shapes.shapes.first?.value,
        case .literal(let value) = radius.value
    else { throw UnexpectedTree() }
    return value
}

/// What a constraint in `holds` reads as.
func constraint(_ text: String) throws -> Constraint {
    let check = try check(spec(property: "\n      holds:\n        - \(text)"))
    guard case .holds(let rows) = check.property?.value, let row = rows.first else { throw UnexpectedTree() }
    return row.value
}

struct UnexpectedTree: Error {}
