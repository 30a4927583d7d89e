import ArgumentParser
import Contexts
import Files
import Programs
import Queries
import Verification

/// The formats that other solvers read.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
    case lp, mps, smtlib
}

/// `orthant export`: the programme of a query, as another solver would get it.
struct Export: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a query for another solver: lp, mps, smtlib.",
        discussion: """
            A query has one programme per case and alternative of the unsafe set, both counted from 0. The programme \
            is feasible when the property is violated there.
            """)

    static let examples = [
        "orthant export lp specs/toy-abs-holds.vnnlib --network models/toy-abs.onnx",
        "orthant export smtlib specs/toy-xor-holds.vnnlib --network models/toy-xor.onnx --out xor.smt2",
    ]

    @Argument(help: "lp, mps or smtlib")
    var format: ExportFormat

    @Argument(help: "property file (.vnnlib, .vnnlib.gz)")
    var query: String

    @Option(help: NetworkArgument.help)
    var network: [NetworkArgument]

    @Option(help: "file to write (default: stdout)")
    var out: String?

    @Option(name: .customLong("case"), help: "which case of the query")
    var caseIndex = 0

    @Option(help: "which alternative of the case's unsafe set")
    var alternative = 0

    @OptionGroup var colour: ColourArgument

    func run() throws {
        if let out { try FileWriting.checkWritable(out) }
        let problem = try Problem(property: query, networks: network)
        problem.warn()
        let cases = problem.query.cases
        guard cases.indices.contains(caseIndex) else {
            throw UsageError.noSuchCase(index: caseIndex, count: cases.count)
        }
        guard cases[caseIndex].unsafe.indices.contains(alternative) else {
            throw UsageError.noSuchAlternative(index: alternative, count: cases[caseIndex].unsafe.count)
        }
        let text = try format.text(of: problem.query, case: caseIndex, alternative: alternative)
        if let out {
            try FileWriting.write(text, to: out)
        } else {
            Terminal.result(text)
        }
    }
}

extension ExportFormat {
    fileprivate func text(of query: Query, case index: Int, alternative: Int) throws -> String {
        let encoding: Encoding = self == .smtlib ? .exact : .mixedInteger
        let program = try query.program(case: index, alternative: alternative, encoding: encoding)
        return switch self {
        case .lp: try LPWriter.text(program)
        case .mps: try MPSWriter.text(program)
        case .smtlib: SMTLIBWriter.text(program)
        }
    }
}
