import Contexts
import Exact
import Kernels
import Networks

/// The graph of a network as a function of the parameters of a region.
///
/// Two things are put in front of it. The map of the embedding becomes affine nodes, in exact arithmetic: the numbers of a
/// region are rationals such as 17/255 and the entries of nodes are Doubles, so row i is multiplied by the common
/// denominator c_i of its numbers and divided by it again at the end (``LinearMap/division``). And where a cone has an
/// inverse scale t, every bias b becomes b * t. By induction over the nodes the value of each node at (u, t) is then
/// t times its value at x(u, t) = base(u) / t, for t > 0: an affine map sends t v to W (t v) + t b = t (W v + b), and
/// max(t v, 0) = t max(v, 0). A new kind of node needs a proof of its own here.
extension AffineReLUGraph {
    /// Neurons keep their numbers. Errors: ``ClaimError/notRepresentable(input:)``. Cost: the size of the map; weights are
    /// shared.
    func following(_ embedding: Embedding) throws(ClaimError) -> AffineReLUGraph {
        if embedding.map == nil && embedding.inverseScale == nil { return self }
        var front = FrontNodes(width: embedding.parameterCount)
        let input: Int
        if let map = embedding.map {
            input = try front.add(map, name: nodes[0].name)
        } else {
            input = front.select(0..<embedding.inputCount, name: nodes[0].name)
        }
        let scale = embedding.inverseScale.map { front.select($0..<$0 + 1, name: "t") }
        let offset = front.nodes.count - 1
        let moved = { (node: Int) in node == 0 ? input : node + offset }
        let rest = nodes.dropFirst().map { node in
            let kind: Kind
            switch node.kind {
            case .input: preconditionFailure("a second input node")
            case .relu(let source, let first): kind = .relu(source: moved(source), firstNeuron: first)
            case .affine(let terms, let bias):
                let terms = terms.map { Term(source: moved($0.source), map: $0.map) }
                if let scale, bias.contains(where: { $0 != 0 }) {
                    let column = Matrix(rows: bias.count, columns: 1, values: bias)
                    kind = .affine(
                        terms: terms + [Term(source: scale, map: .dense(column))],
                        bias: [Double](repeating: 0, count: bias.count))
                } else {
                    kind = .affine(terms: terms, bias: bias)
                }
            }
            return Node(kind: kind, width: node.width, name: node.name)
        }
        return AffineReLUGraph(nodes: front.nodes + rest, output: moved(output))
    }

    /// Whether no node adds anything: then f(a x) = a f(x) for every a >= 0.
    var isBiasFree: Bool {
        nodes.allSatisfy { node in
            guard case .affine(_, let bias) = node.kind else { return true }
            return bias.allSatisfy { $0 == 0 }
        }
    }
}

/// The nodes between the parameters and the network.
private struct FrontNodes {
    private(set) var nodes: [AffineReLUGraph.Node]

    init(width: Int) {
        nodes = [.init(kind: .input, width: width, name: "parameters")]
    }

    private mutating func append(_ terms: [AffineReLUGraph.Term], _ bias: [Double], _ name: String) -> Int {
        nodes.append(.init(kind: .affine(terms: terms, bias: bias), width: bias.count, name: name))
        return nodes.count - 1
    }

    /// A node with some of the parameters.
    mutating func select(_ range: Range<Int>, name: String) -> Int {
        if range == 0..<nodes[0].width { return 0 }
        return append(
            [.init(source: 0, map: .selection(Array(range)))], [Double](repeating: 0, count: range.count), name)
    }

    /// The nodes of a map; the last of them is the network's input.
    mutating func add(_ map: ParameterMap, name: String) throws(ClaimError) -> Int {
        let divisors = map.commonDivisors
        var terms: [AffineReLUGraph.Term] = []
        for part in map.parts {
            switch part {
            case .weights(let first, let edges):
                let source = select(first..<first + edges.count, name: "weights")
                for matrix in try Self.matrices(edges, divisors) {
                    terms.append(.init(source: source, map: .dense(matrix)))
                }
            case .entries(let first, let targets, let role):
                let source = select(first..<first + targets.count, name: role.rawValue)
                var signed: [Double] = []
                for (i, c) in divisors.enumerated() {
                    signed.append(try Self.double(role == .below ? -c : c, input: i))
                }
                terms.append(.init(source: source, map: Self.placement(targets, signed)))
            }
        }
        var constants: [Double] = []
        var rests: [Double] = []
        for (i, value) in map.constant.enumerated() {
            let (high, low) = try Self.split(value * divisors[i], input: i)
            constants.append(high)
            rests.append(low)
        }
        var last = append(terms, constants, name)
        if rests.contains(where: { $0 != 0 }) {
            last = append([.init(source: last, map: .identity)], rests, name)
        }
        if divisors.allSatisfy({ $0 == .one }) { return last }
        var floats: [Double] = []
        for (i, c) in divisors.enumerated() { floats.append(try Self.double(c, input: i)) }
        return append(
            [.init(source: last, map: .division(floats))], [Double](repeating: 0, count: floats.count), name)
    }

    /// factors[i] times parameter k goes to element i = targets[k].
    private static func placement(_ targets: [Int], _ factors: [Double]) -> LinearMap {
        guard targets == Array(factors.indices) else {
            var matrix = Matrix(rows: factors.count, columns: targets.count)
            for (k, i) in targets.enumerated() { matrix[i, k] = factors[i] }
            return .dense(matrix)
        }
        if factors.allSatisfy({ $0 == 1 }) { return .identity }
        if factors.allSatisfy({ $0 == -1 }) { return .negation }
        return .diagonal(factors)
    }

    /// Matrices whose sum has the columns `edges`, row i multiplied by divisors[i]: one, or two when a product is no
    /// Double.
    private static func matrices(_ edges: [[Rational]], _ divisors: [Rational]) throws(ClaimError) -> [Matrix] {
        var high = Matrix(rows: divisors.count, columns: edges.count)
        var low = high
        for (k, edge) in edges.enumerated() {
            for i in edge.indices where !edge[i].isZero {
                (high[i, k], low[i, k]) = try split(edge[i] * divisors[i], input: i)
            }
        }
        return low.values.contains { $0 != 0 } ? [high, low] : [high]
    }

    /// Two Doubles with exactly this sum.
    private static func split(_ value: Rational, input: Int) throws(ClaimError) -> (high: Double, low: Double) {
        let high = value.double(.nearest)
        guard let first = Rational(exactly: high) else { throw .notRepresentable(input: input) }
        return (high, try double(value - first, input: input))
    }

    /// The Double that is exactly this value.
    private static func double(_ value: Rational, input: Int) throws(ClaimError) -> Double {
        let nearest = value.double(.nearest)
        guard Rational(exactly: nearest) == value else { throw .notRepresentable(input: input) }
        return nearest
    }
}

extension ParameterMap {
    /// For each input the least odd number that turns every number of its row into an integer times a power of two.
    fileprivate var commonDivisors: [Rational] {
        zip(constant, terms).map { constant, terms in
            ([constant] + terms.map(\.coefficient)).commonOddDenominator
        }
    }
}
