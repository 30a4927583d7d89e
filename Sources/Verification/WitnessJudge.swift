package import Exact
import Networks
import Properties
package import Queries
import Synchronization

/// Turns candidates into witnesses, or into nothing.
///
/// A candidate is snapped to a float point inside the exact box where one exists. It becomes a witness when it lies in the
/// region and in an unsafe polyhedron in exact arithmetic: decided by outward-rounded intervals when they suffice, by
/// rationals when not. The float replay stands beside the verdict. Only witnesses whose replay is `confirmed` end a search;
/// the best of the others is kept in ``fallback``, in case nothing better turns up. (Design, soundness rule 3.)
package final class WitnessJudge: Sendable {
    private let query: Query
    private let snaps: [Snap]
    private let kept = Mutex<Witness?>(nil)

    package init(query: Query) {
        self.query = query
        snaps = query.cases.map { Snap($0.box, elementType: query.network.elementType) }
    }

    /// A witness that is exactly valid but did not survive the float replay with a margin.
    package var fallback: Witness? { kept.withLock { $0 } }

    /// The candidate as a confirmed witness, or `nil`. Cost: three evaluations of the network; an exact one at worst.
    package func judge(caseIndex: Int, point: [Double]) -> Witness? {
        let (input, exactInput, grade) = snaps[caseIndex].snap(point)
        guard let witness = witness(caseIndex, input: input, exactInput: exactInput, grade: grade) else { return nil }
        if witness.replay == .confirmed { return witness }
        kept.withLock { best in
            if best.map({ $0.margin < witness.margin }) ?? true { best = witness }
        }
        return nil
    }

    /// An exact point as a witness: snapped to floats where that keeps the violation, else as it is.
    package func judge(caseIndex: Int, exactPoint: [Rational]) -> Witness? {
        let rounded = exactPoint.map { $0.double(.nearest) }
        if let witness = judge(caseIndex: caseIndex, point: rounded) { return witness }
        let (input, _, grade) = snaps[caseIndex].snap(rounded)
        return witness(caseIndex, input: input, exactInput: exactPoint, grade: grade)
    }

    /// An exact point and the floats that stand for it, both as they are: for a counterexample that comes from elsewhere.
    /// `nil` when the exact point is none.
    package func judge(caseIndex: Int, exactPoint: [Rational], input: [Double]) -> Witness? {
        let box = query.cases[caseIndex].box
        let isInside = input.indices.allSatisfy { i in
            Rational(exactly: input[i]).map { box.lower[i] <= $0 && $0 <= box.upper[i] } ?? false
        }
        return witness(caseIndex, input: input, exactInput: exactPoint, grade: isInside ? .strict : .tolerant)
    }

    private func witness(
        _ caseIndex: Int, input: [Double], exactInput: [Rational], grade: Witness.Grade
    ) -> Witness? {
        let problem = query.cases[caseIndex]
        guard problem.box.contains(exactInput) else { return nil }
        guard problem.regionRows.allSatisfy({ row in row.isMet(slack: row.slack { exactInput[$0] ?? .zero }) }) else {
            return nil
        }
        let enclosure = query.network.output(at: exactInput.map(OutwardInterval.init))
        let output = query.network.replayedOutput(at: input)
        let replayed = query.network.output(at: input.map { OutwardInterval(lower: $0, upper: $0) })
        var exactOutput: [Rational]?
        for (index, polyhedron) in problem.unsafe.enumerated() {
            var isMet = polyhedron.isMet(input: exactInput.map(OutwardInterval.init), output: enclosure)
            if isMet == nil {
                let exact = exactOutput ?? query.network.output(at: exactInput)
                exactOutput = exact
                isMet = polyhedron.rows.allSatisfy { row in
                    row.isMet(slack: row.slack { $0.value(input: exactInput, output: exact) })
                }
            }
            guard isMet == true else { continue }
            let (replay, margin) = replay(caseIndex, polyhedron, input: input, output: output, enclosure: replayed)
            return Witness(
                exactInput: exactInput, input: input, output: output, grade: grade, replay: replay,
                caseIndex: caseIndex, unsafeIndex: index, margin: margin)
        }
        return nil
    }

    /// How the violation fares in float arithmetic. Another runtime adds in another order: the margin must exceed a few
    /// times the difference between this replay and the exact output at the same point (`enclosure`), and a few units in the last place of what was added.
    private func replay(
        _ caseIndex: Int, _ polyhedron: Polyhedron, input: [Double], output: [Double], enclosure: [OutwardInterval]
    ) -> (Witness.Replay, margin: Double) {
        let problem = query.cases[caseIndex]
        let unit = query.network.elementType == .float32 ? 0x1p-23 : 0x1p-52
        // Where floats computed the exact output, no order of summation is likely to change it: ties count there.
        let isExact = zip(output, enclosure).allSatisfy { y, e in
            max(abs(y - e.lower), abs(y - e.upper)) <= 1e-3 * unit * abs(y) + 1e-300
        }
        var margin = Double.infinity
        var result = snaps[caseIndex].isNear(input) ? Witness.Replay.confirmed : .lost
        for row in problem.regionRows + polyhedron.rows {
            guard let slack = row.floatSlack(input: input, output: output) else { return (.lost, -.infinity) }
            margin = min(margin, slack)
            if row.isStrict ? slack <= 0 : slack < 0 { return (.lost, slack) }
            if row.isOverInputs || isExact { continue }
            let doubt = row.terms.reduce(0.0) { sum, term in
                guard case .output(let j) = term.variable else { return sum }
                let drift = max(abs(output[j] - enclosure[j].lower), abs(output[j] - enclosure[j].upper))
                return sum + abs(term.coefficient.double(.nearest)) * (4 * drift + 4 * unit * abs(output[j]))
            }
            if slack <= doubt && result == .confirmed { result = .fragile }
        }
        return (result, margin)
    }
}

/// Moves points to floats of the network's type inside an exact box.
private struct Snap: Sendable {
    private let box: Box
    private let elementType: ElementType
    /// The least and greatest float inside each range; crossed where there is none.
    private let least: [Double]
    private let greatest: [Double]

    init(_ box: Box, elementType: ElementType) {
        self.box = box
        self.elementType = elementType
        switch elementType {
        case .float32:
            least = box.lower.map { Double($0.float(.up)) }
            greatest = box.upper.map { Double($0.float(.down)) }
        case .float64:
            least = box.lower.map { $0.double(.up) }
            greatest = box.upper.map { $0.double(.down) }
        }
    }

    /// Whether a float point misses the box by at most 1e-4 everywhere: what replaying it still says about the property.
    func isNear(_ input: [Double]) -> Bool {
        input.indices.allSatisfy {
            input[$0] >= box.lower[$0].double(.up) - 1e-4 && input[$0] <= box.upper[$0].double(.down) + 1e-4
        }
    }

    func snap(_ point: [Double]) -> (input: [Double], exact: [Rational], grade: Witness.Grade) {
        var input: [Double] = []
        var exact: [Rational] = []
        var grade = Witness.Grade.strict
        for i in point.indices {
            let rounded = elementType == .float32 ? Double(Float(point[i])) : point[i]
            if least[i] <= greatest[i] {
                let value = min(greatest[i], max(least[i], rounded))
                input.append(value)
                exact.append(Rational(exactly: value) ?? box.lower[i])
            } else {
                // No float lies in the range: the nearest one stands in for the range's lower end.
                let value =
                    elementType == .float32 ? Double(box.lower[i].float(.nearest)) : box.lower[i].double(.nearest)
                grade = .tolerant
                input.append(value)
                exact.append(box.lower[i])
            }
        }
        return (input, exact, grade)
    }
}

extension Variable {
    func value<T>(input: [T], output: [T]) -> T {
        switch self {
        case .input(let i): input[i]
        case .output(let j): output[j]
        }
    }
}

extension LinearRow {
    /// The slack at a float point, exactly; `nil` when a value is not finite.
    func exactSlack(input: [Double], output: [Double]) -> Rational? {
        var sum = bound
        for term in terms {
            guard let value = Rational(exactly: term.variable.value(input: input, output: output)) else { return nil }
            sum -= term.coefficient * value
        }
        return sum
    }

    /// Its value rounded down: rounding towards zero could hide the sign of a tiny slack, down keeps a negative one
    /// negative.
    fileprivate func floatSlack(input: [Double], output: [Double]) -> Double? {
        exactSlack(input: input, output: output)?.double(.down)
    }
}

extension Polyhedron {
    /// Whether all rows are met, decided on enclosures; `nil` when these are too wide to tell.
    fileprivate func isMet(input: [OutwardInterval], output: [OutwardInterval]) -> Bool? {
        var isSure = true
        for row in rows {
            var slack = OutwardInterval(row.bound)
            for term in row.terms {
                slack = slack - OutwardInterval(term.coefficient) * term.variable.value(input: input, output: output)
            }
            if row.isStrict ? slack.upper <= 0 : slack.upper < 0 { return false }
            if !(row.isStrict ? slack.lower > 0 : slack.lower >= 0) { isSure = false }
        }
        return isSure ? true : nil
    }
}

extension [Rational] {
    /// The value of an input variable; `nil` for an output.
    fileprivate subscript(variable: Variable) -> Rational? {
        if case .input(let i) = variable { self[i] } else { nil }
    }
}
