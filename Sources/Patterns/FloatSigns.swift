import Bounds
import Exact
import Kernels
import Networks

/// The signs of a network's pre-activations at one point, and its choice of class: what floats can tell, and after
/// ``settle(_:at:)`` everything.
struct FloatSigns {
    private(set) var active: NeuronSet
    private(set) var decision: Int?
    /// Neurons whose signs are open.
    private var open: [TensorElement] = []
    private var openNeurons: [Int] = []
    private var isDecided = false

    var isComplete: Bool { openNeurons.isEmpty && isDecided }

    /// Reads the signs off a batch. Comparisons with NaN are false: after an overflow everything is open.
    init(_ evaluator: PhaseEvaluator, _ values: BatchValues, row: Int) {
        active = NeuronSet(capacity: evaluator.layers.neuronCount)
        for (layer, node) in zip(evaluator.layers, evaluator.places) {
            guard let sums = evaluator.sums[node] else { preconditionFailure("a pre-activation that is not affine") }
            let factors = sums.factors(values.errors, values.largest, row: row)
            for (element, value) in values.block(node).row(row).enumerated() {
                let error = sums.error(of: element, factors)
                if value > error {
                    active.insert(layer.firstNeuron + element)
                } else if !(value < -error), !sums.zeros.contains(element) {
                    openNeurons.append(layer.firstNeuron + element)
                    open.append(TensorElement(value: layer.preActivation, index: element))
                }
            }
        }
        let output = evaluator.graph.output
        let error = values.errors[output][row]
        let scores = values.block(output).row(row).map {
            OutwardInterval(lower: ($0 - error).nextDown, upper: ($0 + error).nextUp)
        }
        (decision, isDecided) = Self.choice(scores, evaluator.decision)
    }

    /// Decides what is open at the exact point: in outward intervals, then in exact numbers. Cost: an evaluation with a
    /// big-integer multiplication per weight, at worst.
    mutating func settle(_ evaluator: PhaseEvaluator, at point: [Rational]) {
        let enclosed = evaluator.network.reading(open, at: point.map { OutwardInterval($0) })
        var rest: [(neuron: Int, element: TensorElement)] = []
        for (index, value) in enclosed.elements.enumerated() {
            if value.lower > 0 {
                active.insert(openNeurons[index])
            } else if !(value.upper <= 0) {
                rest.append((openNeurons[index], open[index]))
            }
        }
        if !isDecided { (decision, isDecided) = Self.choice(enclosed.output, evaluator.decision) }
        if rest.isEmpty && isDecided { return }
        let exact = evaluator.network.reading(rest.map(\.element), at: point)
        for (index, value) in exact.elements.enumerated() where value.signum > 0 { active.insert(rest[index].neuron) }
        if !isDecided {
            let scores = evaluator.decision == .argmax ? exact.output : exact.output.map { -$0 }
            let best = scores.indices.max { scores[$0] < scores[$1] }
            decision = best.flatMap { best in
                scores.indices.allSatisfy { $0 == best || scores[$0] < scores[best] } ? best : nil
            }
        }
        (openNeurons, open, isDecided) = ([], [], true)
    }

    /// The class whose score is above all others whatever the scores are inside their intervals.
    private static func choice(_ scores: [OutwardInterval], _ rule: ClassDecision) -> (Int?, isDecided: Bool) {
        let scores = rule == .argmax ? scores : scores.map { OutwardInterval(lower: -$0.upper, upper: -$0.lower) }
        guard let best = scores.indices.max(by: { scores[$0].lower < scores[$1].lower }) else { return (nil, true) }
        let isBest = scores.indices.allSatisfy { $0 == best || scores[$0].upper < scores[best].lower }
        return isBest ? (best, true) : (nil, false)
    }
}
