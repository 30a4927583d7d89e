import Contexts

/// The nodes of a model as a graph: who makes what, and in which order.
struct ONNXGraph {
    private let file: String
    private let nodes: [ONNXNodeProto]
    private let outputs: [String]
    /// The tensors that are asked for beside the outputs.
    private let hidden: [String]
    /// The tensors that no node makes: the inputs and the initializers.
    private let isGiven: (String) -> Bool
    /// The index of the node that makes a tensor.
    private let maker: [String: Int]

    /// `hidden` are tensors that are asked for beside the outputs. Throws when a tensor is made twice.
    init(_ header: ONNXHeader, hidden: [String], file: String) throws(ModelError) {
        self.file = file
        nodes = header.nodes
        outputs = header.outputNames
        self.hidden = hidden
        let inputs = Set(header.inputs.map(\.name))
        isGiven = { inputs.contains($0) || header.initializers[$0] != nil }
        var maker: [String: Int] = [:]
        for (index, node) in header.nodes.enumerated() {
            for output in node.output where !output.isEmpty {
                guard !isGiven(output), maker.updateValue(index, forKey: output) == nil else {
                    throw .madeTwice(file: file, tensor: output)
                }
            }
        }
        self.maker = maker
    }

    /// The nodes that the tensors asked for depend on, each after the nodes it depends on. File order is kept where it is such an
    /// order, so that ReLU layers are counted as the file lists them.
    func neededNodes() throws(ModelError) -> [ONNXNodeProto] {
        for name in outputs {
            guard isGiven(name) || maker[name] != nil else { throw .missingOutput(file: file, tensor: name) }
        }
        for name in hidden where maker[name] == nil {
            let made = nodes.flatMap(\.output).filter { !$0.isEmpty }
            throw .noSuchHidden(file: file, tensor: name, suggestion: NearestName.to(name, among: made))
        }
        let isNeeded = try markNeeded()
        var order: [Int] = []
        var states = [State](repeating: .new, count: nodes.count)
        for index in nodes.indices where isNeeded[index] {
            try visit(index, &states, &order)
        }
        return order.map { nodes[$0] }
    }

    private enum State {
        case new, open, done
    }

    /// The nodes that make the inputs of a node.
    private func makers(of index: Int) throws(ModelError) -> [Int] {
        var result: [Int] = []
        for name in nodes[index].input where !name.isEmpty && !isGiven(name) {
            guard let made = maker[name] else {
                throw .missingTensor(file: file, node: nodes[index].label, tensor: name)
            }
            result.append(made)
        }
        return result
    }

    private func markNeeded() throws(ModelError) -> [Bool] {
        var isNeeded = [Bool](repeating: false, count: nodes.count)
        var pending = (outputs + hidden).compactMap { maker[$0] }
        while let index = pending.popLast() {
            guard !isNeeded[index] else { continue }
            isNeeded[index] = true
            pending += try makers(of: index)
        }
        return isNeeded
    }

    /// Depth first, with a stack of its own: a long chain in reverse order must not exhaust the thread's.
    private func visit(_ root: Int, _ states: inout [State], _ order: inout [Int]) throws(ModelError) {
        var stack = [root]
        while let index = stack.last {
            switch states[index] {
            case .done:
                stack.removeLast()
            case .open:
                states[index] = .done
                order.append(index)
                stack.removeLast()
            case .new:
                states[index] = .open
                let pending = try makers(of: index).filter { states[$0] != .done }
                if pending.contains(where: { states[$0] == .open }) {
                    throw .cycle(file: file, node: nodes[index].label)
                }
                stack += pending.reversed()
            }
        }
    }
}
