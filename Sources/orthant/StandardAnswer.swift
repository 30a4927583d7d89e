import Contexts
import Files
import Foundation
import ModelReading
import Networks
import Queries
import Reports
import Verification

/// The answer to one query in the words of the VNN-LIB 2.0 command-line standard.
struct StandardAnswer {
    let query: String
    let networks: [NetworkArgument]
    let isQuiet: Bool
    /// Where to write the variables after `sat` as ONNX tensors; `nil` prints them.
    let folder: String?

    /// Whether a call is one of the standard: one query, networks under their names in the query, and no format of ours.
    static func isAsked(
        _ networks: [NetworkArgument], files: [String], _ arguments: RunArguments
    ) throws(UsageError) -> Bool {
        guard files.count == 1, !CheckList.isSpec(files[0]), !networks.isEmpty else { return false }
        guard networks.allSatisfy({ $0.name != nil }) else { return false }
        return try arguments.chosenFormat() == nil
    }

    /// Prints `sat`, `unsat`, `unknown` or `timed-out`, and after `sat` the values of all variables.
    func run(_ options: Options, verbosity: Int) throws -> ExitStatus {
        if let folder { try prepare(folder) }
        let limits = options.limits(deadline: Orthant.start + .seconds(options.timeout))
        let problem: Problem
        do {
            problem = try Problem(property: query, networks: networks, limits: limits, isStandard: true)
        } catch ModelError.stopped(_, let cause), FileError.stopped(_, let cause) {
            let answer = Answer.stopped(cause, options)
            Terminal.result(answer.standardText { _ in nil })
            return ExitStatus(answer.verdict)
        }
        problem.warn()
        let interruption = Interruption(stopping: limits)
        let context = Context(options: options, limits: limits, log: Terminal.log(level: verbosity))
        // The interchange form has no word for a region without points.
        let verifier = Verifier(query: problem.query, context: context, vacuity: .leftOut)
        let answer = withExtendedLifetime(interruption) { verifier.run() }
        context.logExpenses()
        let text = answer.standardText(assignment: problem.assignment)
        if let folder, case .violated(let witness) = answer.verdict, let variables = problem.assignment(witness) {
            for variable in variables { try write(variable, to: folder) }
        }
        Terminal.result(isQuiet || folder != nil ? String(text.prefix { $0 != "\n" }) : text)
        return ExitStatus(answer.verdict)
    }

    private func prepare(_ folder: String) throws(FileError) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .unwritable(path: folder, reason: "the folder cannot be made")
        }
    }

    /// `NAME.pb`, as the standard has it. Real numbers, for which ONNX has no type, are written as the nearest doubles.
    private func write(_ variable: AssignedVariable, to folder: String) throws(FileError) {
        let type: ElementType = variable.type == ElementType.float32.rawValue ? .float32 : .float64
        let bytes = TensorWriter.bytes(
            name: variable.name, shape: variable.shape, type, values: variable.values.map { Double($0) ?? .nan })
        try FileWriting.write(bytes, to: "\(folder)/\(variable.name).pb")
    }
}
