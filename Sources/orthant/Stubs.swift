import Contexts
import Exact
import Files
import Kernels
import Networks
import Properties
import Queries

/// Placeholders for what other targets will offer. Delete this file when they do.
enum Stubs {
    struct ReadProperty {
        let property: UnsafeProperty
        let networkName: String?
    }

    /// Stands for `ModelReading.network(at:)`: |x| whatever the file says.
    static func network(at path: String) throws -> Network {
        let data = try FileReading.data(at: path)
        guard data.count > 100 else { throw ModelError.notONNX(file: path, reason: "the file ends too early") }
        let values = ["X", "hidden", "rectified", "Y"].enumerated().map { i, name in
            Value(name: name, shape: TensorShape([1, i == 1 || i == 2 ? 2 : 1]))
        }
        let nodes = [
            Node(
                name: "first", sourceOperator: "Gemm",
                operator: .affine(Affine(weights: Matrix(rows: 2, columns: 1, values: [1, -1]), bias: nil)),
                inputs: [ValueID(0)], output: ValueID(1)),
            Node(name: "relu", sourceOperator: "Relu", operator: .relu, inputs: [ValueID(1)], output: ValueID(2)),
            Node(
                name: "last", sourceOperator: "Gemm",
                operator: .affine(Affine(weights: Matrix(rows: 1, columns: 2, values: [1, 1]), bias: nil)),
                inputs: [ValueID(2)], output: ValueID(3)),
        ]
        return Network(
            name: "abs", elementType: .float32, values: values, nodes: nodes, input: ValueID(0), output: ValueID(3))
    }

    /// Stands for `VNNLIBReader.property(at:)`: x in [-1, 1] and y >= 0.75.
    static func property(at path: String) throws -> ReadProperty {
        _ = try FileReading.text(at: path)
        let formula = Formula.all([
            .row(LinearRow(terms: [(.input(0), 1)], bound: 1)),
            .row(LinearRow(terms: [(.input(0), -1)], bound: 1)),
            .row(LinearRow(terms: [(.output(0), -1)], bound: -1)),
        ])
        return ReadProperty(
            property: UnsafeProperty(inputCount: 1, outputCount: 1, formula: formula, source: path), networkName: nil)
    }

    /// Stands for `Query.lowered(network:property:)`.
    static func lowered(network: Network, property: UnsafeProperty) throws -> (query: Query, warnings: [String]) {
        let unsafe = Polyhedron(rows: [LinearRow(terms: [(.output(0), -1)], bound: -1)])
        let region = Case(box: Box(lower: [-1], upper: [1]), regionRows: [], unsafe: [unsafe])
        return (Query(network: network, graph: AffineReLUGraph(network), cases: [region]), [])
    }

    /// Stands for the encoder and the writers of `Programs`.
    static func program(_ format: ExportFormat, of query: Query, case: Int, alternative: Int) throws -> String {
        "\\ \(format.rawValue) of case \(`case`), alternative \(alternative)\n"
    }
}
