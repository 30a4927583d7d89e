import Exact
import Networks
import Patterns
import Properties
import TestSupport
import Testing

@Suite struct ActivationPatternTests {
    private func pattern(_ text: String) -> ActivationPattern {
        var pattern = ActivationPattern(neuronCount: text.count)
        for (neuron, character) in text.enumerated() {
            pattern[neuron] = character == "A" ? .active : character == "I" ? .inactive : .any
        }
        return pattern
    }

    @Test func phasesSizeAndDecisions() {
        var some = pattern("A-I")
        #expect(some.size == 2 && some.neurons == [0, 2])
        #expect(some[0] == .active && some[1] == .any && some[2] == .inactive)
        #expect(
            some.decisions == [PhaseDecision(neuron: 0, isActive: true), PhaseDecision(neuron: 2, isActive: false)])
        #expect(ActivationPattern(some.decisions, neuronCount: 3) == some)
        some[0] = .inactive
        #expect(some == pattern("I-I"))
        #expect(some.freeing(2) == pattern("I--") && some.freeing(1) == some)
        #expect(pattern("AIA").restricted(to: NeuronSet([1, 2], capacity: 3)) == pattern("-IA"))
    }

    /// The example of "Learning Minimal Neural Specifications": <*,*,*,*> <= <1,0,*,*> <= <1,0,1,*>. Coarser has fewer
    /// demands, whatever the sentence of its definition 2 says.
    @Test("Subtlety 6: coarser is lower in the order") func coarserHasFewerDemands() {
        let chain = [pattern("----"), pattern("AI--"), pattern("AIA-")]
        for (i, a) in chain.enumerated() {
            for (j, b) in chain.enumerated() {
                #expect(a.isCoarserOrEqual(to: b) == (i <= j))
                #expect(a.order(to: b) == (i == j ? .equal : i < j ? .coarser : .finer))
            }
        }
        #expect(pattern("A-").order(to: pattern("-A")) == .incomparable)
        #expect(pattern("A-").order(to: pattern("I-")) == .incomparable)
    }

    @Test func conflicts() {
        #expect(pattern("AI-A").conflicts(with: pattern("II-I")).neurons == [0, 3])
        #expect(pattern("A--").conflicts(with: pattern("-I-")).isEmpty)
    }

    /// In the strict sense a conflict on one neuron excludes every input, without any solver. In the closure it does not:
    /// where the pre-activation is 0 both demands are met.
    @Test("Subtlety 2: the syntactic test is valid for strict activation only") func aConflictIsStrictOnly() {
        let (a, b) = (pattern("A-"), pattern("IA"))
        #expect(!a.conflicts(with: b).isEmpty)
        for active in [[], [0], [1], [0, 1]] {
            let state = NeuronSet(active, capacity: 2)
            #expect(!a.isFollowed(byActive: state) || !b.isFollowed(byActive: state))
        }
        #expect(!a.isFollowed(byPreActivations: [0, 1]) && b.isFollowed(byPreActivations: [0, 1]))
    }

    /// Zero is inactive, in mining and in following.
    @Test("Subtlety 1: active means above 0, zero is inactive") func zeroIsInactive() {
        let values: [Rational] = [0, Rational(1) / Rational(1_000_000), -1]
        #expect(pattern("IAI").isFollowed(byPreActivations: values))
        #expect(!pattern("A--").isFollowed(byPreActivations: values))
        #expect(!pattern("-I-").isFollowed(byPreActivations: values))
        #expect(pattern("---").isFollowed(byPreActivations: values))
    }

    @Test func rejections() {
        let active = NeuronSet([1, 2], capacity: 4)
        #expect(pattern("AAI-").rejections(ofActive: active).neurons == [0, 2])
        #expect(pattern("IAA-").rejections(ofActive: active).isEmpty && pattern("IAA-").isFollowed(byActive: active))
    }

    /// The full pattern of an input is about neurons of layers only; what follows it has it.
    @Test func fullPattern() {
        let layers = SampleNetworks.absolute.reluLayers
        let full = ActivationPattern.full(active: NeuronSet([0], capacity: 2), layers: layers)
        #expect(full == pattern("AI"))
        #expect(pattern("A-").isCoarserOrEqual(to: full) && pattern("A-").isFollowed(byActive: full.active))
    }

    @Test func setsOverSeveralWords() {
        let many = NeuronSet([0, 63, 64, 127, 130], capacity: 131)
        #expect(many.count == 5 && many.neurons == [0, 63, 64, 127, 130])
        #expect(many.contains(127) && !many.contains(126))
        let few = NeuronSet([64, 130], capacity: 131)
        #expect(few.isSubset(of: many) && !many.isSubset(of: few))
        #expect(many.subtracting(few).neurons == [0, 63, 127] && many.intersection(few) == few)
        #expect(few.union(NeuronSet([1], capacity: 131)).neurons == [1, 64, 130])
        #expect(!few.isDisjoint(with: many) && few.isDisjoint(with: NeuronSet([65], capacity: 131)))
    }
}
