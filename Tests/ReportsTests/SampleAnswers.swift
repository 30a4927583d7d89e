import Contexts
import Exact
import Kernels
import Networks
import Properties
import Queries
import Verification

/// Answers about |x| on [-1, 1], to be printed.
enum SampleAnswers {
    static let network: Network = {
        let values = [("x", 1), ("z", 2), ("a", 2), ("y", 1)].map { Value(name: $0.0, shape: TensorShape([1, $0.1])) }
        func affine(_ rows: Int, _ columns: Int, _ weights: [Double]) -> Operator {
            .affine(
                Affine(weights: Matrix(rows: rows, columns: columns, values: weights), bias: [0, 0].dropLast(2 - rows)))
        }
        func node(_ name: String, _ source: String, _ operator: Operator, _ index: Int) -> Node {
            Node(
                name: name, sourceOperator: source, operator: `operator`, inputs: [ValueID(index)],
                output: ValueID(index + 1))
        }
        return Network(
            name: "abs", elementType: .float32, values: values,
            nodes: [
                node("first", "Gemm", affine(2, 1, [1, -1]), 0), node("relu", "Relu", .relu, 1),
                node("last", "Gemm", affine(1, 2, [1, 1]), 2),
            ],
            input: ValueID(0), output: ValueID(3))
    }()

    /// y >= 3/4 is unsafe.
    static let query: Query = {
        let row = LinearRow(terms: [(.output(0), -1)], bound: Rational(-3) / Rational(4))
        let region = Case(
            box: Box(lower: [-1], upper: [1]), regionRows: [], unsafe: [Polyhedron(rows: [row])])
        return Query(network: network, graph: AffineReLUGraph(network), cases: [region])
    }()

    static func witness(
        exact: Rational = 1, grade: Witness.Grade = .strict, replay: Witness.Replay = .confirmed
    ) -> Witness {
        Witness(
            exactInput: [exact], input: [1], output: [1], grade: grade, replay: replay, caseIndex: 0, unsafeIndex: 0,
            margin: 0.25)
    }

    static func answer(
        _ verdict: Verdict, vacuity: Vacuity? = nil, engine: EngineChoice = .bab, seconds: Double = 0.034
    ) -> Answer {
        Answer(verdict: verdict, vacuity: vacuity, engine: engine, statistics: Statistics(), seconds: seconds)
    }
}
