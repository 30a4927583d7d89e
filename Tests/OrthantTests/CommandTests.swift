import Contexts
import Foundation
import TestSupport
import Testing

/// The commands on the toy network |x|: outputs and exit codes.
@Suite struct CommandTests {
    private static let model = "models/toy-abs.onnx"
    private static let holds = "specs/toy-abs-holds.vnnlib"
    private static let violated = "specs/toy-abs-violated.vnnlib"

    @Test func version() throws {
        let result = try Program.run(["--version"])
        #expect(result.code == 0)
        #expect(result.output == "0.1.0\n")
        #expect(result.errors == "")
    }

    /// The option groups of the command line are written by hand; the table of options is the law.
    @Test(arguments: Options.table.map(\.name)) func everyOptionIsOnTheCommandLine(_ name: String) throws {
        #expect(try Program.run(["verify", "--help"]).output.contains("  --\(name) <"))
    }

    @Test func holdsForPeople() throws {
        let result = try Program.run(["verify", Self.holds, "--network", Self.model])
        #expect(result.code == 0)
        #expect(result.output.hasPrefix("holds  ("))
        #expect(result.output.split(separator: "\n").count == 1)
        #expect(result.errors == "")
    }

    @Test func violatedForPeople() throws {
        let result = try Program.run(["verify", Self.violated, "--network", Self.model])
        #expect(result.code == 1)
        #expect(result.output.hasPrefix("violated  ("))
        #expect(result.output.contains("unsafe    -Y_0 <= -0.75"))
        #expect(result.output.contains("checked   in exact arithmetic"))
    }

    @Test func quiet() throws {
        #expect(try Program.run(["verify", Self.holds, "--network", Self.model, "-q"]).output == "holds\n")
        #expect(try Program.run(["verify", Self.violated, "--network", "f=\(Self.model)", "-q"]).output == "sat\n")
    }

    @Test func standardForm() throws {
        let holds = try Program.run(["verify", Self.holds, "--network", "f=\(Self.model)", "--timeout", "20"])
        #expect(holds.output == "unsat\n")
        #expect(holds.code == 0)
        let violated = try Program.run(["verify", Self.violated, "--network", "f=\(Self.model)", "--timeout", "20"])
        #expect(violated.code == 1)
        let lines = violated.output.split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines[0] == "sat")
        #expect(lines[1].hasPrefix("X real ["))
        #expect(lines[3].hasPrefix("Y real ["))
        let (x, y) = (try #require(Float(lines[2])), try #require(Float(lines[4])))
        #expect(abs(x) <= 1 && y >= 0.75 && y == abs(x))
    }

    @Test func competition() throws {
        let folder = try ScratchFolder()
        let results = "\(folder.path)/results.txt"
        for (property, word) in [(Self.holds, "unsat"), (Self.violated, "sat")] {
            let result = try Program.run(["vnncomp", "v1", "toy", Self.model, property, results, "20"])
            #expect(result.code == 0)
            #expect(result.output == "")
            let lines = try String(contentsOfFile: results, encoding: .utf8).split(separator: "\n")
            #expect(lines.first.map(String.init) == word)
            #expect(lines.count == (word == "sat" ? 3 : 1))
        }
        #expect(try folder.names == ["results.txt"])
    }

    @Test func inspect() throws {
        let result = try Program.run(["inspect", "models/digits-nobias.onnx"])
        #expect(result.code == 0)
        #expect(result.output.contains("ReLU        96\n"))
        #expect(result.output.contains("biases      none"))
    }

    @Test func bounds() throws {
        let result = try Program.run(["bounds", Self.holds, "--network", Self.model])
        #expect(result.code == 0)
        #expect(result.output.hasPrefix("output  interval lower     upper  backward lower     upper\n------  -----"))
        #expect(result.output.hasSuffix("no\n"))
    }

    @Test func demoComparesWithWhatIsExpected() throws {
        let folder = try ScratchFolder()
        let list = """
            network,property,expected
            \(Program.root)/\(Self.model),\(Program.root)/\(Self.holds),holds
            \(Program.root)/\(Self.model),\(Program.root)/\(Self.violated),holds

            """
        _ = try folder.file("expected.csv", list)
        let result = try Program.run(["demo", "--folder", folder.path])
        #expect(result.code == 1)
        #expect(result.output.contains("<- not as expected"))
        #expect(result.output.hasSuffix("2 claims, 1 as expected, 1 not\n"))
    }

    /// Checks of spec files stand beside properties; what is proved about all contrasts is said in full.
    @Test func demoRunsChecksOfSpecFiles() throws {
        let folder = try ScratchFolder()
        let list = """
            network,property,expected,engine
            ,\(Program.root)/specs/digits-cones.yaml#any-contrast/0,holds,bounds
            ,\(Program.root)/specs/digits-cones.yaml#too-dark,violated,
            \(Program.root)/\(Self.model),\(Program.root)/\(Self.holds),holds,

            """
        _ = try folder.file("expected.csv", list)
        let result = try Program.run(["demo", "--folder", folder.path])
        #expect(result.code == 0)
        let rows = result.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(rows[2].prefix(4) == ["any-contrast/0", "digits-nobias", "holds", "holds"])
        #expect(rows[2].last == "bounds")
        #expect(rows[3].prefix(4) == ["too-dark", "digits", "violated", "violated"])
        #expect(
            result.output.contains("\n\nProved: any-contrast/0\nclaim     For every input x that is a times an input"))
        #expect(result.output.contains(", for some a > 0, the network "))
        #expect(result.output.contains("\n\nCounterexample to too-dark\nclaim     For every input x"))
        #expect(result.output.hasSuffix("\n3 claims, 3 as expected, 0 not\n"))
    }

    @Test(arguments: [
        (
            ",specs/digits-cones.yaml,holds",
            "'specs/digits-cones.yaml' does not say which check: write specs/digits-cones.yaml#ID"
        ),
        (
            "a.onnx,specs/digits-cones.yaml#too-dark,holds",
            "network 'a.onnx' stands beside a spec file, which names its own"
        ),
        (",specs/digits-cones.yaml#too-drak,holds", "the spec file has no check 'too-drak'; did you mean 'too-dark'?"),
        (
            ",specs/digits-balls.yaml#radius/0,holds",
            "check 'radius/0' searches for a value, so it has no verdict to expect"
        ),
    ]) func demoNamesTheLineOfABadCheck(_ line: String, _ problem: String) throws {
        let folder = try ScratchFolder()
        let text = line.replacingOccurrences(of: ",specs/", with: ",\(Program.root)/specs/")
        let path = try folder.file("expected.csv", "network,property,expected\n\(text)\n")
        let result = try Program.run(["demo", "--folder", folder.path])
        #expect(result.code == 2 && result.output == "")
        let expected = problem.replacingOccurrences(of: "specs/", with: "\(Program.root)/specs/")
        #expect(result.errors.hasPrefix("\(path):2:1: error: \(expected); "))
    }

    @Test func demoNamesTheLineOfABadList() throws {
        let folder = try ScratchFolder()
        let path = try folder.file("expected.csv", "network,property,expected\na.onnx,b.vnnlib,maybe\n")
        let result = try Program.run(["demo", "--folder", folder.path])
        #expect(result.code == 2)
        #expect(result.errors.hasPrefix("\(path):2:1: error: 'maybe' is neither holds nor violated; "))
    }
}
