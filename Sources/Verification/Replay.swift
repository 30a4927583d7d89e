package import Exact
package import Networks
package import Properties
package import Queries

/// A counterexample evaluated again: what each row says about it, exactly and in floats, and the judge's verdict.
package struct Replay: Sendable {
    /// One row of the region or of the unsafe set, at the point.
    package struct RowResult: Sendable {
        package let row: LinearRow
        /// `bound - left-hand side`: by how much the row is met. Below 0 it is not met.
        package let exactSlack: Rational
        /// The same for the floats; `nil` when a value is not finite.
        package let floatSlack: Rational?

        package var isMet: Bool { row.isMet(slack: exactSlack) }
        package var isMetInFloats: Bool { floatSlack.map { row.isMet(slack: $0) } ?? false }
    }

    /// An input, exactly and as the floats that stand for it.
    package struct Point: Sendable {
        package let exact: [Rational]
        package let floats: [Double]

        package init(exact: [Rational], floats: [Double]) {
            self.exact = exact
            self.floats = floats
        }
    }

    package let exactOutput: [Rational]
    /// The output of the network in its own element type, widened.
    package let output: [Double]
    /// Inputs whose exact value is outside the box.
    package let outside: [Int]
    package let region: [RowResult]
    package let unsafe: [RowResult]
    /// The judge's word on the point; `nil` when exact arithmetic does not confirm the violation.
    package let witness: Witness?

    /// Evaluates the network at both points. Requires one number per input in each and in the box, and rows over inputs
    /// and outputs that the network has. Cost: two evaluations in floats and one in rationals; the judge's beside them.
    package init(_ point: Point, of network: Network, box: Box, region: [LinearRow], unsafe: [LinearRow]) {
        precondition(point.exact.count == network.inputCount && point.floats.count == network.inputCount)
        precondition(box.dimension == network.inputCount)
        let exactOutput = network.output(at: point.exact)
        let output = network.replayedOutput(at: point.floats)
        self.exactOutput = exactOutput
        self.output = output
        func results(_ rows: [LinearRow]) -> [RowResult] {
            rows.map { row in
                RowResult(
                    row: row,
                    exactSlack: row.slack { $0.value(input: point.exact, output: exactOutput) },
                    floatSlack: row.exactSlack(input: point.floats, output: output))
            }
        }
        outside = point.exact.indices.filter { point.exact[$0] < box.lower[$0] || box.upper[$0] < point.exact[$0] }
        self.region = results(region)
        self.unsafe = results(unsafe)
        let problem = Case(box: box, regionRows: region, unsafe: [Polyhedron(rows: unsafe)])
        let query = Query(network: network, graph: AffineReLUGraph(network), cases: [problem])
        witness = WitnessJudge(query: query).judge(caseIndex: 0, exactPoint: point.exact, input: point.floats)
    }
}
