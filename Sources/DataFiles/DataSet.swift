package import Contexts
package import Exact

/// The order in which a file stores the channels of an image; points are always channels first.
package enum PixelLayout: String, Hashable, Sendable, CaseIterable {
    /// Channels, height, width.
    case channelsFirst = "CHW"
    /// Height, width, channels.
    case channelsLast = "HWC"
}

/// How the rows of a file become points.
package struct PointForm: Hashable, Sendable {
    /// What every stored number is multiplied by, exactly.
    package var scale: Rational
    /// The shape of a row, when it is not the one of the file.
    package var shape: [Int]?
    package var layout: PixelLayout

    package init(scale: Rational = 1, shape: [Int]? = nil, layout: PixelLayout = .channelsFirst) {
        self.scale = scale
        self.shape = shape
        self.layout = layout
    }
}

/// Points, and labels where there are any: what a spec calls data. Rows are numbered from 0.
///
/// Opening reads the bytes and checks sizes; a point is made when it is asked for, in time linear in its elements. Its
/// elements are the stored numbers times an exact scale: the byte 7 of a picture with `scale: 1/255` is the rational
/// 7/255.
package struct DataSet: Sendable {
    package let name: String
    /// The shape of a point, channels first.
    package let pointShape: [Int]
    package let scale: Rational
    let rows: any RowSource
    private let labels: [Int]?
    /// For each element of a point its place in the stored row; `nil` when they are the same.
    private let order: [Int]?
    /// Every number from 0 to 255 times the scale: images are made of these.
    private let scaledBytes: [Rational]
    /// The same, rounded to nearest.
    private let roundedBytes: [Double]

    /// Throws when the form does not fit the rows. Requires as many labels as rows.
    init(name: String, rows: any RowSource, labels: [Int]?, form: PointForm) throws(DataError) {
        precondition(labels.map { $0.count == rows.count } ?? true, "labels for other rows")
        let stored = try Self.shape(of: rows, form)
        self.name = name
        self.rows = rows
        self.labels = labels
        scale = form.scale
        scaledBytes = (0...255).map { Rational($0) * form.scale }
        roundedBytes = scaledBytes.map { $0.double(.nearest) }
        switch form.layout {
        case .channelsFirst: (pointShape, order) = (stored, nil)
        case .channelsLast:
            guard stored.count == 3 else { throw .layout(rows.source, shape: stored) }
            (pointShape, order) = ([stored[2], stored[0], stored[1]], Self.channelsFirst(stored))
        }
    }

    private static func shape(of rows: any RowSource, _ form: PointForm) throws(DataError) -> [Int] {
        guard let asked = form.shape else { return rows.rowShape }
        let elements = NumberArray.count(of: rows.rowShape) ?? 0
        guard NumberArray.count(of: asked) == elements else {
            throw .pointShape(rows.source, asked: asked, elements: elements)
        }
        return asked
    }

    /// The places of channels, height and width in a row of `shape` (height, width, channels).
    private static func channelsFirst(_ shape: [Int]) -> [Int] {
        let (pixels, channels) = (shape[0] * shape[1], shape[2])
        return (0..<channels).flatMap { channel in (0..<pixels).map { $0 * channels + channel } }
    }

    /// The number of points.
    package var count: Int { rows.count }

    /// Where the points come from.
    package var source: ArraySource { rows.source }

    /// The stored element type for people: `uint8`, `float32`, `decimal`.
    package var elementType: String { rows.typeName }

    /// Whether the points have labels.
    package var isLabelled: Bool { labels != nil }

    /// The class of a row; `nil` when the data set has no labels. Requires a row in `0..<count`.
    package func label(_ row: Int) -> Int? {
        precondition((0..<count).contains(row), "row \(row) of \(count)")
        return labels?[row]
    }

    /// The exact point of a row, in C order of ``pointShape``. Requires a row in `0..<count`. Throws
    /// ``DataError/notFinite(_:row:index:value:)`` for NaN and infinities, and for pictures whatever decoding finds.
    package func point(_ row: Int) throws(DataError) -> [Rational] {
        let values = try values(ofRow: row)
        switch values {
        case .bytes(let bytes): return ordered(bytes).map { scaledBytes[Int($0)] }
        case .numbers(let numbers):
            let isScaled = scale != 1
            let exact = try numbers.enumerated().map { index, number throws(DataError) in
                if case .integer(let byte) = number, scaledBytes.indices.contains(byte) { return scaledBytes[byte] }
                guard let value = number.exact else {
                    throw .notFinite(source, row: row, index: index, value: number.text)
                }
                return isScaled ? value * scale : value
            }
            return ordered(exact)
        }
    }

    /// The exact point of a row with each element rounded to the nearest Double: what evaluations in floats start from.
    /// Requires and throws as ``point(_:)`` does; an element beyond the floats is infinite.
    package func roundedPoint(_ row: Int) throws(DataError) -> [Double] {
        switch try values(ofRow: row) {
        case .bytes(let bytes): return ordered(bytes.map { roundedBytes[Int($0)] })
        case .numbers(let numbers):
            let isScaled = scale != 1
            let rounded = try numbers.enumerated().map { index, number throws(DataError) in
                if case .integer(let byte) = number, roundedBytes.indices.contains(byte) { return roundedBytes[byte] }
                if !isScaled, case .real(let value) = number, value.isFinite { return value }
                guard let value = number.exact else {
                    throw .notFinite(source, row: row, index: index, value: number.text)
                }
                return (isScaled ? value * scale : value).double(.nearest)
            }
            return ordered(rounded)
        }
    }

    /// The stored numbers of a row, unscaled and rounded to nearest, in C order of ``pointShape``; NaN and infinities as
    /// they are. For pictures and statistics, never for proofs. Requires a row in `0..<count`.
    package func storedDoubles(_ row: Int) throws(DataError) -> [Double] {
        ordered(try values(ofRow: row).doubles)
    }

    private func values(ofRow row: Int) throws(DataError) -> RowValues {
        precondition((0..<count).contains(row), "row \(row) of \(count)")
        return try rows.values(ofRow: row)
    }

    private func ordered<Element>(_ values: [Element]) -> [Element] {
        order.map { $0.map { values[$0] } } ?? values
    }
}
