import Foundation
import TestSupport
import Testing

/// Spec files through the whole program.
@Suite struct SpecRunTests {
    /// A spec file about the absolute value (1 input, 1 output) or the exclusive or (2 inputs, 1 output).
    private func spec(_ folder: ScratchFolder, network: String, _ checks: String) throws -> String {
        let models = FileManager.default.currentDirectoryPath + "/models"
        return try folder.file("s.yaml", "spec: 1\nnetwork: \(models)/\(network).onnx\nchecks:\n\(checks)")
    }

    private func objects(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    @Test(arguments: ["digits-balls", "digits-cones", "digits-conv-cones", "breast-cancer-units"])
    func shippedSpecsGetTheVerdictsTheyExpect(_ name: String) throws {
        let result = try Program.run(["verify", "specs/\(name).yaml", "--jsonl", "--only", "[!r]*"])
        #expect(result.code == 0, "\(result.errors)")
        let checks = try objects(result.output)
        #expect(checks.count >= 6)
        #expect(checks.allSatisfy { ($0["expected"] as? [String: Any])?["met"] as? Bool == true })
    }

    /// |x| <= r holds on [-r, r]: the greatest s with |x| <= 1/2 on [-s, s] is 1/2.
    @Test func searchFindsTheExactRadius() throws {
        let folder = try ScratchFolder()
        let file = try spec(
            folder, network: "toy-abs",
            """
              - id: s
                region: {ball: {center: [0], radius: $s}}
                property: {holds: ["y[0] <= 1/2"]}
                search: {maximize: s, from: 0, to: 1, resolution: 1/64}
            """)
        let check = try objects(Program.run(["verify", file, "--jsonl"]).output)[0]
        let bound = try #require(check["bound"] as? [String: Double])
        #expect(bound == ["lower": 0.5, "upper": 0.515625])
        #expect(check["verdict"] as? String == "holds")
    }

    /// Rows on inputs in a property are no part of the region: a box is never empty.
    @Test func aPropertyOverInputsDoesNotEmptyTheRegion() throws {
        let folder = try ScratchFolder()
        let file = try spec(
            folder, network: "toy-xor",
            """
              - id: p
                region: {box: [0, 1]}
                property: {violated_when: ["x[0] + x[1] >= 3", "y[0] <= 0"]}
            """)
        let result = try Program.run(["verify", file, "--jsonl"])
        let check = try objects(result.output)[0]
        #expect(result.code == 0 && result.errors == "")
        #expect(check["verdict"] as? String == "holds" && check["vacuous"] as? Bool == false)
    }

    /// x0 + x1 >= 3 on the unit square: nothing is left, and the run says so.
    @Test func anEmptyRegionIsSaidToBeEmpty() throws {
        let folder = try ScratchFolder()
        let file = try spec(
            folder, network: "toy-xor",
            """
              - id: empty
                region: {box: [0, 1], halfspaces: ["x[0] + x[1] >= 3"]}
                property: {holds: ["y[0] >= 5"]}
              - id: claimed
                region: {box: [0, 1], halfspaces: ["x[0] + x[1] >= 3"]}
                property: empty
            """)
        let result = try Program.run(["verify", file, "--jsonl"])
        #expect(try objects(result.output).map { $0["vacuous"] as? Bool } == [true, false])
        #expect(try Program.run(["verify", file, "--fail-on", "vacuous", "--only", "empty"]).code == 1)
    }

    /// Every error at once, on stderr, exit code 2, and nothing runs.
    @Test func errorsStopTheRun() throws {
        let folder = try ScratchFolder()
        let file = try spec(
            folder, network: "toy-xor",
            """
              - id: a
                region: {box: [0, 1]}
                property: {never: 3}
              - id: b
                region: {bax: [0, 1]}
                property: {class: 0}
            """)
        for command in [["verify"], ["spec", "check"], ["spec", "list"], ["falsify"]] {
            let result = try Program.run(command + [file, "--message-format", "concise"])
            #expect(result.code == 2 && result.output == "")
            #expect(result.errors.contains("s.yaml:6:23: error[S203]"))
            #expect(result.errors.contains("s.yaml:8:14: error[S101]"))
        }
    }

    @Test func aSpecFileNamesItsNetworks() throws {
        let result = try Program.run(["verify", "specs/digits-balls.yaml", "--network", "models/digits.onnx"])
        #expect(result.code == 2 && result.errors.contains("a spec file names its networks"))
    }

    @Test func radiusRunsSearchesOnly() throws {
        let found = try Program.run(["radius", "specs/digits-balls.yaml", "--only", "radius/0"])
        #expect(found.code == 0 && found.output.contains("eps holds at"))
        let none = try Program.run(["radius", "specs/digits-cones.yaml"])
        #expect(none.code == 2 && none.errors.contains("has 'search:'"))
    }

    @Test func specCommands() throws {
        let folder = try ScratchFolder()
        let list = try Program.run(["spec", "list", "specs/digits-balls.yaml"])
        #expect(list.code == 0 && list.output.split(separator: "\n").count == 13)
        let explained = try Program.run(["spec", "explain", "specs/digits-balls.yaml", "--only", "ball/0/1/64"])
        #expect(explained.output.contains("For every input x") && explained.output.contains("decides class 7"))
        let checked = try Program.run(["spec", "check", "specs/digits-cones.yaml"])
        #expect(checked.code == 0 && checked.output.hasPrefix("specs/digits-cones.yaml: 11 checks"))
        let schema = try Program.run(["spec", "schema"]).output
        #expect(try JSONSerialization.jsonObject(with: Data(schema.utf8)) is [String: Any])
        for template in ["ball", "acas", "nap", "cone"] {
            #expect(try Program.run(["spec", "new", template]).output.hasPrefix("spec: 1\n"))
        }
        let untidy = try folder.file(
            "u.yaml", "spec: 1\nchecks:\n- id:   a   # one\n  region: {box: [0, 1]}\n  property: empty\n")
        #expect(try Program.run(["spec", "fmt", untidy, "--check"]).code == 1)
        #expect(try Program.run(["spec", "fmt", untidy, "--write"]).code == 0)
        #expect(try Program.run(["spec", "fmt", untidy, "--check"]).code == 0)
        #expect(try String(contentsOfFile: untidy, encoding: .utf8).contains("  - id: a   # one"))
    }

    @Test func aCounterexampleOfASpecReplays() throws {
        let folder = try ScratchFolder()
        let found = try Program.run(
            ["verify", "specs/digits-balls.yaml", "--only", "too-far", "--counterexamples", folder.path])
        #expect(found.code == 0 && found.output.contains("original"))
        for ending in ["json", "npy", "png"] {
            #expect(FileManager.default.fileExists(atPath: "\(folder.path)/too-far.\(ending)"))
        }
        #expect(try Program.run(["replay", "\(folder.path)/too-far.json"]).code == 1)
    }
}
