import Foundation
import TestSupport
import Testing

/// Bad input gives one line on stderr, exit code 2, nothing on stdout and no file.
@Suite struct BadInputTests {
    private let folder: ScratchFolder
    private let property: String

    private static let model = "models/toy-abs.onnx"

    init() throws {
        folder = try ScratchFolder()
        property = try folder.file("property.vnnlib", Self.propertyText(inputs: 1))
    }

    /// All inputs in [-1, 1], an output of at least 2.
    private static func propertyText(inputs: Int) -> String {
        let variables = (0..<inputs).map { "X_\($0)" }
        let lines =
            variables.map { "(declare-const \($0) Real)" } + ["(declare-const Y_0 Real)"]
            + variables.map { "(assert (>= \($0) -1))\n(assert (<= \($0) 1))" } + ["(assert (>= Y_0 2))"]
        return lines.joined(separator: "\n") + "\n"
    }

    /// Runs and checks all but the line, which is returned.
    private func refused(_ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        let before = try folder.names
        let result = try Program.run(arguments)
        #expect(result.code == 2, sourceLocation: sourceLocation)
        #expect(result.output == "", sourceLocation: sourceLocation)
        let lines = result.errors.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 2 && lines.last == "", "one line: \(result.errors)", sourceLocation: sourceLocation)
        #expect(try folder.names == before, "no file is left", sourceLocation: sourceLocation)
        return lines.first.map(String.init) ?? ""
    }

    @Test func missingProperty() throws {
        #expect(
            try refused(["verify", "nowhere.vnnlib", "--network", Self.model])
                == "nowhere.vnnlib: error: cannot read the file: no such file; check the path and its permissions")
    }

    @Test func missingModel() throws {
        #expect(
            try refused(["verify", property, "--network", "nowhere.onnx"])
                == "nowhere.onnx: error: cannot read the file: no such file; check the path and its permissions")
    }

    @Test func missingModelInStandardForm() throws {
        #expect(
            try refused(["verify", property, "--network", "f=nowhere.onnx"])
                == "nowhere.onnx: error: cannot read the file: no such file; check the path and its permissions")
    }

    @Test func emptyNetworkPath() throws {
        #expect(
            try refused(["verify", property, "--network", "f="])
                == "error: --network 'f=' names no file; give --network MODEL.onnx or --network NAME=MODEL.onnx")
    }

    @Test func truncatedModel() throws {
        let whole = try Data(contentsOf: URL(fileURLWithPath: "\(Program.root)/\(Self.model)"))
        let path = try folder.file("cut.onnx", whole.prefix(whole.count / 2))
        let line = try refused(["verify", property, "--network", path])
        #expect(line.hasPrefix("\(path): error: not an ONNX model: "), "\(line)")
        #expect(line.hasSuffix("; check that the file is complete and exported as ONNX"), "\(line)")
    }

    @Test func textAsModel() throws {
        let line = try refused(["inspect", property])
        #expect(line.hasPrefix("\(property): error: "), "\(line)")
    }

    @Test func tooManyInputs() throws {
        let path = try folder.file("wide.vnnlib", Self.propertyText(inputs: 3))
        #expect(
            try refused(["verify", path, "--network", Self.model])
                == "\(path): error: the property has 3 inputs and the network has 1; "
                + "check that the property was written for this network")
    }

    @Test func brokenProperty() throws {
        let path = try folder.file("broken.vnnlib", "(declare-const X_0 Real)\n(assert (>= X_0 -1)\n")
        let line = try refused(["verify", path, "--network", Self.model])
        #expect(line.hasPrefix("\(path):2:"), "\(line)")
    }

    @Test(arguments: ["0", "-5", "soon"]) func badTimeout(_ value: String) throws {
        #expect(
            try refused(["verify", property, "--network", Self.model, "--timeout", value])
                == "error: --timeout cannot be '\(value)'; give 0.001 to 1000000000")
    }

    @Test func unknownEngine() throws {
        #expect(
            try refused(["verify", property, "--network", Self.model, "--engine", "magic"])
                == "error: --engine cannot be 'magic'; give auto, bounds, bab, milp, smt")
    }

    @Test func unknownOption() throws {
        let line = try refused(["verify", property, "--network", Self.model, "--sead", "3"])
        #expect(
            line == "error: Unknown option '--sead'. Did you mean '--seed'?; see 'orthant verify --help'", "\(line)")
    }

    @Test func unknownCommand() throws {
        #expect(try refused(["veriy"]) == "error: unknown command 'veriy'; did you mean 'verify'?")
        #expect(try refused(["frobnicate"]) == "error: unknown command 'frobnicate'; see 'orthant --help'")
    }

    @Test func exportOfACaseThatIsNot() throws {
        #expect(
            try refused(["export", "lp", property, "--network", Self.model, "--case", "3"])
                == "error: the query has no case 3: it has 1; give --case 0 to 0")
    }

    @Test func exportToNowhere() throws {
        let line = try refused([
            "export", "lp", property, "--network", Self.model, "--out", "\(folder.path)/no/such/folder/out.lp",
        ])
        #expect(line.contains("cannot write the file"), "\(line)")
    }

    // MARK: the competition call

    private func call(model: String = Self.model, results: String, timeout: String = "10") -> [String] {
        ["vnncomp", "v1", "toy", model, property, results, timeout]
    }

    @Test func unwritableResults() throws {
        let path = "\(folder.path)/nowhere/results.txt"
        #expect(
            try refused(call(results: path))
                == "\(path): error: cannot write the file: the folder \(folder.path)/nowhere does not exist; "
                + "choose a folder that exists and that you may write to")
    }

    @Test func resultsIntoAFolder() throws {
        #expect(try refused(call(results: folder.path)).contains("cannot write the file"))
    }

    @Test func noResultsForBadInput() throws {
        let line = try refused(call(model: "nowhere.onnx", results: "\(folder.path)/results.txt"))
        #expect(line.hasPrefix("nowhere.onnx: error: cannot read the file"))
    }

    @Test func zeroCompetitionTimeout() throws {
        #expect(
            try refused(call(results: "\(folder.path)/results.txt", timeout: "0"))
                == "error: TIMEOUT cannot be '0'; give 0.001 to 1000000000")
    }

    @Test func otherProtocolVersion() throws {
        #expect(
            try refused(["vnncomp", "v9", "toy", Self.model, property, "\(folder.path)/results.txt", "10"])
                == "error: protocol version 'v9' is not supported; call 'orthant vnncomp v1 ...'")
    }
}
