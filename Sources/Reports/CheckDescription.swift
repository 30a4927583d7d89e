package import Contexts

/// What is known about a check before it runs.
package struct CheckDescription: Sendable {
    /// A name bound by a loop of the spec, with the value it has in this check, as the user would write it.
    package struct Parameter: Sendable, Hashable {
        package let name: String
        package let text: String

        package init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    /// The verdict a check is there to keep.
    package enum Expectation: String, Sendable, Encodable {
        case holds, violated

        package var kind: VerdictKind {
            switch self {
            case .holds: .holds
            case .violated: .violated
            }
        }
    }

    /// Unique within a run.
    package let id: String
    /// Where the check stands in its file; only the file for a property that is a file of its own.
    package let place: Place
    package let parameters: [Parameter]
    /// The model file as the user wrote it; several as `f=a.onnx g=b.onnx`.
    package let network: String
    /// The model files.
    package let models: [String]
    package let expectation: Expectation?
    /// How the network's outputs name a class; `nil` where nobody said.
    package let decision: DecisionRule?
    /// What is claimed, as a sentence; `nil` where nobody has made one.
    package let claim: (@Sendable () -> String)?

    package init(
        id: String, place: Place, parameters: [Parameter] = [], network: String, models: [String]? = nil,
        expectation: Expectation? = nil, decision: DecisionRule? = nil, claim: (@Sendable () -> String)? = nil
    ) {
        self.id = id
        self.place = place
        self.parameters = parameters
        self.network = network
        self.models = models ?? [network]
        self.expectation = expectation
        self.decision = decision
        self.claim = claim
    }
}

/// How outputs become a class: the greatest or the least score wins.
package struct DecisionRule: Sendable, Hashable {
    package enum Winner: String, Sendable, Codable {
        case greatest = "argmax"
        case least = "argmin"
    }

    package let winner: Winner
    /// Names of the outputs, in order; empty when they are known by number.
    package let names: [String]

    package init(_ winner: Winner, names: [String] = []) {
        self.winner = winner
        self.names = names
    }

    /// The classes with the winning score: several when there is a tie.
    package func chosen(_ scores: [Double]) -> [String] {
        chosenIndices(scores).map { names.indices.contains($0) ? names[$0] : String($0) }
    }

    /// The indices of these classes.
    func chosenIndices(_ scores: [Double]) -> [Int] {
        let best = winner == .greatest ? scores.max() : scores.min()
        return scores.indices.filter { scores[$0] == best }
    }
}
