package import Kernels
package import Networks

/// Random convolutions, and small networks with them and with piecewise-linear operators.
extension NetworkSketch {
    /// A network over a small picture: a convolution with ReLU, then `steps` operators of any kind, then one or two outputs.
    package static func randomPictures(steps: Int, _ random: inout SeededNumbers) -> Network {
        let first = Convolution.random(inputChannels: Int.random(in: 1...2, using: &random), &random)
        var sketch = NetworkSketch(inputs: first.inputCount)
        let start = sketch.convolution(
            0, ConvolutionLayer(first, bias: random.eighths(1, count: first.outputChannels)))
        var values = [start, sketch.relu(start)]
        for _ in 0..<steps { values.append(sketch.appendRandom(to: values, &random)) }
        let last = values[values.count - 1]
        let rows = (0..<Int.random(in: 1...2, using: &random)).map { _ in
            random.eighths(1, count: sketch.width(last))
        }
        sketch.affine(last, rows, bias: random.eighths(1, count: rows.count))
        return sketch.network
    }

    private mutating func appendRandom(to values: [Int], _ random: inout SeededNumbers) -> Int {
        let x = values[values.count - 1]
        let width = width(x)
        switch Int.random(in: 0..<8, using: &random) {
        case 0:
            let convolution = Convolution.random(along: width, &random)
            let isTransposed = convolution.outputCount == width && Bool.random(using: &random)
            return self.convolution(x, ConvolutionLayer(convolution, isTransposed: isTransposed, bias: nil))
        case 1:
            let bends = [
                PiecewiseLinear(
                    breakpoints: [-0.5, 0.75],
                    lines: [
                        .init(slope: 0, intercept: -0.5), .init(slope: 1, intercept: 0),
                        .init(slope: 0, intercept: 0.75),
                    ]),
                PiecewiseLinear(
                    breakpoints: [0, 1],
                    lines: [
                        .init(slope: 0.125, intercept: 0), .init(slope: -1, intercept: 0),
                        .init(slope: 2, intercept: -3),
                    ]),
            ]
            return activation(
                x, Activation(functions: bends, choice: (0..<width).map { _ in Int.random(in: 0...1, using: &random) }))
        case 2:
            let windows = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                (0..<Int.random(in: 1...3, using: &random)).map { _ in Int.random(in: 0..<width, using: &random) }
            }
            return extremum(x, Extremum(Bool.random(using: &random) ? .greatest : .least, of: windows))
        case 3:
            let y = values[Int.random(in: 0..<values.count, using: &random)]
            let places = Array(0..<width + self.width(y)).shuffled(using: &random)
            return concatenate([x, y], places: [Array(places[..<width]), Array(places[width...])])
        case 4:
            let rows = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                (0..<width).filter { _ in Bool.random(using: &random) }.map {
                    (column: $0, value: random.eighths(1))
                }
            }
            return sparse(x, SparseMatrix(columns: width, rows: rows))
        case 5:
            let peer = values.last { self.width($0) == width } ?? x
            let scaled = scale(peer, random.eighths(1, count: width), divides: false)
            return sum([x, scaled], subtracts: [false, Bool.random(using: &random)])
        case 6: return offset(x, random.eighths(1, count: width))
        default: return relu(x)
        }
    }
}

extension Convolution {
    /// Any geometry over a picture of at most 3 x 3.
    package static func random(inputChannels: Int, _ random: inout SeededNumbers) -> Convolution {
        let groups = inputChannels == 2 && Bool.random(using: &random) ? 2 : 1
        let outputChannels = groups * Int.random(in: 1...2, using: &random)
        let (y, x) = (WindowAxis.random(&random), WindowAxis.random(&random))
        let taps = inputChannels / groups * y.kernel * x.kernel
        return Convolution(
            inputChannels: inputChannels, outputChannels: outputChannels, groups: groups, vertical: y, horizontal: x,
            kernel: Matrix(
                rows: outputChannels, columns: taps, values: random.eighths(1, count: outputChannels * taps)))
    }

    /// One that keeps the size of a picture with one line and one channel.
    static func random(along width: Int, _ random: inout SeededNumbers) -> Convolution {
        Convolution(
            inputChannels: 1, outputChannels: 1, groups: 1, vertical: WindowAxis(input: 1, output: 1, kernel: 1),
            horizontal: WindowAxis(input: width, output: width, kernel: 3, padding: 1),
            kernel: Matrix(rows: 1, columns: 3, values: random.eighths(1, count: 3)))
    }
}

extension WindowAxis {
    /// Any window with at most three output places.
    package static func random(_ random: inout SeededNumbers) -> WindowAxis {
        while true {
            let input = Int.random(in: 1...3, using: &random)
            let kernel = Int.random(in: 1...3, using: &random)
            let stride = Int.random(in: 1...2, using: &random)
            let dilation = Int.random(in: 1...2, using: &random)
            let (before, after) = (Int.random(in: 0...2, using: &random), Int.random(in: 0...2, using: &random))
            let room = input + before + after - (kernel - 1) * dilation - 1
            guard room >= 0, room / stride < 3 else { continue }
            return WindowAxis(
                input: input, output: room / stride + 1, kernel: kernel, stride: stride, dilation: dilation,
                padding: before)
        }
    }
}
