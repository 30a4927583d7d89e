import Contexts
import Testing

@Suite struct ClaimErrorWordsTests {
    @Test func openSides() {
        let one = ClaimError.unboundedInputs([.init(input: 3, side: .upper)])
        #expect(
            one.line
                == "error[S310]: input X_3 has no upper bound; expected a lower and an upper bound for every input; "
                + "help: intersect the region with a box")
        let many = ClaimError.unboundedInputs((0..<5).map { .init(input: $0, side: .lower) })
        #expect(
            many.problem == "inputs have no bounds: X_0 has no lower bound, X_1 has no lower bound, X_2 has no lower "
                + "bound and 2 more")
    }

    @Test func biasedNetwork() {
        let error = ClaimError.biasedNetwork(nodes: ["fc1", "fc2"], largest: 0.5)
        #expect(
            error.line
                == "error[S331]: the network has biases ('fc1', 'fc2', up to 0.5), so its answer changes with the scale; "
                + "expected a network without biases, or a least scale above 0; help: give the cone a bounded scale")
    }

    @Test func combinationsAreNamed() {
        #expect(
            ClaimError.unsupported(.inflatedCone).line
                == "error: not supported: an inflated cone; inflate the base of the cone")
        #expect(ClaimError.noSuchNeuron(index: 4, count: 4).problem == "there is no neuron 4: the last one is 3")
    }

    @Test func warnings() {
        let range = ClaimWarning.EmptyRange(input: 0, lower: "2", upper: "1")
        #expect(
            ClaimWarning.emptyRegion(range: range).problem
                == "the region holds no point, so the property holds; input X_0 has an empty range: lower bound 2, "
                + "upper bound 1")
        #expect(
            ClaimWarning.emptyParts(dropped: 1, total: 3, range: nil).problem
                == "1 of 3 parts of the region hold no point and are left out")
        #expect(
            ClaimWarning.conflictingPhases(neurons: [4, 7, 8, 9]).problem
                == "neurons 4, 7, 8 and 1 more must be both active and inactive: only inputs with pre-activation "
                + "exactly 0 are left")
    }
}
