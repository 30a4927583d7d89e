import Foundation
import TestSupport
import Testing

/// `orthant nap verify`, `radius`, `ambiguity` and `minimize` on networks of a few neurons, against golden files. Times are
/// written as T.
///
/// steps.nnet: neurons x0 - 1/2, x1 - 1/2 and x0 + x1 + 1; outputs 1/8 and relu(x0 - 1/2), so that class 0 is best for
/// x0 < 5/8. edge.nnet: outputs relu(x0 - 1/2) and 0.
@Suite struct NapClaimTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        let steps = NNetText.of([
            ([[1, 0], [0, 1], [1, 1]], [-0.5, -0.5, 1]), ([[0, 0, 0], [1, 0, 0]], [0.125, 0]),
        ])
        _ = try folder.file("steps.nnet", steps)
        _ = try folder.file(
            "edge.nnet", NNetText.of([([[1, 0], [0, 1]], [-0.5, -0.5]), ([[1, 0], [0, 0]], [0, 0])]))
        let patterns = [
            ("low", "IIA"), ("left", "I--"), ("right", "A-A"), ("open", "-I-"), ("none", "--I"), ("edge", "A-"),
        ]
        for (name, phases) in patterns {
            _ = try folder.file("\(name).nap", "nap: 1\nclass: 0\nphases:\n  relu[0]: \"\(phases)\"\n")
        }
        _ = try folder.file("rows.csv", "0,0.25,0.25\n0,0.375,0.75\n1,0.75,0.25\n1,1,1\n")
    }

    private static let data = ["--images", "rows.csv", "--labels", "0"]

    private func nap(_ arguments: [String]) throws -> Program.Result {
        try Program.run(["nap"] + arguments, in: folder.path)
    }

    // MARK: Golden files

    struct Sample: CustomTestStringConvertible {
        let golden: String
        let code: Int32
        let arguments: [String]
        var testDescription: String { golden }
    }

    static let samples = [
        Sample(
            golden: "nap-verify-holds.txt", code: 0,
            arguments: ["verify", "--network", "steps.nnet", "--nap", "low.nap", "--domain", "0,1"] + data),
        Sample(
            golden: "nap-verify-violated.txt", code: 1,
            arguments: ["verify", "--network", "steps.nnet", "--nap", "open.nap", "--domain", "0,1"] + data),
        Sample(
            golden: "nap-verify-several.txt", code: 1,
            arguments: [
                "verify", "--network", "steps.nnet", "--nap", "left.nap", "--nap", "open.nap", "--domain", "0,1",
            ]
                + data),
        Sample(
            golden: "nap-verify-boundary.txt", code: 1,
            arguments: ["verify", "--network", "edge.nnet", "--nap", "edge.nap", "--domain", "0,1", "--engine", "smt"]),
        Sample(
            golden: "nap-radius.txt", code: 0,
            arguments: [
                "radius", "--network", "steps.nnet", "--nap", "low.nap", "--row", "0", "--row", "1", "--row", "2",
            ]
                + data),
        Sample(
            golden: "nap-radius.json", code: 0,
            arguments: ["radius", "--network", "steps.nnet", "--nap", "none.nap", "--row", "0", "--json"] + data),
        Sample(
            golden: "nap-ambiguity.txt", code: 1,
            arguments: [
                "ambiguity", "--network", "steps.nnet", "--naps", "left.nap", "--naps", "right.nap", "--naps",
                "open.nap",
                "--naps", "none.nap", "--domain", "0,1",
            ]),
        Sample(
            golden: "nap-ambiguity.json", code: 0,
            arguments: [
                "ambiguity", "--network", "steps.nnet", "--naps", "left.nap", "--naps", "right.nap", "--domain", "0,1",
                "--json",
            ]),
        Sample(
            golden: "nap-minimize.txt", code: 0,
            arguments: ["minimize", "--network", "steps.nnet", "--nap", "low.nap", "--domain", "0,1"] + data
                + ["--attack-radius", "1/2"]),
        Sample(
            golden: "nap-minimize.json", code: 0,
            arguments: ["minimize", "--network", "steps.nnet", "--nap", "open.nap", "--domain", "0,1", "--strengthen"]
                + ["--json", "--method", "gradient"] + data),
        Sample(
            golden: "nap-minimize-violated.txt", code: 1,
            arguments: ["minimize", "--network", "steps.nnet", "--nap", "open.nap", "--domain", "0,1"]),
    ]

    @Test(arguments: samples) func matchesTheGoldenFile(sample: Sample) throws {
        let result = try nap(sample.arguments)
        #expect(result.code == sample.code && result.errors == "", "\(result.errors)")
        let text = Self.withoutTimes(result.output)
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden/\(sample.golden)")
        // UPDATE_GOLDEN=1 rewrites the files.
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try text.write(to: url, atomically: true, encoding: .utf8)
            return
        }
        #expect(text == (try String(contentsOf: url, encoding: .utf8)), "\(sample.golden) differs")
    }

    private static func withoutTimes(_ text: String) -> String {
        text.replacing(/[ ]*[0-9.]+ s\b/, with: " T").replacing(/"seconds" : [0-9.e-]+/, with: "\"seconds\" : 0")
    }

    // MARK: What is worth saying by itself

    private func check(_ arguments: [String]) throws -> [String: Any] {
        let result = try nap(["verify"] + arguments + ["--json"])
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(result.errors)")
        return try #require((document["checks"] as? [[String: Any]])?.first)
    }

    /// relu(x0 - 1/2) > 0 wherever the neuron is active, but the closed region has the tie at x0 = 1/2.
    @Test("Subtlety 1: a witness at pre-activation 0 is in the closure only, and is said to be")
    func boundaryWitness() throws {
        let arguments = ["--network", "edge.nnet", "--nap", "edge.nap", "--domain", "0,1"]
        let counterexample = try #require(try check(arguments)["counterexample"] as? [String: Any])
        #expect(counterexample["boundary"] as? [String] == ["relu[0][0]"])
        #expect((counterexample["inline"] as? [Double])?.first == 0.5)
        let inside = ["--network", "steps.nnet", "--nap", "open.nap", "--domain", "0,1"]
        let other = try #require(try check(inside)["counterexample"] as? [String: Any])
        #expect(other["boundary"] == nil)
    }

    /// Row 1 has x1 = 3/4 where the pattern wants x1 <= 1/2: within 1/8 nobody follows, within 1/4 someone does.
    @Test("Subtlety 9: a row that does not follow is told, and an empty region too")
    func rowThatDoesNotFollow() throws {
        let near =
            ["verify", "--network", "steps.nnet", "--nap", "low.nap", "--domain", "0,1", "--row", "1"] + Self.data
        let empty = try nap(near + ["--radius", "1/8"])
        #expect(empty.code == 0 && empty.output.hasPrefix("holds (vacuous)"))
        #expect(empty.errors.hasPrefix("warning: row 1 does not follow low.nap: it breaks 1 of 3 demands; "))
        let met = try nap(near + ["--radius", "1/4"])
        #expect(met.code == 0 && met.output.hasPrefix("holds  (") && met.output.contains("region    not empty"))
        let follower = try nap(
            ["verify", "--network", "steps.nnet", "--nap", "low.nap", "--domain", "0,1", "--row", "0"] + Self.data
                + ["--radius", "1/8"])
        #expect(follower.errors == "" && follower.output.contains("X_0 = 0.25  X_1 = 0.25"))
    }

    @Test("Subtlety 15: no domain is assumed where a claim is about all of it")
    func domainIsAskedFor() throws {
        for command in [["verify", "--nap", "low.nap"], ["ambiguity", "--naps", "low.nap"]] {
            let result = try nap(command + ["--network", "steps.nnet"])
            #expect(result.code == 2 && result.errors.contains("--domain"), "\(result.errors)")
        }
        // Where one is the default it is printed.
        let radius = try nap(["radius", "--network", "steps.nnet", "--nap", "low.nap", "--row", "0"] + Self.data)
        #expect(radius.output.contains("domain 0,1\n"))
    }

    /// The pattern that is written can be asked about again.
    @Test func whatIsWrittenHolds() throws {
        for method in ["coarsen", "stochcoarsen", "optadvprune", "gradient"] {
            let result = try nap(
                ["minimize", "--network", "steps.nnet", "--nap", "low.nap", "--domain", "0,1", "--method", method]
                    + ["--output", "small.nap"])
            #expect(result.code == 0 && result.errors == "", "\(method): \(result.errors)")
            let again = try nap(["verify", "--network", "steps.nnet", "--nap", "small.nap", "--domain", "0,1", "-q"])
            #expect(again.output == "holds\n", "\(method)")
            #expect(try nap(["verify", "--network", "edge.nnet", "--nap", "small.nap", "--domain", "0,1"]).code == 2)
        }
    }

    // MARK: Bad input

    /// One line, exit code 2, and no file that was not there.
    private func problem(_ arguments: [String]) throws -> String {
        let before = try folder.names
        let result = try nap(arguments)
        #expect(result.code == 2 && result.output == "", "\(arguments): \(result.output)")
        #expect(result.errors.split(separator: "\n").count == 1, "\(arguments): \(result.errors)")
        #expect(try folder.names == before, "\(arguments)")
        return result.errors
    }

    private static let commands = [
        ["verify", "--network", "steps.nnet", "--domain", "0,1", "--counterexamples", "found", "--nap"],
        ["minimize", "--network", "steps.nnet", "--domain", "0,1", "--output", "out.nap", "--nap"],
        ["radius", "--network", "steps.nnet", "--row", "0"] + data + ["--nap"],
        ["ambiguity", "--network", "steps.nnet", "--domain", "0,1", "--naps", "low.nap", "--naps"],
    ]

    @Test(arguments: commands) func badPatterns(command: [String]) throws {
        func problem(_ text: String) throws -> String {
            try self.problem(command + [folder.file("bad.nap", text).replacing(folder.path + "/", with: "")])
        }
        #expect(try problem("relu[0]: {active: [1], inactive: [1]}\n").hasPrefix("bad.nap:1:35: error[S320]: "))
        #expect(try problem("relu[3]: {active: [1]}\n").hasPrefix("bad.nap:1:1: error[S204]: "))
        #expect(try problem("relu[0]: \"AA\"\n").hasPrefix("bad.nap:1:11: error[S205]: "))
        #expect(
            try problem("nap: 1\nnetwork: {sha256: 00000000}\nclass: 0\nphases:\n  relu[0]: \"A--\"\n").contains(
                "error[S322]: "))
        if command[0] != "ambiguity" {
            #expect(try problem("relu[0]: \"A--\"\n") == "error: --class is missing; give --class N\n")
            #expect(
                try self.problem(command + ["low.nap", "--class", "2"]).hasPrefix("error: --class cannot be '2'; "))
        }
    }

    @Test(arguments: ["1,0", "0", "x,1", "0,1,2", "0,inf"]) func badDomain(_ domain: String) throws {
        for command in [["verify", "--nap"], ["minimize", "--nap"], ["ambiguity", "--naps"]] {
            let line = try problem(command + ["low.nap", "--network", "steps.nnet", "--domain", domain])
            #expect(line.hasPrefix("error: --domain cannot be '\(domain)'; "), "\(command): \(line)")
        }
    }

    @Test func badData() throws {
        let verify = ["verify", "--network", "steps.nnet", "--nap", "low.nap", "--domain", "0,1"]
        let minimize = [
            "minimize", "--network", "steps.nnet", "--nap", "low.nap", "--domain", "0,1", "--output", "o.nap",
        ]
        _ = try folder.file("wide.csv", "0,1,2,3\n")
        _ = try folder.file("nan.csv", "0,0.5,nan\n")
        _ = try folder.file("far.csv", "0,2,0\n")
        for command in [verify, minimize] {
            #expect(
                try problem(command + ["--images", "wide.csv", "--labels", "0"]).contains(
                    "a point has 3 numbers and the network has 2 inputs"))
            #expect(
                try problem(command + ["--images", "nan.csv", "--labels", "0"]).contains("'nan' is not a number"))
            #expect(try problem(command + ["--images", "none.csv", "--labels", "0"]).contains("none.csv: error"))
            #expect(try problem(command + Self.data + ["--row", "9", "--radius", "1"]).contains("--row cannot be '9'"))
            #expect(try problem(command + Self.data + ["--row", "0"]).contains("--radius is missing"))
            #expect(try problem(command + ["--radius", "1"]).contains("--radius '1' is given without --row"))
            #expect(try problem(command + ["--row", "0", "--radius", "1"]).contains("--images is missing"))
            #expect(try problem(command + ["--labels", "0"]).contains("--labels '0' is given without --images"))
            #expect(
                try problem(command + ["--images", "far.csv", "--labels", "0", "--row", "0", "--radius", "1/2"])
                    == "error: no input within --radius '1/2' of row 0 is in --domain '0,1': input X_0 of the row is 2; "
                    + "give a --domain that the row is in, or a larger --radius\n")
        }
        _ = try folder.file("digits.nap", "nap: 1\nclass: 3\nphases:\n  relu[0]: {active: [1]}\n")
        #expect(
            try problem(
                [
                    "minimize", "--network", "\(Program.root)/models/digits.onnx", "--nap", "digits.nap", "--domain",
                    "0,1",
                ]
                    + ["--images", "\(Program.root)/models/digits-test.npz", "--output", "o.nap"])
                == "error: --labels is missing; give --labels WHERE\n")
        #expect(try problem(minimize + ["--strengthen"]) == "error: --images is missing; give --images FILE\n")
        #expect(try problem(minimize + ["--attack-radius", "0.1"]).contains("--images is missing"))
        #expect(
            try problem(["radius", "--network", "steps.nnet", "--nap", "low.nap", "--images", "far.csv", "--row", "0"])
                == "far.csv: error: a point has 3 numbers and the network has 2 inputs; give the data that the network was made for\n"
        )
        #expect(
            try problem(
                ["radius", "--network", "steps.nnet", "--nap", "low.nap", "--row", "0", "--images", "far.csv"]
                    + ["--labels", "0"]
            ).hasPrefix("error: row 0 is not in --domain '0,1': input X_0 of the row is 2; "))
    }

    @Test func badOptions() throws {
        let minimize = [
            "minimize", "--network", "steps.nnet", "--nap", "low.nap", "--domain", "0,1", "--output", "o.nap",
        ]
        let bad = [
            ("--method", "x"), ("--order", "x"), ("--call-timeout", "0"), ("--call-timeout", "inf"), ("--size", "-1"),
        ]
        for (name, value) in bad {
            let text = try problem(minimize + ["\(name)=\(value)"])
            #expect(text.hasPrefix("error: \(name) cannot be '\(value)'; give "), "\(text)")
        }
        let attack = try problem(minimize + Self.data + ["--attack-radius", "0"])
        #expect(attack.hasPrefix("error: --attack-radius cannot be '0'; "))
        let radius = ["radius", "--network", "steps.nnet", "--nap", "low.nap", "--row", "0"] + Self.data
        for (name, value) in [("--to", "0"), ("--resolution", "-1"), ("--domain", "1,1")] {
            #expect(try problem(radius + ["\(name)=\(value)"]).hasPrefix("error: \(name) cannot be '\(value)'; "))
        }
        #expect(
            try problem(["ambiguity", "--network", "steps.nnet", "--naps", "low.nap", "--domain", "0,1"]).hasPrefix(
                "error: --naps cannot be 'low.nap'; give at least two NAP files"))
    }

    /// A network with one output has no classes.
    @Test func oneOutput() throws {
        _ = try folder.file("one.nnet", NNetText.of([([[1, 0], [0, 1], [1, 1]], [0, 0, 0]), ([[1, 1, 1]], [0])]))
        let line = try problem(["verify", "--network", "one.nnet", "--nap", "low.nap", "--domain", "0,1"])
        #expect(line.hasPrefix("error: network 'one.nnet' has one output"))
    }
}
