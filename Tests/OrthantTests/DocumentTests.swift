import Foundation
import Testing

/// The JSON documents: programs rely on their fields.
@Suite struct DocumentTests {
    private func json(_ arguments: [String], code: Int32 = 0) throws -> Any {
        let result = try Program.run(arguments + ["--json"])
        #expect(result.code == code)
        #expect(result.errors == "")
        return try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    }

    private func object(_ arguments: [String], code: Int32 = 0) throws -> [String: Any] {
        try #require(try json(arguments, code: code) as? [String: Any])
    }

    /// The one check of a run.
    private func verify(_ property: String, _ network: String, _ more: [String] = [], code: Int32) throws
        -> [String: Any]
    {
        let run = try object(
            ["verify", "specs/\(property).vnnlib", "--network", "models/\(network).onnx"] + more, code: code)
        #expect(run.keys.sorted() == ["checks", "schema", "summary", "version"])
        #expect(run["schema"] as? Int == 2)
        let checks = try #require(run["checks"] as? [[String: Any]])
        #expect(checks.count == 1)
        return try #require(checks.first)
    }

    private static let always = [
        "at", "budget", "engine", "id", "key", "network", "nodes", "params", "schema", "seconds", "statistics",
        "vacuous", "verdict", "warnings",
    ]

    @Test(arguments: ["auto", "bab", "milp", "smt"]) func holds(engine: String) throws {
        let document = try verify("toy-xor-holds", "toy-xor", ["--engine", engine], code: 0)
        #expect(document.keys.sorted() == (Self.always + ["proof"]).sorted())
        #expect(document["verdict"] as? String == "holds")
        #expect((document["at"] as? [String: Any])?["file"] as? String == "specs/toy-xor-holds.vnnlib")
        #expect(document["seconds"] as? Double ?? -1 >= 0)
        #expect((document["budget"] as? [String: Double]) == ["seconds": 60])
        let method = try #require(document["engine"] as? [String: Any])
        #expect(method.keys.sorted() == ["method", "seed", "threads", "version"])
        let proof = try #require(document["proof"] as? [String: Int])
        #expect(proof.keys.sorted() == (engine == "smt" ? ["exact_queries"] : ["by_multipliers", "subproblems"]))
        let statistics = try #require(document["statistics"] as? [String: Int])
        #expect(statistics.count == 12 && statistics.values.allSatisfy { $0 >= 0 })
        if engine != "auto" { #expect(method["method"] as? String == engine) }
    }

    @Test(arguments: ["auto", "bab", "milp", "smt"]) func violated(engine: String) throws {
        let document = try verify("toy-xor-violated", "toy-xor", ["--engine", engine], code: 1)
        #expect(document.keys.sorted() == (Self.always + ["counterexample"]).sorted())
        #expect(document["verdict"] as? String == "violated")
        let counterexample = try #require(document["counterexample"] as? [String: Any])
        #expect(
            counterexample.keys.filter { $0 != "exact" }.sorted()
                == ["grade", "inline", "margin", "output", "replayed"])
        let input = try #require(counterexample["inline"] as? [Double])
        let output = try #require(counterexample["output"] as? [Double])
        #expect(input.count == 2 && input.allSatisfy { $0 >= 0.75 && $0 <= 1 })
        #expect(output.count == 1 && output[0] >= 0.25)
        #expect(counterexample["grade"] as? String == "strict")
        #expect(counterexample["replayed"] as? [String: String] == ["exact": "confirmed", "float32": "confirmed"])
    }

    @Test func unknown() throws {
        let document = try verify("toy-xor-holds", "toy-xor", ["--engine", "bounds"], code: 3)
        let always = Self.always.filter { $0 != "vacuous" }
        #expect(document.keys.sorted() == (always + ["reason", "reason_code", "unfinished"]).sorted())
        #expect(document["verdict"] as? String == "unknown")
        #expect(document["reason"] as? String == "the bounds do not close; try --engine auto")
        let unfinished = try #require(document["unfinished"] as? [String: Any])
        #expect(unfinished.keys.sorted() == ["closed", "gap", "hardest", "open"])
        #expect(try #require(unfinished["gap"] as? Double) > 0)
    }

    @Test func inspect() throws {
        let document = try object(["inspect", "models/toy-xor.onnx"])
        #expect(
            document.keys.sorted() == [
                "biased_nodes", "element_type", "homogeneity", "input", "is_bias_free", "layers", "name", "operators",
                "output", "parameters", "relu_count", "schema",
            ])
        #expect(document["schema"] as? Int == 1)
        #expect(document["element_type"] as? String == "float32")
        #expect((document["input"] as? [String: Any])?["shape"] as? [Int] == [1, 2])
        #expect((document["output"] as? [String: Any])?["shape"] as? [Int] == [1, 1])
        #expect(document["operators"] as? [String: Int] == ["Add": 1, "MatMul": 2, "Relu": 1])
        #expect(document["relu_count"] as? Int == 2)
        #expect(document["parameters"] as? Int == 8)
        #expect(document["is_bias_free"] as? Bool == false)
        #expect(document["biased_nodes"] as? [String] == ["add1"])
        let layers = try #require(document["layers"] as? [[String: Any]])
        #expect(layers.map { $0["operator"] as? String } == ["MatMul", "Add", "Relu", "MatMul"])
        #expect(layers.allSatisfy { $0.keys.sorted() == ["name", "operator", "parameters", "shape"] })
    }

    /// One document per box of the property; |y - 1| <= 1/8 on both.
    @Test func bounds() throws {
        let arguments = ["bounds", "specs/toy-xor-corners-holds.vnnlib", "--network", "models/toy-xor.onnx"]
        let cases = try #require(try json(arguments) as? [[String: Any]])
        #expect(cases.map { $0["case_index"] as? Int } == [0, 1])
        for item in cases {
            #expect(item.keys.sorted() == ["case_index", "is_empty", "outputs", "unsafe_rows"])
            #expect(item["is_empty"] as? Bool == false)
            let output = try #require((item["outputs"] as? [[String: Any]])?.first)
            #expect(output["name"] as? String == "Y_0")
            let interval = try #require(output["interval"] as? [String: Double])
            let backward = try #require(output["backward"] as? [String: Double])
            for range in [interval, backward] {
                #expect(range["lower"] ?? 2 <= 0.875 && range["upper"] ?? 0 >= 1)
            }
            #expect(backward["lower"] ?? 0 >= interval["lower"] ?? 2)
            let row = try #require((item["unsafe_rows"] as? [[String: Any]])?.first)
            #expect(row["text"] as? String == "Y_0 <= 0.5")
            #expect(row["is_reachable"] as? Bool == false)
            #expect(row["alternative"] as? Int == 0)
        }
    }
}
