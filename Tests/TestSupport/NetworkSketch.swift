package import Kernels
package import Networks

/// A network under construction, one node after the other; the last node makes the output. Values are known by index, the
/// input is 0.
package struct NetworkSketch {
    private var values: [Value]
    private var nodes: [Node] = []

    package init(inputs: Int) {
        values = [Value(name: "x", shape: TensorShape([inputs]))]
    }

    package var network: Network {
        Network(
            name: "sketch", elementType: .float32, values: values, nodes: nodes, input: ValueID(0),
            output: ValueID(values.count - 1))
    }

    package func width(_ value: Int) -> Int { values[value].shape.count }

    @discardableResult
    package mutating func affine(_ x: Int, _ rows: [[Double]], bias: [Double]?) -> Int {
        let matrix = Matrix(rows: rows.count, columns: rows[0].count, values: rows.flatMap { $0 })
        return append(.affine(Affine(weights: matrix, bias: bias)), [x], width: rows.count)
    }

    @discardableResult
    package mutating func offset(_ x: Int, _ addends: [Double]) -> Int {
        append(.offset(Offset(addends: addends)), [x], width: addends.count)
    }

    @discardableResult
    package mutating func scale(_ x: Int, _ factors: [Double], divides: Bool) -> Int {
        append(.scale(Scale(factors: factors, divides: divides)), [x], width: factors.count)
    }

    @discardableResult
    package mutating func sum(_ terms: [Int], subtracts: [Bool]? = nil) -> Int {
        let signs = subtracts ?? terms.map { _ in false }
        return append(.sum(Sum(subtracts: signs)), terms, width: width(terms[0]))
    }

    @discardableResult
    package mutating func gather(_ x: Int, _ indices: [Int]) -> Int {
        append(.gather(Gather(indices: indices)), [x], width: indices.count)
    }

    @discardableResult
    package mutating func relu(_ x: Int) -> Int { append(.relu, [x], width: width(x)) }

    @discardableResult
    package mutating func convolution(_ x: Int, _ layer: ConvolutionLayer) -> Int {
        let convolution = layer.convolution
        let width = layer.isTransposed ? convolution.inputCount : convolution.outputCount
        return append(.convolution(layer), [x], width: width)
    }

    @discardableResult
    package mutating func sparse(_ x: Int, _ matrix: SparseMatrix) -> Int {
        append(.sparse(matrix), [x], width: matrix.rows)
    }

    @discardableResult
    package mutating func concatenate(_ parts: [Int], places: [[Int]]) -> Int {
        let concatenation = Concatenation(places: places)
        return append(.concatenate(concatenation), parts, width: concatenation.count)
    }

    @discardableResult
    package mutating func activation(_ x: Int, _ activation: Activation) -> Int {
        append(.activation(activation), [x], width: width(x))
    }

    @discardableResult
    package mutating func extremum(_ x: Int, _ extremum: Extremum) -> Int {
        append(.extremum(extremum), [x], width: extremum.windows.count)
    }

    @discardableResult
    package mutating func reshape(_ x: Int) -> Int { append(.reshape, [x], width: width(x)) }

    private mutating func append(_ made: Operator, _ inputs: [Int], width: Int) -> Int {
        let output = values.count
        values.append(Value(name: "v\(output)", shape: TensorShape([width])))
        nodes.append(
            Node(
                name: "n\(output)", sourceOperator: "sketch", operator: made, inputs: inputs.map { ValueID($0) },
                output: ValueID(output)))
        return output
    }
}

extension NetworkSketch {
    /// A network of ten nodes of any kinds over values of any age.
    package static func random(_ random: inout SeededNumbers) -> Network {
        var sketch = NetworkSketch(inputs: 2)
        for step in 1...10 { sketch.appendRandom(after: step, &random) }
        return sketch.network
    }

    private mutating func appendRandom(after count: Int, _ random: inout SeededNumbers) {
        let x = Int.random(in: 0..<count, using: &random)
        let width = width(x)
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1:
            let rows = (0..<Int.random(in: 1...3, using: &random)).map { _ in random.eighths(2, count: width) }
            affine(x, rows, bias: Bool.random(using: &random) ? random.eighths(2, count: rows.count) : nil)
        case 2:
            let isZero = Bool.random(using: &random)
            offset(x, isZero ? [Double](repeating: 0, count: width) : random.eighths(2, count: width))
        case 3: scale(x, random.eighths(2, count: width).map { $0 == 0 ? 3 : $0 }, divides: Bool.random(using: &random))
        case 4:
            let peer = (0..<count).last { self.width($0) == width } ?? x
            sum([x, peer], subtracts: [Bool.random(using: &random), Bool.random(using: &random)])
        case 5: gather(x, (0..<2).map { _ in Int.random(in: 0..<width, using: &random) })
        case 6: reshape(x)
        default: relu(x)
        }
    }
}
