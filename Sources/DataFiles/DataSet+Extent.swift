package import Contexts

extension DataSet {
    /// What the stored numbers of a data set, or of one row of it, span.
    package struct Extent: Hashable, Sendable {
        /// The least and the greatest finite number, rounded to Double; `nil` when there is none.
        package var range: ClosedRange<Double>?
        /// How many elements are NaN or infinite.
        package var notFinite: Int

        fileprivate mutating func add(_ value: Double) {
            guard value.isFinite else {
                notFinite += 1
                return
            }
            let old = range ?? value...value
            range = min(old.lowerBound, value)...max(old.upperBound, value)
        }
    }

    /// The span of all stored numbers, unscaled. Cost: every row is read once.
    package func extent() throws(DataError) -> Extent {
        var extent = Extent(range: nil, notFinite: 0)
        for row in 0..<count {
            switch try rows.values(ofRow: row) {
            case .bytes(let bytes):
                if let least = bytes.min(), let greatest = bytes.max() {
                    extent.add(Double(least))
                    extent.add(Double(greatest))
                }
            case .numbers(let numbers):
                for number in numbers { extent.add(number.double) }
            }
        }
        return extent
    }

    /// How many rows have each label, by label; `nil` without labels.
    package var labelCounts: [Int: Int]? {
        guard isLabelled else { return nil }
        return (0..<count).reduce(into: [:]) { counts, row in
            if let label = label(row) { counts[label, default: 0] += 1 }
        }
    }
}
