package import Exact

/// An input that refutes the property, with its two lives: exact, and as the deployed network computes it.
///
/// Made only by the judge in `Verification`, which checks both.
package struct Witness: Sendable, Hashable {
    /// How the float replay relates to the stated input bounds.
    package enum Grade: String, Sendable, Hashable {
        /// The float point is inside every bound.
        case strict
        /// Some bound holds no float; the float point misses it by at most 1e-4.
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

    /// A point of the region at which the property fails in exact arithmetic.
    package let exactInput: [Rational]
    /// The point that was replayed: `exactInput` rounded to the network's element type. Each entry is a float of that
    /// type, widened.
    package let input: [Double]
    /// The network's output at `input`, in the network's element type, widened.
    package let output: [Double]
    package let grade: Grade
    package let replay: Replay
    /// The case and the polyhedron that contain the witness.
    package let caseIndex: Int
    package let unsafeIndex: Int
    /// The smallest slack over the polyhedron's rows in the float replay: by how much the property fails.
    package let margin: Double

    package init(
        exactInput: [Rational], input: [Double], output: [Double], grade: Grade,
        replay: Replay = .confirmed, caseIndex: Int, unsafeIndex: Int, margin: Double
    ) {
        self.exactInput = exactInput
        self.input = input
        self.output = output
        self.grade = grade
        self.replay = replay
        self.caseIndex = caseIndex
        self.unsafeIndex = unsafeIndex
        self.margin = margin
    }
}
