import Networks
import Patterns
import Properties
import TestSupport
import Testing

@Suite struct PatternNeighboursTests {
    /// "0 active, 3 inactive", of class 0. Rows 0, 1 and 5 follow; the network calls row 1 class 1 and is undecided at row 5.
    private let rows = SampleData.evaluated(
        [
            (label: 0, active: [0]), (label: 0, active: [0, 1]), (label: 0, active: [3]), (label: 1, active: []),
            (label: 1, active: [0, 3]), (label: 1, active: [0, 2]), (label: 1, active: [0, 1, 2]),
        ], width: 4, classes: 2, decisions: [0, 1, 0, 1, 0, nil, 0])

    private var pattern: ActivationPattern {
        ActivationPattern(SampleQueries.pattern(0, ~3), neuronCount: 4)
    }

    @Test func threeLists() {
        let near = PatternNeighbours(rows, of: pattern, target: 0, most: 10)
        #expect(near.refuting == [1, 5] && near.followers == [0, 6])
        // Row 3 and row 4 break one demand, row 2 two; others' and own in turn.
        #expect(near.nearest == [3, 4, 2])
        let few = PatternNeighbours(rows, of: pattern, target: 0, most: 1)
        #expect(few.refuting == [1] && few.followers == [0] && few.nearest == [3])
    }

    /// Row 6 has label 1, follows the pattern of class 0, and the network says 0: the label is wrong or the network is, and
    /// the claim stands. Only what the network says can refute it.
    @Test(
        "Subtlety 14: coverage says nothing of followers with other labels, and these refute no claim by their labels")
    func followersOfOtherClasses() {
        let following = Following(of: pattern, label: 0, in: rows, .dataset)
        #expect(following.own == 2 && following.others == 2 && following.precision == 0.5)
        #expect(!PatternNeighbours(rows, of: pattern, target: 0, most: 10).refuting.contains(6))
    }
}
