import Contexts
import DataFiles
import Exact
import Foundation
import Networks
import Patterns
import TestSupport
import Testing

@Suite struct PhaseEvaluatorTests {
    /// The neurons that exact arithmetic finds active, and the class.
    private func exactly(_ network: Network, _ point: [Double]) -> (active: [Int], decision: Int?) {
        let elements = network.reluLayers.flatMap { layer in
            (0..<layer.width).map { (layer.firstNeuron + $0, TensorElement(value: layer.preActivation, index: $0)) }
        }
        let reading = network.reading(elements.map(\.1), at: point.map { Rational(weight: $0) })
        let active = zip(elements, reading.elements).filter { $1.signum > 0 }.map(\.0.0)
        let best = reading.output.max()
        let winners = reading.output.indices.filter { reading.output[$0] == best }
        return (active, winners.count == 1 ? winners[0] : nil)
    }

    private func evaluate(_ network: Network, _ points: [[Double]]) throws -> EvaluatedData {
        let folder = try ScratchFolder()
        let data = try SampleData.table(points.map { (0, $0) }, in: folder)
        return try PhaseEvaluator(network).evaluate(data, threads: 2)
    }

    /// Chains of eighths at points of eighths: many pre-activations are exactly 0, many scores tie.
    @Test(arguments: 0..<12) func chains(seed: Int) throws {
        var numbers = SeededNumbers(seed: seed)
        let network = SampleNetworks.random(widths: [3, 5, 4, 3], weights: 1, &numbers)
        let points = (0..<40).map { _ in numbers.eighths(1, count: 3).map { ($0 * 2).rounded() / 2 } }
        let data = try evaluate(network, points)
        for (row, point) in zip(data.rows, points) {
            let exact = exactly(network, point)
            #expect(row.active.neurons == exact.active && row.decision == exact.decision)
        }
    }

    /// Every operator, branches, divisions, ReLUs on the input itself.
    @Test(arguments: 0..<30) func anyNetwork(seed: Int) throws {
        var numbers = SeededNumbers(seed: seed)
        let network =
            seed.isMultiple(of: 2)
            ? NetworkSketch.random(&numbers) : NetworkSketch.randomPictures(steps: 3, &numbers)
        let points = (0..<6).map { _ in numbers.eighths(1, count: network.inputCount) }
        let data = try evaluate(network, points)
        for (row, point) in zip(data.rows, points) {
            let exact = exactly(network, point)
            #expect(row.active.neurons == exact.active && row.decision == exact.decision)
        }
    }

    /// 2^53 x0 + x1 - 2^53 x0: floats lose x1 in some order of summation, and exact arithmetic does not.
    @Test func cancellation() throws {
        let network = SampleNetworks.chain([
            ([[0x1p53, 1, -0x1p53], [0x1p53, -1, -0x1p53]], [0, 0]), ([[1, 0], [0, 1]], [0, 0]),
        ])
        let data = try evaluate(network, [[1, 0.25, 1], [1, 0, 1], [1, -0.25, 1]])
        #expect(data.rows.map(\.active.neurons) == [[0], [], [1]])
        #expect(data.rows.map(\.decision) == [0, nil, 1])
        #expect(data.exactRows == 3)
    }

    /// A decimal of the data is exact: 0.1 + 0.2 - 0.3 is 0, and 0 is inactive.
    @Test func decimalsAreExact() throws {
        let network = SampleNetworks.chain([([[1, 1, -1]], [0]), ([[1]], [0])])
        let data = try evaluate(network, [[0.1, 0.2, 0.3], [0.1, 0.2, 0.25]])
        #expect(data.rows.map(\.active.count) == [0, 1])
    }

    /// A neuron without weights and bias is inactive without further ado.
    @Test func deadNeuronsNeedNoExactArithmetic() throws {
        let network = SampleNetworks.chain([([[1], [0]], [0, 0]), ([[1, 1], [1, 2]], [0, 1])])
        let data = try evaluate(network, [[0.5], [1]])
        #expect(data.rows.allSatisfy { $0.active.neurons == [0] } && data.exactRows == 0)
    }

    /// The outputs are no neurons, the last hidden layer's are; sums and pools are none, and a convolution has one per
    /// position and channel.
    @Test("Subtlety 3: outputs are excluded, the last hidden layer is included, only ReLUs count")
    func onlyReLUsAreNeurons() throws {
        let chain = SampleNetworks.chain([([[1], [1]], [0, 0]), ([[1, 1]], [0]), ([[1], [2], [3]], [0, 0, 0])])
        let data = try evaluate(chain, [[1]])
        #expect(
            data.layers.map(\.width) == [2, 1] && data.rows[0].active.neurons == [0, 1, 2] && data.classCount == 3)
        var numbers = SeededNumbers(seed: 3)
        let pictures = NetworkSketch.randomPictures(steps: 0, &numbers)
        let width = try #require(pictures.nodes.first).output
        #expect(pictures.reluLayers.map(\.width) == [pictures[width].shape.count])
    }

    @Test func theLeastOutputMayWin() throws {
        let network = SampleNetworks.chain([([[1]], [0]), ([[1], [2], [3]], [0, 0, 0])])
        let folder = try ScratchFolder()
        let data = try SampleData.table([(0, [1]), (0, [-1])], in: folder)
        let evaluated = try PhaseEvaluator(network, decision: .argmin).evaluate(data, threads: 1)
        #expect(evaluated.rows.map(\.decision) == [0, nil])
    }

    @Test func notFinite() throws {
        let folder = try ScratchFolder()
        let path = try folder.file("x.npy", Data(NPYWriter.file([1, 2, .nan, 4] as [Float], shape: [2, 2])))
        let network = SampleNetworks.chain([([[1, 1]], [0]), ([[1]], [0])])
        let data = try DataSet.named(path)
        do {
            _ = try PhaseEvaluator(network).evaluate(data, threads: 2)
            Issue.record("NaN was evaluated")
        } catch {
            #expect(error.line.contains("error[D307]: the file holds nan at row 1, index 0"))
        }
    }

    /// Bytes times 1/255 are not floats; the rounding of the input is inside the bound.
    @Test func scaledBytes() throws {
        let folder = try ScratchFolder()
        var bytes: [UInt8] = [0, 0, 8, 2, 0, 0, 0, 4, 0, 0, 0, 3]
        bytes += [1, 1, 2, 85, 85, 170, 3, 0, 2, 100, 50, 151]
        let path = try folder.file("x.idx", Data(bytes))
        let data = try DataSet.named(path, form: PointForm(scale: Rational(1) / Rational(255)))
        let network = SampleNetworks.chain([([[1, 1, -1]], [0]), ([[1]], [0])])
        let evaluated = try PhaseEvaluator(network).evaluate(data, threads: 1)
        #expect(evaluated.rows.map(\.active.count) == [0, 0, 1, 0])
        #expect(evaluated.exactRows >= 2)
    }
}
