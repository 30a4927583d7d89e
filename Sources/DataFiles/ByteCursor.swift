/// Reads binary headers from front to back; every step is `nil` beyond the end.
struct ByteCursor {
    let bytes: [UInt8]
    private(set) var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= bytes.count - index else { return nil }
        defer { index += count }
        return bytes[index..<(index + count)]
    }

    /// An unsigned number of at most 7 bytes.
    mutating func number(bytes count: Int, isBigEndian: Bool) -> Int? {
        guard let taken = take(count) else { return nil }
        let ordered = isBigEndian ? Array(taken) : taken.reversed()
        return ordered.reduce(0) { $0 << 8 | Int($1) }
    }
}
