import Exact
import Foundation
import Networks
import Programs
import Properties
import Queries
import TestSupport
import Testing

private let glpsolPath = "/usr/bin/glpsol"

/// The printed forms of |x| on [-1, 1/3] with the unsafe set y >= 1/2, x < 1/3: golden files beside this one.
@Suite struct WriterTests {
    private func program(_ encoding: Encoding) throws -> Program {
        let third = Rational(1) / 3
        let region = SampleQueries.region([-1], [third])
        let graph = SampleNetworks.absoluteGraph
        let rows = [
            SampleQueries.output([-1], atMost: Rational(-1) / 2),
            SampleQueries.input([1], atMost: third, isStrict: true),
        ]
        return try Encoder(
            graph: graph, case: region, polyhedron: Polyhedron(rows: rows),
            bounds: graph.intervalBounds(lower: region.lower, upper: region.upper),
            phases: Phases(neuronCount: graph.neuronCount), encoding: encoding
        ).encode().program
    }

    /// Read one after the other, portions say what the whole says; each declares what it needs.
    @Test(arguments: [1, 120, 1 << 20]) func portions(size: Int) throws {
        let program = try program(.exact)
        var portions: [String] = []
        SMTLIBWriter.portions(program, size: size) { text in
            portions.append(text)
            return .proceed
        }
        let isAssertion = { (line: Substring) in line.hasPrefix("(assert") }
        let lines = portions.flatMap { $0.split(separator: "\n") }
        let whole = SMTLIBWriter.assertions(program).split(separator: "\n")
        #expect(lines.filter(isAssertion) == whole.filter(isAssertion))
        #expect((portions.count == 1) == (size == 1 << 20))
        for portion in portions {
            let declarations = portion.split(separator: "\n").filter { !isAssertion($0) }
            #expect(Set(declarations).count == declarations.count)
            for variable in program.variables where portion.contains(" \(variable.name) ") {
                #expect(portion.contains("(declare-fun \(variable.name) () Real)"))
            }
        }
    }

    @Test func portionsEndOnDemand() throws {
        var count = 0
        SMTLIBWriter.portions(try program(.exact), size: 1) { _ in
            count += 1
            return .stop
        }
        #expect(count == 1)
    }

    /// A program with every shape of row and variable.
    private func shapes() -> Program {
        var program = Program()
        let free = program.addVariable("loose")
        let low = program.addVariable("low", lower: 1)
        let high = program.addVariable("high", upper: -2)
        let fixed = program.addVariable("fixed", lower: 0.1, upper: 0.1)
        program.addVariable("unused", lower: -1e-5, upper: 1e20)
        let sum = LinearExpression([
            (variable: free, coefficient: 1), (variable: low, coefficient: -1), (variable: high, coefficient: 2.5),
            (variable: fixed, coefficient: -1e-7),
        ])
        program.addRow(Row("range", sum, lower: -1, upper: 2))
        program.addRow(Row("open", sum))
        program.addRow(Row("empty", .zero, upper: 3))
        program.addRow(Row("equal", LinearExpression([(variable: free, coefficient: 1)]), lower: 8, upper: 8))
        program.objective = sum
        return program
    }

    private func golden(_ name: String) throws -> (url: URL, text: String?) {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/\(name)")
        return (url, try? String(contentsOf: url, encoding: .utf8))
    }

    /// Compares with a golden file. `UPDATE_GOLDEN=1` rewrites it.
    private func expect(_ text: String, matches name: String) throws {
        let (url, expected) = try golden(name)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try text.write(to: url, atomically: true, encoding: .utf8)
            return
        }
        #expect(text == expected, "\(name) differs")
    }

    @Test func linearProgram() throws {
        try expect(LPWriter.text(program(.relaxation)), matches: "relaxation.lp")
        try expect(LPWriter.text(program(.elasticRelaxation)), matches: "elastic.lp")
        try expect(LPWriter.text(program(.mixedInteger)), matches: "integer.lp")
        try expect(LPWriter.text(shapes()), matches: "shapes.lp")
    }

    @Test func freeMPS() throws {
        try expect(MPSWriter.text(program(.mixedInteger)), matches: "integer.mps")
        try expect(MPSWriter.text(shapes()), matches: "shapes.mps")
    }

    @Test func smtlib() throws {
        try expect(SMTLIBWriter.text(program(.exact)), matches: "exact.smt2")
        #expect(SMTLIBWriter.number(-(Rational(1) / 3)) == "(- (/ 1 3))")
        #expect(SMTLIBWriter.number(-5) == "(- 5)")
    }

    @Test func disjunctionsHaveNoLPForm() throws {
        let exact = try program(.exact)
        #expect(throws: ProgramTextError.disjunctions) { try LPWriter.text(exact) }
        #expect(throws: ProgramTextError.disjunctions) { try MPSWriter.text(exact) }
    }

    /// GLPK's own reader accepts the files and finds the same optimum in both formats.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: glpsolPath)))
    func glpsolReadsBack() throws {
        for (lp, mps) in [("integer.lp", "integer.mps"), ("shapes.lp", "shapes.mps")] {
            let first = try glpsol(["--lp", golden(lp).url.path])
            let second = try glpsol(["--freemps", golden(mps).url.path])
            #expect(first == second)
            #expect(first.status.contains("OPTIMAL"))
        }
        let relaxation = try glpsol(["--lp", golden("relaxation.lp").url.path])
        #expect(relaxation.status.contains("OPTIMAL"))
    }

    private struct Answer: Equatable {
        var status = ""
        var objective = ""
    }

    private func glpsol(_ arguments: [String]) throws -> Answer {
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("orthant-\(UUID().uuidString).txt")
        defer { try? FileManager.default.removeItem(at: output) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: glpsolPath)
        process.arguments = arguments + ["-o", output.path]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        var answer = Answer()
        for line in try String(contentsOf: output, encoding: .utf8).split(separator: "\n") {
            if line.hasPrefix("Status:") { answer.status = String(line) }
            if line.hasPrefix("Objective:") { answer.objective = String(line) }
        }
        return answer
    }
}
