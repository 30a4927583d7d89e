import Kernels
import TestSupport

/// A block inside a larger buffer whose other elements are watched: a kernel that runs past its last lane is found out.
struct FencedBlock {
    private static let fence = 13
    private static let mark = 777.0

    let block: Block
    private let buffer: Buffer

    /// Zeros.
    init(rows: Int, width: Int) {
        buffer = Buffer(count: rows * width + 2 * Self.fence)
        buffer.fill(Self.mark, at: 0, count: buffer.count)
        block = Block(buffer, rows: rows, width: width, offset: Self.fence)
        block.fill(0)
    }

    /// Values that `next` gives, row after row.
    init(rows: Int, width: Int, _ next: () -> Double) {
        self.init(rows: rows, width: width)
        for r in 0..<rows { block.setRow(r, (0..<width).map { _ in next() }) }
    }

    /// Eighths in [-2, 2]: sums of products of a few of them are exact in Double, whatever the order.
    init(rows: Int, width: Int, _ random: inout SeededNumbers) {
        self.init(rows: rows, width: width)
        for r in 0..<rows { block.setRow(r, random.eighths(2, count: width)) }
    }

    var values: [[Double]] { (0..<block.rows).map { block.row($0) } }

    /// Whether the elements before and after the block are as they were.
    var isFenceWhole: Bool {
        let before = buffer.load(at: 0, count: Self.fence)
        let after = buffer.load(at: buffer.count - Self.fence, count: Self.fence)
        return (before + after).allSatisfy { $0 == Self.mark }
    }
}

extension Buffer {
    convenience init(_ values: [Double]) {
        self.init(count: values.count)
        store(values, at: 0)
    }

    var values: [Double] { load(at: 0, count: count) }
}

/// Every width up to four SIMD vectors and a tail.
let widths = 0...35
