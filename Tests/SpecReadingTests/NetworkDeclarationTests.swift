import Contexts
import Properties
import SpecReading
import Testing

/// Networks, inputs, outputs and hidden nodes of VNN-LIB 2.0, several of each.
@Suite struct NetworkDeclarationTests {
    private let several = """
        (vnnlib-version <2.0>)
        (declare-network f
          (declare-input A real [2])
          (declare-input B Real [1,3])
          (declare-hidden H real [2,2] "/relu/Relu_output_0")
          (declare-hidden G real [] "g")
          (declare-output Y real [2])
          (declare-output Z real [1]))
        (declare-network g (equal-to f)
          (declare-input C real [2])
          (declare-input D real [1,3])
          (declare-output V real [2])
          (declare-output W real [1]))
        (declare-network h (isomorphic-to g) (declare-input P real [2]) (declare-input Q real [1,3])
          (declare-output R real [2]) (declare-output S real [1]))
        """

    private func read(_ assertion: String) throws -> ReadProperty {
        try VNNLIBReader.read(Array("\(several)\n(assert \(assertion))".utf8), file: "p.vnnlib")
    }

    @Test func everythingIsDeclared() throws {
        let read = try read("(<= A[0] 1)")
        #expect(read.networks.map(\.name) == ["f", "g", "h"])
        #expect(read.networks.map(\.relation) == [nil, .equal(to: 0), .isomorphic(to: 1)])
        #expect(read.networks[0].inputs.map(\.name.name) == ["A", "B"])
        #expect(read.networks[0].hidden.map(\.modelName) == ["/relu/Relu_output_0", "g"])
        #expect(read.networks[0].outputs.map(\.modelName) == [nil, nil])
        #expect(read.networks[0].place == Place(file: "p.vnnlib", position: SourcePosition(line: 2, column: 18)))
        #expect(read.networks[0].hidden[1].place.position == SourcePosition(line: 6, column: 19))
        #expect(read.isProduct)
        #expect(read.networks.indices.map { read.model(of: $0) } == [0, 0, 2])
    }

    /// Inputs are counted through all networks, and hidden nodes and outputs together, as they are declared.
    @Test(arguments: [
        ("A[1]", "X_1"), ("B[0,0]", "X_2"), ("B[0,2]", "X_4"), ("D[0,1]", "X_8"), ("P[0]", "X_10"), ("H[0,0]", "Y_0"),
        ("H[1,0]", "Y_2"), ("G", "Y_4"), ("Y[1]", "Y_6"), ("Z[0]", "Y_7"), ("V[0]", "Y_8"), ("W[0]", "Y_10"),
        ("S[0]", "Y_13"),
    ])
    func variablesAreNumbered(name: String, variable: String) throws {
        let property = try read("(<= \(name) 1)").property
        #expect(property.inputCount == 15 && property.outputCount == 14)
        #expect(written(property.formula) == "(\(variable) <= 1)")
        guard case .all(let parts) = property.formula, case .row(let row)? = parts.first else {
            Issue.record("no row")
            return
        }
        #expect(row.text(property.names) == "\(name) <= 1")
    }

    /// Nodes of several networks in one nested formula, strict and not.
    @Test func nodesAreCompared() throws {
        let read = try read("(or (and (< Y[0] V[0]) (>= H[0,1] 0)) (!= (+ A[0] (* 2 C[0])) (- Z[0] 1)))")
        let expected =
            "(((Y_5 - Y_8 < 0 and -Y_1 <= 0) or (X_0 + 2*X_5 - Y_7 < -1 or -X_0 - 2*X_5 + Y_7 < 1)))"
        #expect(written(read.property.formula) == expected)
    }

    @Test func valuesByName() throws {
        let read = try VNNLIBReader.read(
            Array(
                """
                (vnnlib-version <2.0>)
                (declare-network f (declare-input meta real [1] "metadata") (declare-input img real [2] "image, left")
                  (declare-output box real [4] "bbox"))
                (assert (<= img[1] 1e-2))
                """.utf8), file: "p.vnnlib")
        #expect(read.networks[0].inputs.map(\.modelName) == ["metadata", "image, left"])
        #expect(read.isProduct)
        #expect(written(read.property.formula) == "(X_2 <= 0.01)")
    }
}
