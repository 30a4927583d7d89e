import Contexts
import Exact
import Kernels
import Networks
import Properties
import Queries
import TestSupport
import Testing

/// A last Softmax is left out where that changes no answer.
@Suite struct OutputNormalisationTests {
    private static func network(_ kind: OutputNormalisation.Kind) -> Network {
        let identity = Affine(weights: Matrix(rows: 2, columns: 2, values: [1, 0, 0, 1]), bias: nil)
        let values = ["x", "y"].map { Value(name: $0, shape: TensorShape([2])) }
        let node = Node(
            name: "n", sourceOperator: "Gemm", operator: .affine(identity), inputs: [ValueID(0)], output: ValueID(1))
        return Network(
            name: "net", elementType: .float32, values: values, nodes: [node], input: ValueID(0), output: ValueID(1),
            outputNormalisations: [OutputNormalisation(kind: kind, node: "last", outputs: [0, 1])])
    }

    private static func property(_ row: LinearRow) -> UnsafeProperty {
        let box = (0..<2).flatMap { i in
            [
                Formula.row(LinearRow(.input(i), times: 1, bound: 1)),
                .row(LinearRow(.input(i), times: -1, bound: 1)),
            ]
        }
        return UnsafeProperty(inputCount: 2, outputCount: 2, formula: .all(box + [.row(row)]), source: "p.vnnlib")
    }

    /// y0 - y1 <= bound.
    private static func difference(_ bound: Rational) -> LinearRow {
        LinearRow(terms: [(.output(0), 1), (.output(1), -1)], bound: bound)
    }

    @Test(arguments: [OutputNormalisation.Kind.softmax, .logSoftmax])
    func comparisonsAreKept(kind: OutputNormalisation.Kind) throws {
        let lowered = try Query.lowered(
            network: Self.network(kind), property: Self.property(Self.difference(.zero)))
        #expect(
            lowered.warnings == [.outputNormalised(file: "p.vnnlib", node: "last", kind: kind.rawValue)])
    }

    @Test func differencesOfLogarithmsAreKept() throws {
        #expect(throws: Never.self) {
            try Query.lowered(
                network: Self.network(.logSoftmax), property: Self.property(Self.difference(Rational(3))))
        }
    }

    @Test func probabilitiesAreRefused() throws {
        for row in [Self.difference(Rational(3)), LinearRow(.output(0), times: 1, bound: 0)] {
            let error = try #require(throws: PropertyError.self) {
                try Query.lowered(network: Self.network(.softmax), property: Self.property(row))
            }
            #expect(
                error
                    == .normalisedOutput(file: "p.vnnlib", row: row.description, node: "last", kind: "Softmax"))
        }
    }
}
