import Contexts
import Properties
import SpecReading
import Testing

@Suite struct VNNLIB2Tests {
    private func declared(_ network: String, _ assertions: String) throws -> ReadProperty {
        try read("; a comment may come first\n(vnnlib-version <2.0>)\n\(network)\n\(assertions)")
    }

    private let standard = "(declare-network f (declare-input X real [1,5]) (declare-output Y real [5]))"

    @Test func standardForm() throws {
        let read = try declared(standard, "(assert (and (>= X[0,0] 0.0) (<= X[0,4] 1)))\n(assert (> Y[4] Y[0]))")
        #expect(read.version == .two)
        #expect(read.networks.map(\.name) == ["f"])
        #expect(read.networks[0].tensors.map(\.name.name) == ["X", "Y"])
        #expect(read.networks[0].tensors.map(\.dimensions) == [[1, 5], [5]])
        #expect(read.networks[0].hidden.isEmpty && read.networks[0].relation == nil && !read.isProduct)
        #expect(read.elementType == .real)
        #expect(read.property.inputCount == 5)
        #expect(read.property.outputCount == 5)
        #expect(written(read.property.formula) == "(-X_0 <= 0 and X_4 <= 1 and Y_0 - Y_4 < 0)")
        #expect(read.property.names.name(of: .input(3)) == "X[0,3]")
        #expect(read.property.names.name(of: .output(3)) == "Y[3]")
    }

    @Test(arguments: [
        ("(<= X[0,0] 1)", "X_0 <= 1"), ("(<= X[ 0 , 3 ] 1)", "X_3 <= 1"), ("(<= X [0,3] 1)", "X_3 <= 1"),
        ("(== Y[0] 1)", "(Y_0 <= 1 and -Y_0 <= -1)"), ("(!= Y[0] 1)", "(Y_0 < 1 or -Y_0 < -1)"),
        ("(or (< Y[0] Y[1]) (and (>= Y[2] 0) (>= Y[3] 0)))", "(Y_0 - Y_1 < 0 or (-Y_2 <= 0 and -Y_3 <= 0))"),
        ("(<= (+ (* 2 Y[0]) (- Y[1])) (- 3 1))", "2*Y_0 - Y_1 <= 2"), ("(<= X[0,0] -1e-06)", "X_0 <= -0.000001"),
        ("(<= Y[0]X[0,1])", "-X_1 + Y_0 <= 0"),
    ])
    func condition(_ text: String, _ expected: String) throws {
        let formula = try declared(standard, "(assert \(text))").property.formula
        if case .all(let parts) = formula, parts.count == 1 {
            #expect(written(parts[0]) == expected)
        } else {
            #expect(written(formula) == expected)
        }
    }

    @Test func indicesAreInCOrder() throws {
        let network = "(declare-network net (declare-input img FLOAT32 [2,3,4]) (declare-output out Float32 [1]))"
        let read = try declared(network, "(assert (<= img[1,2,3] 1)) (assert (<= img[0,1,0] 1))")
        #expect(written(read.property.formula) == "(X_23 <= 1 and X_4 <= 1)")
        #expect(read.elementType == .float32)
        #expect(read.property.names.name(of: .input(23)) == "img[1,2,3]")
    }

    @Test func scalars() throws {
        let network = "(declare-network f (declare-input a float64 []) (declare-output b float64))"
        let read = try declared(network, "(assert (<= a 1)) (assert (>= b a))")
        #expect(written(read.property.formula) == "(X_0 <= 1 and X_0 - Y_0 <= 0)")
        #expect(read.property.names.name(of: .input(0)) == "a")
        #expect(read.elementType == .float64)
        #expect(read.networks[0].outputs[0].dimensions == [])
    }

    @Test func bothVersionsOfOnePropertyAreEqual() throws {
        let one = try read(
            """
            (declare-const X_0 Real) (declare-const X_1 Real) (declare-const Y_0 Real)
            (assert (<= X_0 1)) (assert (or (<= X_1 0) (>= Y_0 (+ X_0 X_1))))
            """)
        let two = try declared(
            "(declare-network f (declare-input X real [1,2]) (declare-output Y real [1]))",
            "(assert (<= X[0,0] 1)) (assert (or (<= X[0,1] 0) (>= Y[0] (+ X[0,0] X[0,1]))))")
        #expect(one.property.formula == two.property.formula)
    }
}
