/// What the first word after a parenthesis asks for.
enum Operation: Hashable {
    case all, any, not, implies
    case compare(Comparison)
    case plus, minus, times, over

    enum Comparison: Hashable {
        case atMost, atLeast, below, above, equal, unequal
    }

    /// `nil` when the bytes name no operation. Both versions of the format share one table: each knows a few words that
    /// the other lacks, and none means two things.
    init?(_ name: ArraySlice<UInt8>) {
        guard name.count <= 8 else { return nil }
        let key = packed(name)
        guard let entry = table.first(where: { $0.key == key }) else { return nil }
        self = entry.operation
    }

    var isConnective: Bool {
        switch self {
        case .all, .any, .not, .implies: true
        case .compare, .plus, .minus, .times, .over: false
        }
    }

    /// How many operands there must be.
    var arity: ClosedRange<Int> {
        switch self {
        case .not: 1...1
        case .compare(.unequal): 2...2
        case .implies, .compare, .over: 2...Int.max
        case .all, .any, .plus, .minus, .times: 1...Int.max
        }
    }
}

/// Sorted by frequency in real files.
private let table: [(key: UInt64, operation: Operation)] = [
    ("<=", Operation.compare(.atMost)), (">=", .compare(.atLeast)), ("and", .all), ("or", .any), ("-", .minus),
    ("+", .plus), ("*", .times), ("<", .compare(.below)), (">", .compare(.above)), ("=", .compare(.equal)),
    ("==", .compare(.equal)), ("/", .over), ("not", .not), ("=>", .implies), ("!=", .compare(.unequal)),
    ("distinct", .compare(.unequal)),
].map { (packed(Array($0.0.utf8)[...]), $0.1) }

/// Up to eight bytes as one number.
private func packed(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
}
