import BigInt

/// A sparse matrix of integers for products with ``LongIntegers``.
///
/// An integer is stored as the words of its magnitude that are not 0, each an entry of its own: the significand of a float
/// times a power of two is one or two entries, wherever the power puts it.
package struct LongMatrix: Sendable {
    private struct Entry: Sendable {
        let digit: UInt64
        let column: Int32
        /// Words below the digit.
        let offset: UInt16
        let isNegative: Bool
    }

    private var entries: [Entry] = []
    /// Row i owns entries starts[i]..<starts[i + 1].
    private var starts = [0]
    /// The bits of the largest entry.
    package private(set) var bits = 0
    /// The most terms in a row.
    package private(set) var longestRow = 0
    private var terms = 0

    package init() {}

    package var rowCount: Int { starts.count - 1 }

    /// Adds `magnitude * 2^shift` to the row that is open.
    @inline(__always)
    package mutating func append(column: Int, magnitude: UInt64, shift: Int, isNegative: Bool) {
        if magnitude == 0 { return }
        let (offset, rest) = (UInt16(shift / 64), UInt64(shift % 64))
        let low = magnitude << rest
        let high = rest == 0 ? 0 : magnitude >> (64 - rest)
        if low != 0 {
            entries.append(Entry(digit: low, column: Int32(column), offset: offset, isNegative: isNegative))
        }
        if high != 0 {
            entries.append(Entry(digit: high, column: Int32(column), offset: offset + 1, isNegative: isNegative))
        }
        bits = max(bits, shift + 64 - magnitude.leadingZeroBitCount)
        terms += 1
    }

    /// Adds `value * 2^shift` to the row that is open. Requires an integer after that.
    package mutating func append(column: Int, _ value: Rational, shift: Int) {
        precondition(value.isDyadic && value.exponent + shift >= 0, "no integer")
        for (k, digit) in value.significand.magnitude.words.enumerated() {
            append(
                column: column, magnitude: UInt64(digit), shift: value.exponent + shift + 64 * k,
                isNegative: value.isNegative)
        }
    }

    /// Closes a row and opens the next.
    package mutating func endRow() {
        starts.append(entries.count)
        longestRow = max(longestRow, terms)
        terms = 0
    }

    /// Adds the product with the pairs of `source` that are `isUsed` to `sums`. Requires sums wide enough for the result.
    package func addProduct(with source: LongIntegers, isUsed: [Bool]?, to sums: inout LongIntegers) {
        for row in 0..<rowCount {
            for place in starts[row]..<starts[row + 1] {
                let entry = entries[place]
                let column = Int(entry.column)
                if let isUsed, !isUsed[column] { continue }
                sums.add(
                    entry.digit, offset: Int(entry.offset), isNegative: entry.isNegative, times: source, column, to: row
                )
            }
        }
    }
}
