import Foundation
import TestSupport
import Testing

/// The documents for people are true: every command in their blocks ends as they say, every spec file in them is read
/// without a mistake. `MarkdownStep` has the rules by which documents are written.
@Suite struct DocumentationTests {
    /// Commands of the documents that take minutes.
    static let excluded: Set = ["make demo", "make test"]

    static let documents: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(Program.root)/docs")) ?? []
        return ["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
    }()

    /// A clean clone, with the files that a reader must bring.
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        for name in ["models", "specs"] {
            try FileManager.default.copyItem(atPath: "\(Program.root)/\(name)", toPath: "\(folder.path)/\(name)")
        }
        let stands = [
            "my-model.onnx": "models/digits.onnx", "my-data.npz": "models/digits-test.npz",
            "M.onnx": "models/toy-abs.onnx", "Q.vnnlib": "specs/toy-abs-holds.vnnlib",
        ]
        for (name, source) in stands {
            try FileManager.default.copyItem(atPath: "\(Program.root)/\(source)", toPath: "\(folder.path)/\(name)")
        }
        // Never advises to be clear of conflict where the own speed is positive: WL scores 1/16 less.
        let identity = (0..<5).map { row in (0..<5).map { $0 == row ? 1.0 : 0 } }
        let speed = [[Double]](repeating: [0, 0, 0, 1, 0], count: 5)
        let network = NNetText.of([(identity, [0, 0, 0, 0, 0]), (speed, [0, -0.0625, 0.125, 0.125, 0.125])])
        _ = try folder.file("ACASXU_run2a_1_1_batch_2000.nnet", network)
    }

    @Test(arguments: documents) func isTrue(_ document: String) throws {
        for step in try Self.steps(of: document) {
            switch step {
            case .file(let name, let text, let line):
                try readSpec(text, name: name ?? "block-\(line).yaml", at: "\(document):\(line)")
            case .command(let command):
                try run(command, at: "\(document):\(command.line)")
            }
        }
    }

    private func readSpec(_ text: String, name: String, at place: String) throws {
        _ = try folder.file(name, text)
        let result = try Program.run(["spec", "check", name], in: folder.path)
        #expect(result.code == 0 && result.errors == "", "\(place): \(result.errors)")
    }

    private func run(_ command: MarkdownStep.Command, at place: String) throws {
        let text = command.text.replacingOccurrences(of: ".build/release/orthant ", with: "orthant ")
        let bare = text.components(separatedBy: " #")[0].trimmingCharacters(in: .whitespaces)
        if Self.excluded.contains(bare) { return }
        let result = try Program.shell(text, in: folder.path)
        #expect(Self.exitCodes(of: command).contains(result.code), "\(place): \(result.code), \(result.errors)")
        let printed = (result.output + result.errors).components(separatedBy: "\n").map(Self.words)
        for line in command.output {
            guard let words = Self.constantWords(of: line) else { continue }
            #expect(
                printed.contains { $0.starts(with: words) },
                "\(place) shows '\(line)', but this was printed:\n\(result.output)\(result.errors)")
        }
    }

    /// What a command may end with: the exit code that the document states, or what fits the output that it shows.
    private static func exitCodes(of command: MarkdownStep.Command) -> Set<Int32> {
        if let stated = command.exitCode { return [stated] }
        let first = command.output.compactMap { words($0).first }
        if command.output.contains(where: { $0.contains("error[") || $0.hasPrefix("error:") }) { return [2] }
        if first.contains("violated") { return [0, 1] }
        return first.contains("unknown") ? [0, 3] : [0]
    }

    /// The words of a documented line that every machine prints at its start. `nil` for lines in which everything may
    /// differ: tables, numbers, pictures.
    private static func constantWords(of line: String) -> [Substring]? {
        let words = words(line)
        guard let first = words.first else { return nil }
        if ["holds", "violated", "unknown"].contains(first) {
            return Array(words.prefix(2).prefix { !$0.hasPrefix("(") })
        }
        if line.contains("error[") || line.contains("warning[") || line.contains("= help:") || first == "error:" {
            return words
        }
        // "13 checks: 12 hold, 1 violated (6.64 s)", "my.yaml: 30 checks"
        let counts = words.contains { ["check", "checks", "check:", "checks:"].contains($0) }
        return counts ? Array(words.prefix { !$0.hasPrefix("(") }) : nil
    }

    private static func words(_ line: String) -> [Substring] { line.split(separator: " ") }

    private static func steps(of document: String) throws -> [MarkdownStep] {
        MarkdownStep.steps(of: try String(contentsOfFile: "\(Program.root)/\(document)", encoding: .utf8))
    }

    /// The documents that lead a reader by the hand have something to run.
    @Test(arguments: ["README.md", "docs/tutorial-acas.md", "docs/tutorial-ball.md", "docs/tutorial-cone.md"])
    func hasCommandsAndASpec(_ document: String) throws {
        let steps = try Self.steps(of: document)
        let files = steps.filter { if case .file = $0 { true } else { false } }
        #expect(!files.isEmpty)
        #expect(steps.count - files.count >= 4)
    }

    /// Every link to a file of the repository leads somewhere.
    @Test(arguments: documents + ["specs/README.md", "models/README.md"]) func linksLeadSomewhere(_ document: String)
        throws
    {
        let text = try String(contentsOfFile: "\(Program.root)/\(document)", encoding: .utf8)
        let home = URL(fileURLWithPath: "\(Program.root)/\(document)").deletingLastPathComponent()
        for match in text.matches(of: /\]\(([^)#: ]+)(?:#[^)]*)?\)/) {
            let path = home.appendingPathComponent(String(match.1)).path
            #expect(FileManager.default.fileExists(atPath: path), "\(document): \(match.1)")
        }
    }

    /// The rules, on a document small enough to see what must come out.
    @Test func readsADocument() {
        let document = """
            Save this as `a.yaml`:

            ```yaml
            spec: 1
            checks: []
            ```

            Then:

                $ orthant verify a.yaml
                violated  x

                2 checks: 2 violated
                $ echo $?
                1

            Or

                orthant spec list a.yaml    # all
                something else
            """
        let shown = MarkdownStep.steps(of: document).map { step in
            switch step {
            case .file(let name, let text, let line): "\(line) file \(name ?? "-") \(text.count)"
            case .command(let command):
                "\(command.line) \(command.text) \(command.output) \(command.exitCode.map(String.init) ?? "-")"
            }
        }
        #expect(
            shown == [
                "4 file a.yaml 19",
                #"10 orthant verify a.yaml ["violated  x", "", "2 checks: 2 violated"] 1"#,
                "19 orthant spec list a.yaml    # all [] -",
            ])
    }
}
