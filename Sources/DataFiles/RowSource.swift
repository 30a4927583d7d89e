import Contexts

/// What can give the points of a data set one by one.
protocol RowSource: Sendable {
    /// Where the rows come from, for messages.
    var source: ArraySource { get }
    var count: Int { get }
    /// The shape of a row as it is stored.
    var rowShape: [Int] { get }
    /// The element type for people: `uint8`, `decimal`.
    var typeName: String { get }
    /// The stored elements of a row in C order of ``rowShape``. Requires a row in `0..<count`. Throws what only reading
    /// the row can show.
    func values(ofRow row: Int) throws(DataError) -> RowValues
}

/// The elements of a row as they are stored. Most images are bytes, and bytes need no box per pixel.
enum RowValues: Sendable {
    case bytes([UInt8])
    case numbers([StoredNumber])

    var count: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .numbers(let numbers): numbers.count
        }
    }

    /// The nearest Doubles; NaN and infinities as they are.
    var doubles: [Double] {
        switch self {
        case .bytes(let bytes): bytes.map { Double($0) }
        case .numbers(let numbers): numbers.map(\.double)
        }
    }
}

/// The rows of an array: its first dimension.
struct ArrayRows: RowSource {
    let array: NumberArray

    /// Throws ``DataError/noRows(_:)`` for a single number, and an error for no rows of a size that cannot be counted.
    init(_ array: NumberArray) throws(DataError) {
        guard !array.shape.isEmpty else { throw .noRows(array.source) }
        guard NumberArray.count(of: Array(array.shape.dropFirst())) != nil else {
            throw .header(array.source, .array, .badShape)
        }
        self.array = array
    }

    var source: ArraySource { array.source }
    var count: Int { array.shape[0] }
    var rowShape: [Int] { Array(array.shape.dropFirst()) }
    var typeName: String { array.type.rawValue }

    func values(ofRow row: Int) throws(DataError) -> RowValues { array.row(row) }
}
