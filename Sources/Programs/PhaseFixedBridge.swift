/// ReLU whose phase is known -> a linear equation and the sign of the pre-activation:
///
///     active    y = z,  z >= 0        inactive    y = 0,  z <= 0
///     elastic:          z + t >= 0                        z - t <= 0
///
/// The equation needs no row: an active y *is* the variable z, and an inactive y is the constant 0, which has none. The
/// bounds of z are left alone, so that an elastic program stays feasible when the decision is impossible.
package enum PhaseFixedBridge {
    /// The variable of y (`nil`: constantly 0). The sign row is left out when `signIsKnown` from the bounds of z, or when
    /// z is the constant 0.
    package static func add(
        active: Bool, z: VariableIndex?, signIsKnown: Bool, elastic: VariableIndex?, name: String,
        to program: inout Program
    ) -> VariableIndex? {
        guard let z else { return nil }
        if !signIsKnown {
            var sum = [(variable: z, coefficient: 1.0)]
            if let elastic { sum.append((variable: elastic, coefficient: active ? 1 : -1)) }
            let expression = LinearExpression(sum)
            program.addRow(
                active ? Row("\(name)_active", expression, lower: 0) : Row("\(name)_inactive", expression, upper: 0))
        }
        return active ? z : nil
    }
}
