package import Exact
import Networks

/// When a neuron of a class belongs to its pattern: delta of algorithm 1 in Geng et al., Towards Reliable Neural
/// Specifications (ICML 2023), exactly.
///
/// A neuron is wanted active when at least delta of the class's rows have it active, inactive when at most 1 - delta have.
/// Both comparisons include equality. 1 is strictest. Older scripts count the other way, from 0 as strictest: their
/// relaxation is 1 - delta.
package struct MiningThreshold: Hashable, Sendable {
    package let delta: Rational

    package var relaxation: Rational { .one - delta }

    /// `nil` unless 1/2 < delta <= 1: at 1/2 a neuron could be wanted both active and inactive.
    package init?(delta: Rational) {
        guard delta > Rational(1) / Rational(2), delta <= .one else { return nil }
        self.delta = delta
    }

    /// From how many active rows of `rows` on a neuron is wanted active: the least integer that is not below delta * rows.
    package func leastActive(of rows: Int) -> Int { (delta * Rational(rows)).ceiling ?? rows }

    /// Up to how many active rows of `rows` a neuron is wanted inactive: the greatest integer not above (1 - delta) * rows.
    package func mostActive(of rows: Int) -> Int { (relaxation * Rational(rows)).floor ?? 0 }
}

/// How often each neuron is active in the rows of one class: all that mining at any threshold needs.
package struct PhaseCounts: Hashable, Sendable {
    package private(set) var rows = 0
    /// By neuron.
    package private(set) var active: [Int]
    /// The neurons of layers; others are in no pattern.
    private let neurons: NeuronSet

    /// Counts the rows of a class. Cost: a step per active neuron and row.
    package init(_ data: EvaluatedData, of label: Int, _ source: LabelSource) {
        let capacity = data.layers.neuronCount
        active = [Int](repeating: 0, count: capacity)
        neurons = NeuronSet(data.layers.flatMap(\.neurons), capacity: capacity)
        for row in data.rows where row.classification(source) == label {
            rows += 1
            for neuron in row.active.neurons { active[neuron] += 1 }
        }
    }

    /// The phase that more than half of the rows have, for every neuron that has one: finer than every dominant pattern.
    package var majority: ActivationPattern {
        var pattern = ActivationPattern(neuronCount: active.count)
        for neuron in neurons.neurons where 2 * active[neuron] != rows {
            pattern[neuron] = 2 * active[neuron] > rows ? .active : .inactive
        }
        return pattern
    }

    /// The dominant pattern at a threshold. Requires at least one row.
    package func pattern(at threshold: MiningThreshold) -> ActivationPattern {
        precondition(rows > 0, "a pattern of no rows")
        let (least, most) = (threshold.leastActive(of: rows), threshold.mostActive(of: rows))
        var pattern = ActivationPattern(neuronCount: active.count)
        for neuron in neurons.neurons {
            if active[neuron] >= least {
                pattern[neuron] = .active
            } else if active[neuron] <= most {
                pattern[neuron] = .inactive
            }
        }
        return pattern
    }
}

/// How many rows of each class follow the pattern of one class.
package struct Following: Hashable, Sendable {
    package let label: Int
    /// By class, and how many rows each class has.
    package let followers: [Int]
    package let rows: [Int]

    package init(of pattern: ActivationPattern, label: Int, in data: EvaluatedData, _ source: LabelSource) {
        self.label = label
        followers = data.followers(of: pattern, source)
        rows = data.rowCounts(source)
    }

    package var own: Int { followers[label] }
    package var ownRows: Int { rows[label] }
    package var others: Int { followers.reduce(0, +) - own }
    package var otherRows: Int { rows.reduce(0, +) - ownRows }

    /// The share of the class that follows the whole pattern: joint recall, or coverage. Not delta, which is about each
    /// neuron alone. `nil` without rows.
    package var recall: Double? { ownRows == 0 ? nil : Double(own) / Double(ownRows) }
    /// The share of the class among all followers. `nil` without followers.
    package var precision: Double? { own + others == 0 ? nil : Double(own) / Double(own + others) }
}
