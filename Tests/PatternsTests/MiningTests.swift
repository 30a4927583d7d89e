import Exact
import Networks
import Patterns
import TestSupport
import Testing

@Suite struct MiningTests {
    private func threshold(_ text: String) throws -> MiningThreshold {
        let delta = try #require(Rational(text: text))
        return try #require(MiningThreshold(delta: delta))
    }

    /// In floats 1 - 0.9 is below 0.1, and 10 rows would allow no exception where one is allowed.
    @Test(
        "Subtlety 4: thresholds are inclusive integers, 1 - 0.9 in floats is none",
        arguments: [
            ("0.9", 10, 9, 1), ("0.9", 30, 27, 3), ("0.9", 36, 33, 3), ("0.95", 20, 19, 1), ("0.99", 980, 971, 9),
            ("0.99", 100, 99, 1), ("0.7", 10, 7, 3), ("1", 37, 37, 0), ("2/3", 3, 2, 1), ("2/3", 4, 3, 1),
        ])
    func thresholdsAreExactIntegers(_ delta: String, _ rows: Int, _ least: Int, _ most: Int) throws {
        let threshold = try threshold(delta)
        #expect(threshold.leastActive(of: rows) == least)
        #expect(threshold.mostActive(of: rows) == most)
    }

    @Test func deltaIsAboveAHalfAndAtMostOne() throws {
        for text in ["0.5", "1/2", "0", "-1", "1.01", "0.49"] {
            let delta = try #require(Rational(text: text))
            #expect(MiningThreshold(delta: delta) == nil)
        }
        #expect(try threshold("0.51").leastActive(of: 100) == 51)
        #expect(try threshold("0.9").relaxation == Rational(1) / Rational(10))
    }

    /// Ten rows of class 0. Neuron 0 is active in 9, neuron 1 in 1, neuron 2 in 8, neuron 3 in none, neuron 4 in 10.
    private let ten = SampleData.evaluated(
        (0..<10).map { row in
            (
                label: 0,
                active: (row != 0 ? [0] : []) + (row == 1 ? [1] : []) + (row < 8 ? [2] : []) + [4]
            )
        } + [(label: 1, active: [0, 2, 4]), (label: 1, active: [])], width: 5, classes: 2)

    /// Both comparisons include equality.
    @Test func mining() throws {
        let counts = PhaseCounts(ten, of: 0, .dataset)
        #expect(counts.rows == 10 && counts.active == [9, 1, 8, 0, 10])
        let pattern = counts.pattern(at: try threshold("0.9"))
        #expect(pattern.active.neurons == [0, 4] && pattern.inactive.neurons == [1, 3])
        let strict = counts.pattern(at: try threshold("1"))
        #expect(strict.active.neurons == [4] && strict.inactive.neurons == [3])
        #expect(strict.order(to: pattern) == .coarser)
    }

    /// Each neuron alone has 9 of 10 rows on its side; the whole pattern has 8.
    @Test("Subtlety 4: delta is a frequency per neuron, not the joint recall") func recallIsNotDelta() throws {
        let pattern = PhaseCounts(ten, of: 0, .dataset).pattern(at: try threshold("0.9"))
        let following = Following(of: pattern, label: 0, in: ten, .dataset)
        #expect(following.own == 8 && following.ownRows == 10 && following.recall == 0.8)
        #expect(following.others == 1 && following.otherRows == 2 && following.followers == [8, 1])
        #expect(following.precision == 8.0 / 9)
        #expect(ten.rejections(by: pattern, of: 0, .dataset) == [0: 1, 1: 1])
        let strict = PhaseCounts(ten, of: 0, .dataset).pattern(at: try threshold("1"))
        #expect(Following(of: strict, label: 0, in: ten, .dataset).recall == 1)
    }

    /// The most refined pattern of a class is the mined one, not the full pattern of an input of it.
    @Test("Subtlety 5: the most refined pattern is the mined one, not the full pattern of an input")
    func minedIsCoarserThanTheFullPatternOfAFollower() throws {
        let pattern = PhaseCounts(ten, of: 0, .dataset).pattern(at: try threshold("0.9"))
        for row in ten.rows where pattern.isFollowed(byActive: row.active) {
            let full = ActivationPattern.full(active: row.active, layers: ten.layers)
            #expect(full.size == 5 && pattern.order(to: full) == .coarser)
        }
    }

    /// With labels a row that the network gets wrong counts for its label; with predictions for what the network says, and
    /// a tie for nobody.
    @Test("Subtlety 19: a tie of all outputs is no guess of class 0") func labelSources() {
        let data = SampleData.evaluated(
            [(label: 0, active: [0]), (label: 0, active: []), (label: 1, active: [0])], width: 1, classes: 2,
            decisions: [0, 1, nil])
        #expect(data.rowCounts(.dataset) == [2, 1] && data.rowCounts(.prediction) == [1, 1])
        #expect(PhaseCounts(data, of: 0, .dataset).active == [1])
        #expect(PhaseCounts(data, of: 0, .prediction).active == [1])
        #expect(PhaseCounts(data, of: 1, .prediction).active == [0])
    }

    /// Nobody follows: no precision. No rows: no recall.
    @Test func sharesOfNothing() {
        let data = SampleData.evaluated([(label: 0, active: [])], width: 1, classes: 2)
        var pattern = ActivationPattern(neuronCount: 1)
        pattern[0] = .active
        let following = Following(of: pattern, label: 1, in: data, .dataset)
        #expect(following.recall == nil && following.precision == nil && following.others == 0)
    }
}
