package import Exact
import Networks
import Properties
package import Queries
import Synchronization

/// Turns candidates into witnesses, or into nothing.
///
/// A candidate is a point of the query's graph. In a plain query that is a network input; it is snapped to a float point
/// inside the exact box where one exists. With an embedding it is snapped to Doubles inside the box of parameters, and the
/// network input follows from it exactly; where none follows (scale 1 / 0) there is no witness.
///
/// It becomes a witness when it lies in the region, which is said over the graph's inputs, when the *network* has the
/// decided phases at the input, and when input and output lie in an unsafe polyhedron as the claim states it. All this in
/// exact arithmetic: decided by outward-rounded intervals when they suffice, by rationals when not. That the graph is the
/// network is not relied upon. The float replay stands beside the verdict. Only witnesses whose replay is `confirmed` end a
/// search; the best of the others is kept in ``fallback``, in case nothing better turns up. (Design, soundness rule 3.)
package final class WitnessJudge: Sendable {
    let query: Query
    private let snaps: [Snap]
    /// For each case the elements read off an evaluation: the observed neurons, then the decided ones.
    private let elements: [[TensorElement]]
    private let kept = Mutex<Witness?>(nil)

    package init(query: Query) {
        self.query = query
        let elementType = query.embedding == nil ? query.network.elementType : .float64
        snaps = query.cases.map { Snap($0.box, elementType: elementType) }
        let layers = query.network.reluLayers
        let observed = query.observed.map { layers.element(of: $0) }
        elements = query.cases.map { problem in
            observed
                + problem.decisions.map {
                    layers.element(of: ObservedNeuron(neuron: $0.neuron, side: .preActivation))
                }
        }
    }

    /// A witness that is exactly valid but did not survive the float replay with a margin.
    package var fallback: Witness? { kept.withLock { $0 } }

    /// The candidate as a confirmed witness, or `nil`. Cost: three evaluations of the network; an exact one at worst.
    package func judge(caseIndex: Int, point: [Double]) -> Witness? {
        let (input, exact, grade) = snaps[caseIndex].snap(point)
        let candidates =
            query.embedding == nil
            ? [plainCandidate(caseIndex, input, exact, grade)] : embeddedCandidates(caseIndex, exact)
        for candidate in candidates {
            guard let witness = witness(candidate) else { continue }
            if witness.replay == .confirmed { return witness }
            kept.withLock { best in
                if best.map({ $0.margin < witness.margin }) ?? true { best = witness }
            }
        }
        return nil
    }

    /// An exact point as a witness: snapped to floats where that keeps the violation, else as it is.
    package func judge(caseIndex: Int, exactPoint: [Rational]) -> Witness? {
        let rounded = exactPoint.map { $0.double(.nearest) }
        if let witness = judge(caseIndex: caseIndex, point: rounded) { return witness }
        if query.embedding != nil { return embeddedCandidates(caseIndex, exactPoint).lazy.compactMap(witness).first }
        let (input, _, grade) = snaps[caseIndex].snap(rounded)
        return witness(plainCandidate(caseIndex, input, exactPoint, grade))
    }

    /// An exact point and the floats that stand for it, both as they are: for a counterexample that comes from elsewhere.
    /// `nil` when the exact point is none. Requires a plain query.
    package func judge(caseIndex: Int, exactPoint: [Rational], input: [Double]) -> Witness? {
        precondition(query.embedding == nil, "an input of the network is no point of an embedded query")
        let box = query.cases[caseIndex].box
        let isInside = input.indices.allSatisfy { i in
            Rational(exactly: input[i]).map { box.lower[i] <= $0 && $0 <= box.upper[i] } ?? false
        }
        return witness(plainCandidate(caseIndex, input, exactPoint, isInside ? .strict : .tolerant))
    }

    private func plainCandidate(
        _ caseIndex: Int, _ input: [Double], _ exactInput: [Rational], _ grade: Witness.Grade
    ) -> Candidate {
        Candidate(
            caseIndex: caseIndex, parameters: exactInput, exactInput: exactInput, input: input, grade: grade,
            isNear: snaps[caseIndex].isNear(input))
    }

    /// The candidates at exact parameters; where these are a limit of inputs, those at a few on the way there. Solvers like
    /// the limit best, because the violation is greatest there. A float point of the region itself comes before the exact one
    /// that has to be rounded.
    private func embeddedCandidates(_ caseIndex: Int, _ parameters: [Rational]) -> [Candidate] {
        guard let embedding = query.embedding else { return [] }
        let isInput = embedding.point(at: parameters) != nil
        let near = isInput ? [parameters] : embedding.approach(parameters, within: query.cases[caseIndex].box)
        return near.flatMap { [slicedParameters(caseIndex, $0), $0].compactMap(\.self) }.compactMap { parameters in
            embedding.point(at: parameters).map { embeddedCandidate(caseIndex, parameters, $0) }
        }
    }

    private func embeddedCandidate(
        _ caseIndex: Int, _ parameters: [Rational], _ exactInput: [Rational]
    ) -> Candidate {
        let type = query.network.elementType
        let input = exactInput.map { type == .float32 ? Double($0.float(.nearest)) : $0.double(.nearest) }
        let distances = zip(exactInput, input).map { exact, float in
            Rational(exactly: float).map { ($0 - exact).magnitude.double(.up) } ?? .infinity
        }
        return Candidate(
            caseIndex: caseIndex, parameters: parameters, exactInput: exactInput, input: input,
            grade: distances.allSatisfy { $0 == 0 } ? .strict : .tolerant,
            isNear: distances.allSatisfy { $0 <= Snap.tolerance })
    }

    private func witness(_ candidate: Candidate) -> Witness? {
        let (parameters, exactInput) = (candidate.parameters, candidate.exactInput)
        let problem = query.cases[candidate.caseIndex]
        guard problem.box.contains(parameters) else { return nil }
        guard problem.regionRows.allSatisfy({ row in row.isMet(slack: row.slack { parameters[$0] ?? .zero }) }) else {
            return nil
        }
        let places = elements[candidate.caseIndex]
        let inputEnclosure = exactInput.map(OutwardInterval.init)
        let enclosure = values(query.network.reading(places, at: inputEnclosure))
        var known: Values<Rational>?
        let exact = { () -> Values<Rational> in
            let values = known ?? self.values(self.query.network.reading(places, at: exactInput))
            known = values
            return values
        }
        guard let boundary = boundaryNeurons(problem.decisions, enclosure.decided, exact: exact) else { return nil }
        for (index, polyhedron) in problem.stated.enumerated() {
            let isMet =
                polyhedron.isMet(input: inputEnclosure, output: enclosure.output)
                ?? polyhedron.rows.allSatisfy { row in
                    row.isMet(slack: row.slack { $0.value(input: exactInput, output: exact().output) })
                }
            guard isMet else { continue }
            let (float, replay, margin) = replay(candidate, polyhedron, places)
            let outputCount = query.network.outputCount
            return Witness(
                exactInput: exactInput, parameters: query.embedding == nil ? nil : parameters, input: candidate.input,
                output: Array(float.prefix(outputCount)), observed: Array(float.dropFirst(outputCount)),
                boundaryNeurons: boundary, grade: candidate.grade, replay: replay, caseIndex: candidate.caseIndex,
                unsafeIndex: index, margin: margin)
        }
        return nil
    }

    /// The neurons decided active whose pre-activation is exactly 0; `nil` when some neuron is not in its decided phase.
    private func boundaryNeurons(
        _ decisions: [PhaseDecision], _ enclosures: [OutwardInterval], exact: () -> Values<Rational>
    ) -> [Int]? {
        var boundary: [Int] = []
        for (k, decision) in decisions.enumerated() {
            let z = enclosures[k]
            if decision.isActive ? z.lower > 0 : z.upper <= 0 { continue }
            if decision.isActive ? z.upper < 0 : z.lower > 0 { return nil }
            let value = exact().decided[k]
            if decision.isActive ? value.isNegative : value > .zero { return nil }
            if decision.isActive && value.isZero { boundary.append(decision.neuron) }
        }
        return boundary
    }

    /// What was read at a point, sorted by what it is for.
    func values<S>(_ reading: Reading<S>) -> Values<S> {
        if reading.elements.isEmpty { return Values(output: reading.output, decided: []) }
        let observed = query.observed.count
        return Values(
            output: reading.output + reading.elements.prefix(observed),
            decided: Array(reading.elements.dropFirst(observed)))
    }
}

/// A point to be judged, in all its forms.
struct Candidate {
    let caseIndex: Int
    /// The point of the graph, exactly.
    let parameters: [Rational]
    /// The point of the network that follows.
    let exactInput: [Rational]
    /// `exactInput` in floats of the network's type.
    let input: [Double]
    let grade: Witness.Grade
    /// Whether `input` misses the region by at most ``Snap/tolerance`` everywhere.
    let isNear: Bool
}

/// What a network has at one point.
struct Values<S> {
    /// Outputs, then observed neurons: what rows call outputs.
    let output: [S]
    /// Pre-activations of the decided neurons, in the order of the decisions.
    let decided: [S]
}

extension [ReLULayer] {
    /// Where the network has an observed value. Requires a neuron that exists.
    fileprivate func element(of observed: ObservedNeuron) -> TensorElement {
        guard let layer = layer(of: observed.neuron) else {
            preconditionFailure("there is no neuron \(observed.neuron)")
        }
        return TensorElement(
            value: observed.side == .preActivation ? layer.preActivation : layer.activation,
            index: observed.neuron - layer.firstNeuron)
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
