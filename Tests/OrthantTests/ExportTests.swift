import Foundation
import TestSupport
import Testing

/// `orthant export` on the toys: what other solvers are given, compared with golden files beside this one.
///
/// Bounds are moved outward by some 1e-13, which a better rounding argument may change at any time: numbers are compared
/// to six digits after the point.
@Suite struct ExportTests {
    struct Sample: CustomTestStringConvertible {
        let format: String
        let property: String
        let network: String
        var more: [String] = []
        let golden: String

        var testDescription: String { golden }
        var arguments: [String] {
            ["export", format, "specs/\(property).vnnlib", "--network", "models/\(network).onnx"] + more
        }
    }

    private static let formats = [("lp", "lp"), ("mps", "mps"), ("smtlib", "smt2")]

    static let samples = formats.flatMap { format, suffix in
        [
            Sample(format: format, property: "toy-abs-holds", network: "toy-abs", golden: "toy-abs.\(suffix)"),
            // The second alternative: the output is too small.
            Sample(
                format: format, property: "toy-xor-holds", network: "toy-xor", more: ["--alternative", "1"],
                golden: "toy-xor.\(suffix)"),
            // The second box, on which both neurons are decided or nearly so.
            Sample(
                format: format, property: "toy-xor-corners-holds", network: "toy-xor", more: ["--case", "1"],
                golden: "toy-xor-corner.\(suffix)"),
        ]
    }

    @Test(arguments: samples) func matchesTheGoldenFile(sample: Sample) throws {
        let result = try Program.run(sample.arguments)
        #expect(result.code == 0 && result.errors == "")
        let text = Self.rounded(result.output)
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden/\(sample.golden)")
        // UPDATE_GOLDEN=1 rewrites the files.
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try text.write(to: url, atomically: true, encoding: .utf8)
            return
        }
        #expect(text == (try String(contentsOf: url, encoding: .utf8)), "\(sample.golden) differs")
    }

    @Test func outWritesTheSameText() throws {
        let folder = try ScratchFolder()
        let sample = Self.samples[0]
        let printed = try Program.run(sample.arguments)
        let written = try Program.run(sample.arguments + ["--out", folder.path + "/out.lp"])
        #expect(written.code == 0 && written.output == "" && written.errors == "")
        #expect(try String(contentsOfFile: folder.path + "/out.lp", encoding: .utf8) == printed.output)
        #expect(try folder.names == ["out.lp"])
    }

    /// Decimal numbers and fractions `(/ a b)` as decimals with at most six digits after the point.
    private static func rounded(_ text: String) -> String {
        let decimals = text.replacing(#/\(/ ([0-9]+) ([0-9]+)\)/#) { match in
            short((Double(match.1) ?? .nan) / (Double(match.2) ?? .nan))
        }
        return decimals.replacing(#/-?\b[0-9]+(\.[0-9]+)?(e-?[0-9]+)?\b/#) { short(Double($0.0) ?? .nan) }
    }

    private static func short(_ value: Double) -> String {
        let rounded = (value * 1e6).rounded() / 1e6
        if let whole = Int(exactly: rounded) { return String(whole) }
        return String(rounded)
    }
}
