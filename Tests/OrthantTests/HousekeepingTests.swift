import Contexts
import Foundation
import TestSupport
import Testing

/// Help, completions, the manual page, versions, configuration, capabilities.
@Suite struct HousekeepingTests {
    /// Every command as its words, read from the help texts.
    private static func commands() throws -> [[String]] {
        func inner(_ words: [String]) throws -> [[String]] {
            let help = try Program.run(words + ["--help"]).output
            guard let list = help.components(separatedBy: "SUBCOMMANDS:\n").dropFirst().first else { return [] }
            let names = list.components(separatedBy: "\n\n")[0].split(separator: "\n").compactMap { line in
                line.hasPrefix("  ") && !line.hasPrefix("   ")
                    ? String(line.dropFirst(2).prefix { $0 != " " && $0 != "," }) : nil
            }
            return try names.flatMap { [words + [$0]] + (try inner(words + [$0])) }
        }
        return try [[]] + inner([])
    }

    @Test func everyHelpFitsAPageAndEndsWithTwoExamples() throws {
        let commands = try Self.commands()
        #expect(commands.count >= 17)
        for words in commands {
            let result = try Program.run(words + ["--help"])
            #expect(result.code == 0 && result.errors == "")
            let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            #expect(lines.count <= 40, "\(words): \(lines.count) lines")
            #expect(lines.suffix(3).first == "EXAMPLES:", "\(words)")
            #expect(lines.suffix(2).allSatisfy { $0.contains("orthant") && $0.count <= 106 }, "\(words)")
            #expect(try Program.run(["help"] + words).output == result.output, "\(words)")
        }
    }

    /// An example of a command that reads shipped files is no use when it fails.
    @Test(arguments: ["verify", "falsify", "bounds", "inspect", "export", "supports", "config", "version"])
    func examplesRun(_ command: String) throws {
        let help = try Program.run([command, "--help"]).output
        let examples = help.components(separatedBy: "EXAMPLES:\n")[1].split(separator: "\n")
        let folder = try ScratchFolder()
        for name in ["specs", "models"] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder.path)/\(name)", withDestinationPath: "\(Program.root)/\(name)")
        }
        for example in examples where !example.contains("ACASXU") {
            let result = try Program.shell(String(example), in: folder.path)
            #expect([0, 1, 3].contains(result.code), "\(example): \(result.errors)")
            #expect(!result.output.isEmpty || example.contains("--out"), "\(example)")
        }
    }

    @Test func nameAndVersion() throws {
        #expect(try Program.run(["--name"]).output == "Orthant\n")
        #expect(try Program.run(["--version"]).output == "\(Product.version)\n")
        let text = try Program.run(["version"]).output
        #expect(text.hasPrefix("Orthant \(Product.version)\n") && text.contains("GLPK") && text.contains("Z3"))
        let json = try Program.run(["version", "--json"]).output
        let document = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(document["version"] as? String == Product.version)
        #expect((document["glpk"] as? String)?.first?.isNumber == true)
        #expect((document["z3"] as? String)?.split(separator: ".").count == 3)
        #expect((document["openblas"] as? String)?.isEmpty == false)
        #expect(document["processor"] as? [String] != nil)
    }

    @Test func misspeltWords() throws {
        #expect(
            try Program.run(["config", "shwo"]).errors == "error: unknown command 'shwo'; did you mean 'show'?\n")
        #expect(
            try Program.run(["demo", "xyzzy"]).errors
                == "error: unknown command 'xyzzy'; see 'orthant demo --help'\n")
        #expect(
            try Program.run(["verify", "q", "--fial-on", "x"]).errors
                == "error: Unknown option '--fial-on'. Did you mean '--fail-on'?; see 'orthant verify --help'\n")
    }

    @Test func configShow() throws {
        let all = try Program.run(["config", "show", "--all"])
        #expect(all.code == 0)
        for row in Options.table {
            let line = all.output.split(separator: "\n").first { $0.hasPrefix("\(row.name) ") }
            #expect(line?.contains(row.help) == true && line?.contains(row.variable) == true, "\(row.name)")
        }
        #expect(try Program.run(["config", "show"]).output == "every option has its default; --all shows them\n")
        let set = try Program.run(
            ["config", "show", "--json", "--seed", "4"], environment: ["ORTHANT_TIMEOUT": "90", "ORTHANT_SEED": "3"])
        let document = try #require(JSONSerialization.jsonObject(with: Data(set.output.utf8)) as? [String: Any])
        let rows = try #require(document["options"] as? [[String: String]])
        #expect(rows.map { $0["name"] } == ["seed", "timeout"])
        #expect(rows.map { $0["value"] } == ["4", "90"])
        #expect(rows.map { $0["source"] } == ["flag", "environment"])
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func completions(_ shell: String) throws {
        let script = try Program.run(["completions", shell])
        #expect(script.code == 0 && script.output.contains("orthant") && script.output.contains("counterexamples"))
        guard let interpreter = Program.executable(shell) else { return }
        let folder = try ScratchFolder()
        let path = try folder.file("orthant.\(shell)", script.output)
        let flag = shell == "fish" ? "--no-execute" : "-n"
        let checked = try Program.run(interpreter, [flag, path])
        #expect(checked.code == 0 && checked.errors == "", "\(checked.errors)")
    }

    @Test func manual() throws {
        let page = try Program.run(["man"])
        #expect(page.code == 0)
        let lines = page.output.split(separator: "\n")
        #expect(lines[1] == ".Dt ORTHANT 1")
        for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "ENVIRONMENT", "EXAMPLES"] {
            #expect(lines.contains(".Sh \(section)"))
        }
        #expect(lines.contains(".Ss orthant demo acas"))
        #expect(lines.contains(".It Fl \\-counterexamples Ar dir"))
        for row in Options.table { #expect(lines.contains(".It Ev \(row.variable)")) }
        guard let mandoc = Program.executable("mandoc") else { return }
        let folder = try ScratchFolder()
        let checked = try Program.run(mandoc, ["-Tlint", try folder.file("orthant.1", page.output)])
        #expect(checked.code == 0 && checked.output == "", "\(checked.output)")
    }

    static let capabilities = [
        ("--onnx-opset-versions", "7\n21\n"), ("--onnx-element-types", "real\n"), ("--vnnlib-versions", "1.0\n2.0\n"),
        ("--hidden-node-theories", "NH\nH\n"), ("--multiple-input-output-theories", "SIO\nMIO\n"),
        ("--multiple-inputs-output-theories", "SIO\nMIO\n"),
        ("--multiple-network-theories", "SNET\nMENET\nMINET\nMNET\n"),
        ("--multiple-node-comparison-theories", "SNC\nMNC\n"), ("--arithmetic-complexity-theories", "BND\nOUTC\nLIN\n"),
        ("--optimised-disjunctive-reasoning", "false\n"), ("--serialise-assignments", "true\n"),
        ("--assignments", "true\n"),
    ]

    @Test(arguments: ["supports", "capabilities"]) func capabilities(_ command: String) throws {
        for (option, answer) in Self.capabilities {
            let result = try Program.run([command, option])
            #expect(result.code == 0 && result.output == answer && result.errors == "", "\(option)")
        }
        let operators = try Program.run([command, "--onnx-operators"]).output.split(separator: "\n")
        #expect(operators.contains("Gemm") && operators.contains("Relu") && operators == operators.sorted())
        #expect(try Program.run([command]).code == 2)
    }

    @Test func aPropertyOnTheStandardInput() throws {
        let result = try Program.shell(
            "orthant verify - --network models/toy-abs.onnx -q < specs/toy-abs-violated.vnnlib", in: Program.root)
        #expect(result.code == 1 && result.output == "violated\n" && result.errors == "")
    }

    /// What `--serialise-assignments` promises.
    @Test(arguments: ["--serialise-assignments", "--assignments"]) func serialisedAssignments(_ option: String) throws {
        let folder = try ScratchFolder()
        let out = "\(folder.path)/out"
        let result = try Program.run([
            "verify", "specs/toy-abs-violated.vnnlib", "--network", "f=models/toy-abs.onnx", option, out,
        ])
        #expect(result.code == 1 && result.output == "sat\n")
        let names = try FileManager.default.contentsOfDirectory(atPath: out).sorted()
        #expect(names == ["X.pb", "Y.pb"])
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(out)/X.pb"))
        // Two dimensions, doubles, the name, eight bytes: -1 or 1.
        #expect(bytes.prefix(10) == Data([0x08, 1, 0x08, 1, 0x10, 11, 0x42, 1, 0x58, 0x4A]))
        #expect(bytes.count == 19 && [0x3F, 0xBF].contains(bytes[18]))
    }
}
