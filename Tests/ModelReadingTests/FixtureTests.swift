import Exact
import Foundation
import ModelReading
import Networks
import TestSupport
import Testing

/// Every fixture model computes what onnxruntime computes.
@Suite struct FixtureTests {
    @Test(arguments: Fixtures.models)
    func shapesAreTheReference(model: String) throws {
        let network = try ModelReading.network(at: Fixtures.path(model))
        let reference = try Reference(of: model)
        if let shape = reference.inputShape { #expect(network[network.input].shape.dimensions == shape) }
        if let shape = reference.outputShape { #expect(network[network.output].shape.dimensions == shape) }
    }

    @Test(arguments: Fixtures.models)
    func outputsAreTheReference(model: String) throws {
        let network = try ModelReading.network(at: Fixtures.path(model))
        let reference = try Reference(of: model)
        for (input, expected) in zip(reference.input, reference.output) {
            let output = network.output(at: input.map { Float($0) })
            #expect(output.count == expected.count)
            for (mine, theirs) in zip(output, expected) {
                #expect(abs(Double(mine) - theirs) <= 1e-5 * max(1, abs(theirs)))
            }
        }
    }

    @Test(arguments: Fixtures.models)
    func exactEvaluationAgreesWithDouble(model: String) throws {
        let network = try ModelReading.network(at: Fixtures.path(model))
        for input in try Reference(of: model).input {
            let exact = network.output(at: try input.map { try #require(Rational(exactly: $0)) })
            for (rounded, value) in zip(network.output(at: input), exact) {
                #expect(abs(rounded - value.double(.nearest)) <= 1e-12 * max(1, abs(rounded)))
            }
        }
    }

    @Test(arguments: Fixtures.models)
    func graphIsTheSameFunction(model: String) throws {
        let network = try ModelReading.network(at: Fixtures.path(model))
        let graph = AffineReLUGraph(network)
        #expect(graph.inputCount == network.inputCount)
        for input in try Reference(of: model).input {
            let point = try input.map { try #require(Rational(exactly: $0)) }
            #expect(graph.output(at: point) == network.output(at: point))
        }
    }

    @Test(arguments: Fixtures.models)
    func tensorNamesAreUnique(model: String) throws {
        let names = try ModelReading.network(at: Fixtures.path(model)).values.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test func thereAreFixtures() {
        #expect(Fixtures.models.count > 50)
        #expect(Fixtures.badModels.count > 20)
    }
}
