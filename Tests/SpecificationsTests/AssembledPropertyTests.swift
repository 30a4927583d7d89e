import Contexts
import Exact
import Networks
import Properties
import SpecReading
import Specifications
import TestSupport
import Testing

@Suite struct AssembledPropertyTests {
    private static func read(_ text: String) throws -> ReadProperty {
        try VNNLIBReader.read(Array("(vnnlib-version <2.0>)\n\(text)".utf8), file: "q.vnnlib")
    }

    private static let pair = """
        (declare-network f (declare-input X real [1,2]) (declare-output Y real [1]))
        (declare-network g (equal-to f) (declare-input U real [1,2]) (declare-output V real [1]))

        """

    /// An input named `x`, an output named after its node.
    private static func model(_ network: Network, hidden: [String: ValueID] = [:], type: ElementType = .float32)
        -> Network
    {
        Network(
            name: "m", elementType: type, values: network.values, nodes: network.nodes, input: network.input,
            output: network.output, hidden: hidden)
    }

    @Test func oneNetworkIsItself() throws {
        let read = try Self.read(
            "(declare-network f (declare-input X real [2]) (declare-output Y real [1])) (assert (<= Y[0] X[1]))")
        let assembled = try AssembledProperty(read, models: [SampleNetworks.xor])
        #expect(assembled.composition == nil)
        #expect(assembled.network.nodes == SampleNetworks.xor.nodes)
        #expect(assembled.property == read.property)
        #expect(assembled.variables(of: read.networks[0].inputs[0]) == [0, 1])
    }

    /// U[0,1] = X[0,1]: three inputs are left, and the product computes both networks.
    @Test func tiedInputsAreOne() throws {
        let read = try Self.read("\(Self.pair)(assert (== U[0,1] X[0,1])) (assert (> (- Y[0] V[0]) U[0,0]))")
        let assembled = try AssembledProperty(read, models: [SampleNetworks.xor, SampleNetworks.xor])
        #expect(assembled.composition != nil)
        #expect(assembled.network.inputCount == 3)
        #expect(assembled.variables(of: read.networks[0].inputs[0]) == [0, 1])
        #expect(assembled.variables(of: read.networks[1].inputs[0]) == [2, 1])
        #expect(assembled.variables(of: read.networks[1].outputs[0]) == [1])
        // xor(1, 1/4) = 3/4, xor(1/2, 1/4) = 3/4.
        #expect(assembled.network.output(at: [1, 1 / 4, 1 / 2]) == [3 / 4, 3 / 4] as [Rational])
        #expect((0..<3).map { assembled.property.names.name(of: .input($0)) } == ["X[0,0]", "X[0,1]", "U[0,0]"])
    }

    /// Hidden nodes come where they are declared: before the outputs.
    @Test func hiddenNodesAreOutputs() throws {
        let read = try Self.read(
            """
            (declare-network f (declare-input X real [2]) (declare-hidden Z real [2] "z") (declare-output Y real [1]))
            (assert (<= Z[1] X[1]))
            """)
        #expect(AssembledProperty.hiddenNames(of: 0, in: read) == ["z"])
        let model = Self.model(SampleNetworks.xor, hidden: ["z": ValueID(1)])
        let assembled = try AssembledProperty(read, models: [model])
        #expect(assembled.network.output(at: [1, 1 / 4]) == [5 / 4, 1 / 4, 3 / 4] as [Rational])
        #expect(assembled.property.names.name(of: .output(2)) == "Y[0]")
    }

    /// A network that is equal to another has its hidden nodes read with it.
    @Test func hiddenNodesOfEqualNetworks() throws {
        let read = try Self.read(
            """
            (declare-network f (declare-input X real [2]) (declare-hidden Z real [2] "z") (declare-output Y real [1]))
            (declare-network g (isomorphic-to f) (declare-input A real [2]) (declare-output B real [1]))
            (declare-network h (equal-to f) (declare-input U real [2]) (declare-hidden W real [2] "w")
              (declare-hidden T real [2] "z") (declare-output V real [1]))
            (assert (<= X[1] 0))
            """)
        #expect(AssembledProperty.hiddenNames(of: 0, in: read) == ["z", "w"])
        #expect(AssembledProperty.hiddenNames(of: 1, in: read) == [])
        #expect(AssembledProperty.hiddenNames(of: 2, in: read) == ["z", "w"])
    }

    @Test func inputsByName() throws {
        var sketch = NetworkSketch(inputs: 3)
        sketch.affine(0, [[1, 10, 100]], bias: nil)
        let plain = sketch.network
        let model = Network(
            name: "m", elementType: .float32, values: plain.values, nodes: plain.nodes, input: plain.input,
            output: plain.output,
            inputs: TensorPort.row([("a", TensorShape([1])), ("b", TensorShape([2]))]))
        let byName = try Self.read(
            """
            (declare-network f (declare-input B real [2] "b") (declare-input A real [1] "a")
              (declare-output Y real [1] "\(plain.outputs[0].name)"))
            (assert (<= Y[0] 0))
            """)
        let assembled = try AssembledProperty(byName, models: [model])
        // B = (2, 3), A = (1).
        #expect(assembled.network.output(at: [2, 3, 1]) == [321] as [Rational])
        #expect(assembled.variables(of: byName.networks[0].inputs[1]) == [2])
    }

    static let misfits: [(text: String, models: [Network], line: String)] = [
        (
            "(declare-network f (declare-input X real [3]) (declare-output Y real [1])) (assert (<= X[0] 1))",
            [SampleNetworks.xor],
            "q.vnnlib:2:35: error: variable 'X' has dimensions [3] and 'x' of the model has [2]; "
                + "declare 'X' with dimensions [2]"
        ),
        (
            "(declare-network f (declare-input X real [1]) (declare-input Z real [1]) (declare-output Y real [1])) "
                + "(assert (<= X[0] 1))",
            [SampleNetworks.xor],
            "q.vnnlib:2:18: error: network 'f' is declared with 2 inputs and its model has x; "
                + "declare each input of the model, in its order"
        ),
        (
            "(declare-network f (declare-input X real [2] \"u\") (declare-output Y real [1] \"y\")) (assert (<= X[0] 1))",
            [SampleNetworks.xor], "q.vnnlib:2:35: error: the model has no input 'u'; name one of x"
        ),
        (
            "(declare-network f (declare-input X float64 [2]) (declare-output Y float64 [1])) (assert (<= X[0] 1))",
            [SampleNetworks.xor],
            "q.vnnlib:2:35: error: variable 'X' is declared float64 and the model computes in float32; "
                + "declare 'X' as real or float32"
        ),
        (
            "(declare-network f (declare-input X real [2]) (declare-output Y real [1]))\n"
                + "(declare-network g (declare-input U real [2]) (declare-output V real [1])) (assert (<= X[0] 1))",
            [SampleNetworks.xor, model(SampleNetworks.xor, type: .float64)],
            "q.vnnlib:3:18: error: the model of network 'g' computes in float64 and that of 'f' in float32; "
                + "export both models in one type"
        ),
        (
            "(declare-network f (declare-input X real [1]) (declare-output Y real [1]))\n"
                + "(declare-network g (isomorphic-to f) (declare-input U real [1]) (declare-output V real [1])) "
                + "(assert (<= X[0] 1))",
            [SampleNetworks.absolute, SampleNetworks.residual],
            "q.vnnlib:3:18: error: the models of the networks 'g' and 'f' are not isomorphic: 4 nodes and 3; "
                + "remove isomorphic-to, or give models that differ in their weights only"
        ),
    ]

    @Test(arguments: misfits.indices) func misfit(index: Int) throws {
        let (text, models, line) = Self.misfits[index]
        let read = try Self.read(text)
        let error = try #require(throws: PropertyError.self) { try AssembledProperty(read, models: models) }
        #expect(error.line == line)
    }

    /// Dimensions of 1 and flat tensors leave the order of the elements alone; a transposed matrix does not.
    @Test func dimensionsMayBeWrittenOtherwise() throws {
        var sketch = NetworkSketch(inputs: 6)
        sketch.affine(0, [[1, 2, 3, 4, 5, 6]], bias: nil)
        let plain = sketch.network
        var values = plain.values
        values[0] = Value(name: "x", shape: TensorShape([1, 2, 3]))
        let model = Network(
            name: "m", elementType: .float32, values: values, nodes: plain.nodes, input: plain.input,
            output: plain.output)
        for (dimensions, fits) in [
            ("[1,2,3]", true), ("[2,3]", true), ("[6]", true), ("[1,6]", true), ("[3,2]", false),
        ] {
            let element = dimensions.map { $0.isNumber ? "0" : String($0) }.joined()
            let read = try Self.read(
                "(declare-network f (declare-input X real \(dimensions)) (declare-output Y real [])) "
                    + "(assert (<= X\(element) 1))")
            #expect(((try? AssembledProperty(read, models: [model])) != nil) == fits, "\(dimensions)")
        }
    }
}
