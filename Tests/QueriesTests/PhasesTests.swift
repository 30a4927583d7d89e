import Networks
import Queries
import TestSupport
import Testing

@Suite struct PhasesTests {
    private func phases(_ phases: Phases) -> [Phase] {
        (0..<phases.neuronCount).map { phases[NeuronIndex($0)] }
    }

    @Test func aPatternDecidesItsNeurons() {
        let decided = Phases(SampleQueries.pattern(2, ~0), neuronCount: 4)
        #expect(phases(decided) == [.inactive, .undecided, .active, .undecided])
        #expect(decided.decidedCount == 2)
        #expect(Phases([], neuronCount: 4) == Phases(neuronCount: 4))
    }

    /// In any order, however often: repetitions add nothing, both phases leave pre-activation 0.
    @Test func bothPhasesMeetAtZero() {
        #expect(phases(Phases(SampleQueries.pattern(0, 0, ~1, ~1), neuronCount: 2)) == [.active, .inactive])
        for pattern in [SampleQueries.pattern(0, ~0), SampleQueries.pattern(~0, 0), SampleQueries.pattern(0, ~0, 0)] {
            let decided = Phases(pattern, neuronCount: 1)
            #expect(phases(decided) == [.zero])
            #expect(decided.decidedCount == 1)
        }
    }

    @Test func whatPhasesSayAboutSigns() {
        let all = [Phase.undecided, .active, .inactive, .zero]
        #expect(all.map(\.isNeverNegative) == [false, true, false, true])
        #expect(all.map(\.isNeverPositive) == [false, false, true, true])
    }

    @Test func aNeuronThatDoesNotExistIsABrokenPromise() async {
        await #expect(processExitsWith: .failure) {
            _ = Phases(SampleQueries.pattern(2), neuronCount: 2)
        }
    }
}
