package import Queries

/// ReLU whose phase is known -> a linear equation and the sign of the pre-activation:
///
///     active    y = z,  z >= 0        inactive    y = 0,  z <= 0        zero    y = 0,  both rows
///     elastic:          z + t >= 0                        z - t <= 0
///
/// The equation needs no row: an active y *is* the variable z, and an inactive y is the constant 0, which has none. A sign
/// row is left out when the bounds of z say the same. The bounds of z are left alone.
package enum PhaseFixedBridge {
    /// The variable of y (`nil`: constantly 0); `z` is `nil` when it is the constant 0. Requires a phase that is decided.
    package static func add(
        _ phase: Phase, z: VariableIndex?, elastic: VariableIndex?, name: String, to program: inout Program
    ) -> VariableIndex? {
        precondition(phase != .undecided, "neuron \(name) is undecided")
        guard let z else { return nil }
        func sign(_ slack: Double) -> LinearExpression {
            guard let elastic else { return LinearExpression([(variable: z, coefficient: 1)]) }
            return LinearExpression([(variable: z, coefficient: 1), (variable: elastic, coefficient: slack)])
        }
        if phase.isNeverNegative && program[z].lower < 0 {
            program.addRow(Row("\(name)_active", sign(1), lower: 0))
        }
        if phase.isNeverPositive && program[z].upper > 0 {
            program.addRow(Row("\(name)_inactive", sign(-1), upper: 0))
        }
        return phase == .active ? z : nil
    }
}
