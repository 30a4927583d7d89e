import Contexts
import Exact
import Networks
import Properties
import SpecReading

/// From constraints to linear rows.
///
/// Names are those of the file: `x[i]`, `X_i` and the declared inputs are inputs, `y[j]`, `Y_j` and the declared outputs
/// are outputs. With units, an input in a constraint stands for the physical value; the row that comes out is over the
/// network's value, converted exactly.
struct ConstraintReader {
    let values: ValueReader
    let network: DeclaredNetwork
    /// Collects the hidden neurons that are spoken about; `nil` where a constraint may only speak about inputs.
    let observed: ObservedNeurons?

    private var sink: DiagnosticSink { values.sink }
    private var speaksOfOutputs: Bool { observed != nil }

    /// The rows that together say the constraint: one per relation, two for `==`. Strictness is kept.
    func rows(_ node: ConstraintNode) -> [LinearRow]? {
        let constraint = node.value
        let read = constraint.sums.map(form)
        guard !read.contains(where: { $0 == nil }) else { return nil }
        let forms = read.compactMap { $0 }
        if isEmptyInterval(constraint, forms) {
            return sink.fail(
                .emptyInterval(name: constraint.sums[1].text, text: constraint.text), at: node.span)
        }
        return constraint.relations.indices.flatMap { i in
            rows(forms[i], constraint.relations[i].value, forms[i + 1])
        }
    }

    private func rows(_ a: LinearForm, _ relation: Constraint.Relation, _ b: LinearForm) -> [LinearRow] {
        switch relation {
        case .lessOrEqual: [a.row(atMost: b, isStrict: false)]
        case .less: [a.row(atMost: b, isStrict: true)]
        case .greaterOrEqual: [b.row(atMost: a, isStrict: false)]
        case .greater: [b.row(atMost: a, isStrict: true)]
        case .equal: [a.row(atMost: b, isStrict: false), b.row(atMost: a, isStrict: false)]
        }
    }

    /// Whether two numbers around a sum leave nothing between them.
    private func isEmptyInterval(_ constraint: Constraint, _ forms: [LinearForm]) -> Bool {
        guard forms.count == 3, forms[0].isConstant, forms[2].isConstant else { return false }
        let (first, last) = (forms[0].constant, forms[2].constant)
        switch (constraint.relations[0].value, constraint.relations[1].value) {
        case (.lessOrEqual, .lessOrEqual): return first > last
        case (.less, .lessOrEqual), (.lessOrEqual, .less), (.less, .less): return first >= last
        case (.greaterOrEqual, .greaterOrEqual): return first < last
        case (.greater, .greaterOrEqual), (.greaterOrEqual, .greater), (.greater, .greater): return first <= last
        default: return false
        }
    }

    // MARK: Sums

    private func form(_ sum: WrittenSum) -> LinearForm? {
        var total = LinearForm()
        var isComplete = true
        for summand in sum.summands {
            let coefficient = summand.coefficient.map(values.number) ?? Rational.one
            let atom = summand.atom.map(form) ?? LinearForm(.one)
            guard let coefficient, let atom else {
                isComplete = false
                continue
            }
            total.add(atom, times: summand.isNegative ? -coefficient : coefficient)
        }
        return isComplete ? total : nil
    }

    private func form(_ atom: Located<Atom>) -> LinearForm? {
        switch atom.value {
        case .variable(let name, let indices): return variable(name, indices, at: atom.span)
        case .activation(let layer, let neuron): return hidden(atom, layer, neuron, .activation)
        case .preActivation(let layer, let neuron): return hidden(atom, layer, neuron, .preActivation)
        case .sum(let name, let ranges, let isMean): return sum(name, ranges, isMean, at: atom.span)
        }
    }

    private func input(_ index: Int) -> LinearForm {
        guard let units = network.units else { return LinearForm(.input(index)) }
        let factor = units.factors[index]
        return LinearForm(.input(index), coefficient: .one / factor, constant: -units.shifts[index] / factor)
    }

    private func output(_ index: Int, name: String, at span: Span) -> LinearForm? {
        if speaksOfOutputs { return LinearForm(.output(index)) }
        return sink.fail(.outputInRegion(name: name), at: span)
    }

    private func variable(_ name: String, _ indices: [Located<Int>], at span: Span) -> LinearForm? {
        if let index = network.inputNames?.firstIndex(of: name) {
            return isPlain(name, indices, span) ? input(index) : nil
        }
        if let index = network.outputNames?.firstIndex(of: name) {
            return isPlain(name, indices, span) ? output(index, name: name, at: span) : nil
        }
        guard let tensor = TensorReference(name, network), tensor.number == nil || indices.isEmpty else {
            return unknown(name, at: span)
        }
        guard let index = element(tensor, indices, name, span) else { return nil }
        return tensor.isInput ? input(index) : output(index, name: "\(tensor.letter)[\(index)]", at: span)
    }

    private func isPlain(_ name: String, _ indices: [Located<Int>], _ span: Span) -> Bool {
        if indices.isEmpty { return true }
        sink.report(
            .wrongIndexCount(name: name, found: indices.count, expected: [0]), at: span)
        return false
    }

    private func unknown(_ name: String, at span: Span) -> LinearForm? {
        let inputs = network.inputNames ?? [network.elementNames(isInput: true)]
        guard speaksOfOutputs else {
            return sink.fail(.unknownInput(name: name, known: inputs), at: span)
        }
        let outputs = network.outputNames ?? [network.elementNames(isInput: false)]
        return sink.fail(.unknownOutput(name: name, outputs: outputs, inputs: inputs), at: span)
    }

    /// The flat index of an element of x or y.
    private func element(_ tensor: TensorReference, _ indices: [Located<Int>], _ name: String, _ span: Span) -> Int? {
        if let number = tensor.number {
            if (0..<tensor.shape.count).contains(number) { return number }
            return sink.fail(
                .elementOutOfRange(
                    tensor: tensor.letter, index: String(number), range: "0..\(tensor.shape.count - 1)",
                    isInput: tensor.isInput), at: span)
        }
        guard let index = tensor.shape.flatIndex(indices.map(\.value)) else {
            return fail(tensor, indices.map { $0.value...$0.value }, name, span)
        }
        return index
    }

    private func fail<Value>(
        _ tensor: TensorReference, _ ranges: [ClosedRange<Int>], _ name: String, _ span: Span
    ) -> Value? {
        let forms = tensor.shape.indexForms
        guard let form = forms.first(where: { $0.count == ranges.count }) else {
            return sink.fail(
                .wrongIndexCount(name: name, found: ranges.count, expected: forms.map(\.count)), at: span)
        }
        let index = ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)..\($0.upperBound)" }
        return sink.fail(
            .elementOutOfRange(
                tensor: tensor.letter, index: index.joined(separator: ","),
                range: form.map { "0..\($0 - 1)" }.joined(separator: ", "), isInput: tensor.isInput), at: span)
    }

    private func sum(
        _ name: Located<String>, _ ranges: [Located<ClosedRange<Int>>], _ isMean: Bool, at span: Span
    ) -> LinearForm? {
        guard let tensor = TensorReference(name.value, network), tensor.number == nil else {
            return unknown(name.value, at: name.span)
        }
        if !tensor.isInput && !speaksOfOutputs {
            return sink.fail(.outputInRegion(name: name.value), at: name.span)
        }
        guard let indices = tensor.shape.flatIndices(ranges.map(\.value)) else {
            return fail(tensor, ranges.map(\.value), name.value, span)
        }
        let weight = isMean ? Rational.one / Rational(indices.count) : .one
        var total = LinearForm()
        for index in indices {
            total.add(tensor.isInput ? input(index) : LinearForm(.output(index)), times: weight)
        }
        return total
    }

    // MARK: Hidden neurons

    private func hidden(
        _ atom: Located<Atom>, _ layer: Located<Int>, _ neuron: Located<Int>, _ side: ObservedNeuron.Side
    ) -> LinearForm? {
        guard let observed else {
            return sink.fail(.hiddenInRegion(name: atom.value.text), at: atom.span)
        }
        guard let found = network.layer(layer.value) else {
            return sink.fail(
                .unknownLayer(name: "relu[\(layer.value)]", known: network.layerNames), at: layer.span)
        }
        guard (0..<found.width).contains(neuron.value) else {
            return sink.fail(
                .neuronOutOfRange(layer: "relu[\(layer.value)]", neuron: neuron.value, count: found.width),
                at: neuron.span)
        }
        let index = observed.index(of: ObservedNeuron(neuron: found.firstNeuron + neuron.value, side: side))
        return LinearForm(.output(network.outputCount + index))
    }
}

/// The hidden neurons that a property speaks about, in the order of their first appearance.
final class ObservedNeurons {
    private(set) var neurons: [ObservedNeuron] = []

    func index(of neuron: ObservedNeuron) -> Int {
        if let known = neurons.firstIndex(of: neuron) { return known }
        neurons.append(neuron)
        return neurons.count - 1
    }
}
