import SpecReading
import Testing
import Yams

/// No value of any key is taken as it comes: replaced by nonsense, it gives an error at its place.
@Suite struct EveryScalarTests {
    /// Keys of free text, and names that are only looked up.
    private static let free: Set = [
        "name", "description", "note", "input", "output", "label", "features", "images", "labels", "text", "files",
        "include", "cifar", "csv", "npz", "png",
    ]

    @Test func nonsenseIsRefusedEverywhere() throws {
        let text = try fixture("specs/all-keys.yaml")
        let root = try #require(try Yams.Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot())
        var scalars: [(key: String, scalar: Yams.Node.Scalar)] = []
        collect(root, under: "", &scalars)
        var replaced = 0
        for (key, scalar) in scalars {
            guard let mark = scalar.mark, scalar.style != .literal else { continue }
            if Self.free.contains(key) { continue }
            let found = messages(replacing(scalar, at: mark, in: text))
            #expect(found.contains { $0.hasPrefix("\(mark.line):") }, "\(key): \(scalar.string) at \(mark)")
            replaced += 1
        }
        #expect(replaced > 110)
    }

    /// Every key of the tables is in the file that is broken above.
    @Test func everyKeyIsTried() throws {
        let text = try fixture("specs/all-keys.yaml")
        for kind in MappingKind.allCases {
            for key in kind.mapping.keys { #expect(text.contains("\(key.name):"), "\(kind.rawValue).\(key.name)") }
        }
    }

    private func collect(
        _ node: Yams.Node, under key: String, _ scalars: inout [(key: String, scalar: Yams.Node.Scalar)]
    ) {
        switch node {
        case .scalar(let scalar): scalars.append((key, scalar))
        case .sequence(let items): for item in items { collect(item, under: key, &scalars) }
        case .mapping(let pairs):
            for (name, value) in pairs { collect(value, under: name.scalar?.string ?? "", &scalars) }
        case .alias: break
        }
    }

    private func replacing(_ scalar: Yams.Node.Scalar, at mark: Yams.Mark, in text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let line = Array(lines[mark.line - 1])
        let quotes = scalar.style == .plain ? 0 : 2
        let end = mark.column - 1 + scalar.string.count + quotes
        lines[mark.line - 1] = String(line[..<(mark.column - 1)]) + "\"$[<\"" + String(line[end...])
        return lines.joined(separator: "\n")
    }
}
