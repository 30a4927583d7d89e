package import Contexts
package import Exact

/// Numbers in a shape, as a view over the bytes of a file: an element is decoded when it is asked for, exactly, and opening
/// an array costs no more than reading its bytes. Byte order, Fortran order, and records with something between the
/// numbers are strides of the view.
package struct NumberArray: Sendable {
    /// Where the array comes from, for messages.
    package let source: ArraySource
    /// Outermost dimension first; empty for a single number.
    package let shape: [Int]
    package let type: StoredType
    /// The number of elements.
    package let count: Int
    private let bytes: [UInt8]
    private let isBigEndian: Bool
    private let start: Int
    /// Bytes from one element to the next in each dimension.
    private let strides: [Int]
    /// Whether the elements of a row follow one another without a gap.
    private let hasPlainRows: Bool

    /// More dimensions than numpy allows are a damaged header.
    static let rankLimit = 64

    /// A view of `bytes`. Requires that every element lies inside them.
    init(
        source: ArraySource, shape: [Int], type: StoredType, isBigEndian: Bool, bytes: [UInt8], start: Int,
        strides: [Int]
    ) {
        guard let count = Self.count(of: shape) else { preconditionFailure("an array of shape \(shape)") }
        precondition(shape.count == strides.count && start >= 0 && strides.allSatisfy { $0 >= 0 })
        let last = count == 0 ? start : zip(shape, strides).reduce(start) { $0 + ($1.0 - 1) * $1.1 }
        precondition(count == 0 || last + type.width <= bytes.count, "an array leaves its bytes")
        self.source = source
        self.shape = shape
        self.type = type
        self.count = count
        self.bytes = bytes
        self.isBigEndian = isBigEndian
        self.start = start
        self.strides = strides
        hasPlainRows =
            count == 0 || Array(strides.dropFirst()) == Self.strides(Array(shape.dropFirst()), width: type.width)
    }

    /// The elements that follow one another from `start` to the end of `bytes`. Throws
    /// ``DataError/size(_:shape:type:expected:found:)`` unless they fill the shape exactly.
    init(
        source: ArraySource, shape: [Int], type: StoredType, isBigEndian: Bool, isFortranOrder: Bool = false,
        bytes: [UInt8], start: Int
    ) throws(DataError) {
        let found = bytes.count - start
        let expected = Self.count(of: shape).flatMap { $0.product(type.width) }
        guard expected == found else {
            throw .size(source, shape: shape, type: type.rawValue, expected: expected, found: found)
        }
        let strides: [Int]
        if found == 0 {
            strides = [Int](repeating: 0, count: shape.count)
        } else if isFortranOrder {
            strides = Self.strides(shape.reversed(), width: type.width).reversed()
        } else {
            strides = Self.strides(shape, width: type.width)
        }
        self.init(
            source: source, shape: shape, type: type, isBigEndian: isBigEndian, bytes: bytes, start: start,
            strides: strides)
    }

    /// The number of elements of a shape; `nil` when it is negative somewhere or overflows.
    static func count(of shape: [Int]) -> Int? {
        guard shape.allSatisfy({ $0 >= 0 }) else { return nil }
        if shape.contains(0) { return 0 }
        return shape.reduce(1 as Int?) { product, size in product.flatMap { $0.product(size) } }
    }

    /// C order. Requires a shape whose count does not overflow and is not 0.
    private static func strides(_ shape: [Int], width: Int) -> [Int] {
        var strides: [Int] = []
        var step = width
        for size in shape.reversed() {
            strides.append(step)
            step *= size
        }
        return strides.reversed()
    }

    // MARK: Elements

    /// The element at a flat index in C order.
    package subscript(index: Int) -> StoredNumber {
        precondition((0..<count).contains(index), "element \(index) of an array of \(count)")
        return number(at: offset(of: index))
    }

    /// The exact value of the element at a flat index in C order; `nil` for NaN and infinities.
    package func exact(at index: Int) -> Rational? { self[index].exact }

    /// All elements in C order, times `scale`: the array as one point. Throws
    /// ``DataError/notFinite(_:row:index:value:)``.
    package func point(scale: Rational = 1) throws(DataError) -> [Rational] {
        try (0..<count).map { i throws(DataError) in
            guard let value = self[i].exact else {
                throw .notFinite(source, row: nil, index: i, value: self[i].text)
            }
            return scale == 1 ? value : value * scale
        }
    }

    /// All elements as integers, for labels. Throws ``DataError/fractionalLabel(_:row:value:)`` at one that is none.
    package func integers() throws(DataError) -> [Int] {
        try (0..<count).map { i throws(DataError) in
            guard let value = self[i].integer else {
                throw .fractionalLabel(source, row: i, value: self[i].text)
            }
            return value
        }
    }

    private func offset(of index: Int) -> Int {
        var rest = index
        var offset = start
        for dimension in shape.indices.reversed() {
            offset += rest % shape[dimension] * strides[dimension]
            rest /= shape[dimension]
        }
        return offset
    }

    private func number(at offset: Int) -> StoredNumber {
        var bits: UInt64 = 0
        for i in 0..<type.width {
            bits = bits << 8 | UInt64(bytes[offset + (isBigEndian ? i : type.width - 1 - i)])
        }
        return type.number(bits: bits)
    }
}

// MARK: Rows

extension NumberArray {
    /// The elements of one index of the first dimension, in C order. Requires at least one dimension. Cost: linear.
    func row(_ row: Int) -> RowValues {
        let elements = shape.dropFirst().reduce(1, *)
        guard elements > 0 else { return .numbers([]) }
        guard hasPlainRows else { return values((row * elements)..<((row + 1) * elements)) }
        let offset = start + row * strides[0]
        if type == .uint8 { return .bytes(Array(bytes[offset..<(offset + elements)])) }
        return .numbers((0..<elements).map { number(at: offset + $0 * type.width) })
    }

    /// The elements at some flat indices in C order.
    func values(_ indices: Range<Int>) -> RowValues {
        if type == .uint8 { return .bytes(indices.map { bytes[offset(of: $0)] }) }
        return .numbers(indices.map { self[$0] })
    }
}

extension Int {
    /// `self * other`; `nil` on overflow.
    fileprivate func product(_ other: Int) -> Int? {
        let (product, hasOverflow) = multipliedReportingOverflow(by: other)
        return hasOverflow ? nil : product
    }
}
