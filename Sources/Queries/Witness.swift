package import Exact

/// An input that refutes the property, with its two lives: exact, and as the deployed network computes it.
///
/// Made only by the judge in `Verification`, which checks both.
package struct Witness: Sendable, Hashable {
    /// How the float replay relates to the stated input bounds.
    package enum Grade: String, Sendable, Hashable {
        /// The float point belongs to the region: it is inside every bound or, for a region that is no box, it is the exact
        /// point itself.
        case strict
        /// Some bound holds no float and the float point misses it by at most 1e-4; or the region is no box, and the float
        /// point is the exact point rounded.
        case tolerant
    }

    /// What becomes of the violation in float arithmetic.
    package enum Replay: String, Sendable, Hashable {
        /// The property fails by more than another runtime's rounding could explain.
        case confirmed
        /// The property fails, but by so little that another order of summation could hide it.
        case fragile
        /// The property does not fail: the violation exists in exact arithmetic only.
        case lost
    }

    /// A point of the region at which the property fails in exact arithmetic, as an input of the network.
    package let exactInput: [Rational]
    /// The point of the query's graph from which `exactInput` follows; `nil` when it is `exactInput`.
    package let parameters: [Rational]?
    /// The point that was replayed: `exactInput` rounded to the network's element type. Each entry is a float of that
    /// type, widened.
    package let input: [Double]
    /// The network's output at `input`, in the network's element type, widened.
    package let output: [Double]
    /// The observed neurons at `input`, in the order of ``Query/observed`` and in the network's element type, widened.
    package let observed: [Double]
    /// Neurons decided active whose pre-activation is exactly 0 at `exactInput`: it follows the pattern in the closed
    /// reading of phases, and not in the strict one.
    package let boundaryNeurons: [Int]
    package let grade: Grade
    package let replay: Replay
    /// The case and the polyhedron that contain the witness.
    package let caseIndex: Int
    package let unsafeIndex: Int
    /// The smallest slack over the polyhedron's rows in the float replay: by how much the property fails.
    package let margin: Double

    package init(
        exactInput: [Rational], parameters: [Rational]? = nil, input: [Double], output: [Double],
        observed: [Double] = [], boundaryNeurons: [Int] = [], grade: Grade, replay: Replay = .confirmed,
        caseIndex: Int, unsafeIndex: Int, margin: Double
    ) {
        self.exactInput = exactInput
        self.parameters = parameters
        self.input = input
        self.output = output
        self.observed = observed
        self.boundaryNeurons = boundaryNeurons
        self.grade = grade
        self.replay = replay
        self.caseIndex = caseIndex
        self.unsafeIndex = unsafeIndex
        self.margin = margin
    }
}
