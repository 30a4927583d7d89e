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
            return "sat\n"
                + variables.map { variable in
                    let dimensions = variable.shape.dimensions.map(String.init).joined(separator: ",")
                    let values = variable.values.map { $0 + "\n" }
                    return "\(variable.name) \(variable.type) [\(dimensions)]\n" + values.joined()
                }.joined()
        }
    }

    /// The content of a competition result file. The jury replays counterexamples in floats, in an order of summation of
    /// its own: only a confirmed one is an answer there.
    package func competitionText(elementType: ElementType) -> String {
        switch verdict {
        case .holds: return "unsat\n"
        case .unknown(.timeout): return "timeout\n"
        case .unknown: return "unknown\n"
        case .violated(let witness):
            if witness.replay != .confirmed { return "unknown\n" }
            let inputs = witness.input.enumerated().map { "(X_\($0) \(NumberText.exact($1, elementType)))" }
            let outputs = witness.output.enumerated().map { "(Y_\($0) \(NumberText.exact($1, elementType)))" }
            return "sat\n(" + (inputs + outputs).joined(separator: "\n") + ")\n"
        }
    }
}
