import Contexts
import DataFiles
import SpecReading

/// From `{data: ..., rows: ..., where: ...}` to row numbers.
struct RowSelection {
    let values: ValueReader
    /// The network that decides which rows are `correct`; `nil` when it cannot be used or depends on the case.
    let network: DeclaredNetwork?

    /// The rows in the order written. `nil` when the rows cannot be had, which has been reported.
    func rows(_ rows: Located<Rows>, filter: Located<RowFilter>?, of data: OpenData) -> [Int]? {
        guard let candidates = candidates(rows, data) else { return nil }
        guard let filter else { return candidates }
        switch filter.value {
        case .label(let label):
            guard isLabelled(data, filter.span, "where: label=\(label)") else { return nil }
            return candidates.filter { data.set.label($0) == label }
        case .correct: return correct(candidates, data, filter.span)
        }
    }

    private func candidates(_ rows: Located<Rows>, _ data: OpenData) -> [Int]? {
        let count = data.set.count
        switch rows.value {
        case .all: return Array(0..<count)
        case .first(let number):
            guard number <= count else {
                return fail("0..\(number - 1)", "all", at: rows.span, data)
            }
            return Array(0..<number)
        case .ranges(let ranges):
            if let outside = ranges.first(where: { !isInside($0.value, count) }) {
                let range = outside.value
                return fail(range.words, repair(range, count), at: outside.span, data)
            }
            return ranges.flatMap(\.value)
        case .sample(let number, let seed):
            guard number <= count else {
                return values.sink.fail(
                    .sampleTooLarge(count: number, rows: count, data: data.name.value), at: rows.span)
            }
            var generator = RowSampler(seed: seed)
            return generator.sample(number, of: count)
        }
    }

    private func isInside(_ range: ClosedRange<Int>, _ count: Int) -> Bool {
        range.lowerBound >= 0 && range.upperBound < count
    }

    /// The part of the range that exists, if there is one.
    private func repair(_ range: ClosedRange<Int>, _ count: Int) -> String {
        let first = max(range.lowerBound, 0)
        let last = min(range.upperBound, count - 1)
        if first > last { return "count from 0" }
        return "write \(first == last ? String(first) : "\(first)..\(last)")"
    }

    private func fail(_ rows: String, _ repair: String, at span: Span, _ data: OpenData) -> [Int]? {
        values.sink.fail(
            .rowsOutside(
                rows: rows, data: data.text(from: span), count: data.set.count,
                repair: repair == "all" ? "write  rows: all" : repair), at: span)
    }

    private func correct(_ rows: [Int], _ data: OpenData, _ span: Span) -> [Int]? {
        guard isLabelled(data, span, "where: correct") else { return nil }
        guard let network else { return nil }
        guard PointReader(values: values, network: network).fits(data, at: span) else { return nil }
        do {
            return try rows.filter { try values.library.isCorrect($0, of: data, by: network) }
        } catch {
            let cause = message(error)
            return values.sink.fail(.data(cause: cause), at: span)
        }
    }

    private func isLabelled(_ data: OpenData, _ span: Span, _ reference: String) -> Bool {
        if data.set.isLabelled { return true }
        values.sink.report(
            .noLabels(data: data.text(from: span), reference: reference, repair: data.node.likelyLabels),
            at: span)
        return false
    }
}

extension ClosedRange<Int> {
    fileprivate var words: String { count == 1 ? String(lowerBound) : "\(lowerBound)..\(upperBound)" }
}

/// Draws rows without replacement. The rows depend on the seed and the number of rows alone, on every machine and in every
/// release: SplitMix64 (Steele, Lea and Flood, 2014) started at the seed, and the first steps of a Fisher-Yates shuffle,
/// where step i swaps entry i with entry i + (draw mod (n - i)). The remainder favours small rows by less than n / 2^64.
struct RowSampler {
    private var state: UInt64

    init(seed: Int) {
        state = UInt64(bitPattern: Int64(seed))
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// `count` different rows of `0..<total` in ascending order. Requires `count <= total`. Cost: linear in `total`.
    mutating func sample(_ count: Int, of total: Int) -> [Int] {
        precondition(count <= total, "a sample larger than its source")
        var rows = Array(0..<total)
        for i in 0..<count {
            rows.swapAt(i, i + Int(next() % UInt64(total - i)))
        }
        return rows.prefix(count).sorted()
    }
}
