package import Networks
package import Queries
package import Verification

/// A declared variable of a query with its values: a part of a VNN-LIB 2.0 assignment.
package struct AssignedVariable: Sendable {
    package let name: String
    /// The element type as the query declares it: `real`, `float32`.
    package let type: String
    package let shape: TensorShape
    /// In row-major order, as text.
    package let values: [String]

    package init(name: String, type: String, shape: TensorShape, values: [String]) {
        self.name = name
        self.type = type
        self.shape = shape
        self.values = values
    }
}

extension AssignedVariable {
    /// `name type [dimensions]` with one value per line.
    fileprivate var text: String {
        let dimensions = shape.dimensions.map(String.init).joined(separator: ",")
        return "\(name) \(type) [\(dimensions)]\n" + values.map { $0 + "\n" }.joined()
    }
}

/// The texts that other programs read. Numbers print so that reading them back gives the very point that was replayed.
extension Answer {
    /// The answer in the form of the VNN-LIB 2.0 command-line standard: one word, and after `sat` each variable as
    /// `name type [dimensions]` with one value per line. `assignment` is asked only for a counterexample; it is `nil` when
    /// the counterexample does not refute the property in the arithmetic that the query is about.
    package func standardText(assignment: (Witness) -> [AssignedVariable]?) -> String {
        switch verdict {
        case .holds: return "unsat\n"
        case .unknown(.timeout): return "timed-out\n"
        case .unknown: return "unknown\n"
        case .violated(let witness):
            guard let variables = assignment(witness) else { return "unknown\n" }
            return "sat\n" + variables.map(\.text).joined()
        }
    }

    /// The content of a competition result file. The jury replays counterexamples in floats, in an order of summation of
    /// its own: only a confirmed one is an answer there. `assignment` has the variables of a VNN-LIB 2.0 query as they were
    /// replayed; for one of 1.0 it is `nil`.
    package func competitionText(
        elementType: ElementType, assignment: (Witness) -> [AssignedVariable]? = { _ in nil }
    ) -> String {
        switch verdict {
        case .holds: return "unsat\n"
        case .unknown(.timeout): return "timeout\n"
        case .unknown: return "unknown\n"
        case .violated(let witness):
            if witness.replay != .confirmed { return "unknown\n" }
            if let variables = assignment(witness) { return "sat\n" + variables.map(\.text).joined() }
            let inputs = witness.input.enumerated().map { "(X_\($0) \(NumberText.plain($1, elementType)))" }
            let outputs = witness.output.enumerated().map { "(Y_\($0) \(NumberText.plain($1, elementType)))" }
            return "sat\n(" + (inputs + outputs).joined(separator: "\n") + ")\n"
        }
    }
}
