import Contexts
import Exact
import SpecReading

/// From `where:` to whether a case counts. Names are those that `for:` binds, with or without a field: `eps`, `img.row`.
struct ConditionReader {
    let values: ValueReader

    /// Whether all conditions are met. `nil` when one has no truth, which has been reported.
    func areMet(_ conditions: [ConstraintNode]) -> Bool? {
        let truths = conditions.map(isMet)
        return truths.contains { $0 == nil } ? nil : truths.allSatisfy { $0 == true }
    }

    private func isMet(_ node: ConstraintNode) -> Bool? {
        let sums = node.value.sums.map(value)
        guard !sums.contains(where: { $0 == nil }) else { return nil }
        let known = sums.compactMap { $0 }
        return node.value.relations.indices.allSatisfy { i in
            let (a, b) = (known[i], known[i + 1])
            return switch node.value.relations[i].value {
            case .lessOrEqual: a <= b
            case .greaterOrEqual: a >= b
            case .less: a < b
            case .greater: a > b
            case .equal: a == b
            }
        }
    }

    private func value(_ sum: WrittenSum) -> Rational? {
        var total = Rational.zero
        for summand in sum.summands {
            let coefficient = summand.coefficient.map(values.number) ?? Rational.one
            let atom = summand.atom.map(value) ?? Rational.one
            guard let coefficient, let atom else { return nil }
            total += (summand.isNegative ? -coefficient : coefficient) * atom
        }
        return total
    }

    private func value(_ atom: Located<Atom>) -> Rational? {
        guard case .variable(let name, let indices) = atom.value, indices.isEmpty else {
            return values.sink.fail(
                .undefinedName(name: atom.value.text, known: values.scope.names, kind: .number),
                at: atom.span)
        }
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        let reference = Reference(name: parts[0], field: parts.count > 1 ? parts[1] : nil)
        return values.number(Located(.reference(reference), at: atom.span))
    }
}
