import Foundation
import TestSupport
import Testing

/// `make bench`, with families of toy networks.
@Suite struct BenchmarkScriptTests {
    private static let header = "date,commit,family,instances,solved,total_s,median_s,max_s,wrong"

    /// Makes a family in `folder`; its lines name models and properties that are shipped.
    private static func family(
        _ name: String, in folder: ScratchFolder, instances: [String], expected: [String]
    ) throws {
        let path = "\(folder.path)/families/\(name)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for shipped in ["specs", "models"] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(path)/\(shipped)", withDestinationPath: "\(Program.root)/\(shipped)")
        }
        _ = try folder.file("families/\(name)/instances.csv", instances.map { $0 + "\r\n" }.joined())
        _ = try folder.file(
            "families/\(name)/expected.csv", (["onnx,vnnlib,expected"] + expected).map { $0 + "\n" }.joined())
    }

    private static func run(_ arguments: String, in folder: ScratchFolder) throws -> Program.Result {
        try Program.shell(
            "\(arguments) '\(Program.root)/Tests/Scripts/run-benchmarks' orthant families", in: folder.path)
    }

    @Test func aFolderOfFamilies() throws {
        let folder = try ScratchFolder()
        let (holds, violated) = (
            "models/toy-abs.onnx,specs/toy-abs-holds.vnnlib", "models/toy-abs.onnx,specs/toy-abs-violated.vnnlib"
        )
        try Self.family(
            "good", in: folder, instances: ["\(holds),60", "\(violated),60.0"],
            expected: ["\(violated),sat", "\(holds),unsat"])
        // A lie, and a model that is not there.
        try Self.family(
            "poor", in: folder, instances: ["\(holds),60", "models/none.onnx,specs/toy-abs-holds.vnnlib,60"],
            expected: ["\(holds),sat"])
        let result = try Self.run("CSV=results/table.csv", in: folder)
        #expect(result.code == 1)
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 6)
        // An answer, and the known one.
        let answers = [("unsat", "unsat"), ("sat", "sat"), ("unsat", "sat"), ("error", "-")]
        for (line, (answer, known)) in zip([0, 1, 3, 4], answers) {
            let words = lines[line].split(separator: " ")
            #expect(words[0] == answer && words[1] == known)
        }
        #expect(lines[3].hasSuffix(" WRONG") && !lines[1].contains("WRONG"))
        #expect(lines[2].hasPrefix("good: 2 instances, 2 solved (1 unsat, 1 sat), total "))
        #expect(lines[2].hasSuffix(" s, 0 wrong, 0 errors"))
        #expect(lines[5].hasPrefix("poor: 2 instances, 0 solved (0 unsat, 0 sat), total "))
        #expect(lines[5].hasSuffix(" s, median -, max -, 1 wrong, 1 errors"))
        #expect(result.errors.contains("models/none.onnx"))

        let table = try String(contentsOfFile: "\(folder.path)/results/table.csv", encoding: .utf8)
        let rows = table.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(table.hasPrefix(Self.header + "\n") && rows.count == 3)
        #expect(rows[1][2...4] == ["good", "2", "2"] && rows[1][8] == "0")
        let times = rows[1][5...7].compactMap { Double($0) }
        // The median of two is their mean, which is half the total.
        #expect(times.count == 3 && abs(times[1] - times[0] / 2) < 0.0006 && times[2] >= times[1])
        #expect(rows[2][2...4] == ["poor", "2", "0"] && rows[2][6...8] == ["", "", "1"])
    }

    @Test func everySecondInstanceUnderACap() throws {
        let folder = try ScratchFolder()
        let violated = "models/toy-abs.onnx,specs/toy-abs-violated.vnnlib"
        // The second instance would be an error; a cap of no time is one that nothing can keep.
        try Self.family("toy", in: folder, instances: ["\(violated),60", "models/none.onnx,none,60"], expected: [])
        let result = try Self.run("EVERY=2 CSV=table.csv", in: folder)
        #expect(result.code == 0 && result.output.contains("toy: 1 instances, 1 solved (0 unsat, 1 sat)"))
        let capped = try Self.run("EVERY=2 TIMEOUT=0.001 CSV=table.csv", in: folder)
        #expect(capped.code == 0 && capped.output.contains("toy: 1 instances, 0 solved"), "\(capped.output)")
        let table = try String(contentsOfFile: "\(folder.path)/table.csv", encoding: .utf8)
        #expect(table.split(separator: "\n").count == 3 && table.components(separatedBy: Self.header).count == 2)
    }

    @Test(arguments: [
        ("EVERY=0", "error: EVERY=0 is no count; give a whole number from 1 on\n"),
        ("TIMEOUT=soon", "error: TIMEOUT=soon is no time; give seconds: TIMEOUT=60\n"),
        (
            "",
            "error: no instances.csv in 'families' or its folders; give a benchmark family: make bench BENCHMARKS=folder\n"
        ),
    ]) func whatIsWrongIsSaid(_ variables: String, _ message: String) throws {
        let result = try Self.run(variables, in: ScratchFolder())
        #expect(result.code == 2 && result.output == "" && result.errors == message)
    }
}
