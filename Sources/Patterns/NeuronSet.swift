/// A set of neurons, by their numbers over all ReLU layers of a network: a bit each.
package struct NeuronSet: Hashable, Sendable {
    /// The number of neurons that there are.
    package let capacity: Int
    private var words: [UInt64]

    /// The empty set.
    package init(capacity: Int) {
        self.capacity = capacity
        words = [UInt64](repeating: 0, count: (capacity + 63) / 64)
    }

    /// Requires neurons in `0..<capacity`.
    package init(_ neurons: some Sequence<Int>, capacity: Int) {
        self.init(capacity: capacity)
        for neuron in neurons { insert(neuron) }
    }

    package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }
    package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The neurons in order.
    package var neurons: [Int] {
        var neurons: [Int] = []
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                neurons.append(index * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return neurons
    }

    package func contains(_ neuron: Int) -> Bool {
        check(neuron)
        return words[neuron >> 6] >> UInt64(neuron & 63) & 1 != 0
    }

    package mutating func insert(_ neuron: Int) {
        check(neuron)
        words[neuron >> 6] |= 1 << UInt64(neuron & 63)
    }

    package mutating func remove(_ neuron: Int) {
        check(neuron)
        words[neuron >> 6] &= ~(1 << UInt64(neuron & 63))
    }

    private func check(_ neuron: Int) {
        precondition(neuron >= 0 && neuron < capacity, "neuron \(neuron) of \(capacity)")
    }

    package func isSubset(of other: NeuronSet) -> Bool {
        zip(words, other.words).allSatisfy { $0 & ~$1 == 0 }
    }

    package func isDisjoint(with other: NeuronSet) -> Bool {
        zip(words, other.words).allSatisfy { $0 & $1 == 0 }
    }

    package func intersection(_ other: NeuronSet) -> NeuronSet { combined(other, &) }
    package func union(_ other: NeuronSet) -> NeuronSet { combined(other, |) }
    package func subtracting(_ other: NeuronSet) -> NeuronSet { combined(other) { $0 & ~$1 } }

    private func combined(_ other: NeuronSet, _ operation: (UInt64, UInt64) -> UInt64) -> NeuronSet {
        precondition(capacity == other.capacity, "sets of neurons of different networks")
        var result = self
        for index in words.indices { result.words[index] = operation(words[index], other.words[index]) }
        return result
    }
}
