package import Exact

/// The element types of arrays in files, by the names that numpy has for them.
package enum StoredType: String, Hashable, Sendable, CaseIterable {
    case bool, uint8, uint16, uint32, uint64, int8, int16, int32, int64, float32, float64

    /// Bytes of one element.
    package var width: Int {
        switch self {
        case .bool, .uint8, .int8: 1
        case .uint16, .int16: 2
        case .uint32, .int32, .float32: 4
        case .uint64, .int64, .float64: 8
        }
    }

    /// The number that the lowest ``width`` bytes of `bits` stand for. Any byte of a `bool` other than 0 is 1.
    func number(bits: UInt64) -> StoredNumber {
        switch self {
        case .bool: .integer(bits == 0 ? 0 : 1)
        case .uint8, .uint16, .uint32: .integer(Int(bits))
        case .uint64: Int(exactly: bits).map { .integer($0) } ?? .large(bits)
        case .int8: .integer(Int(Int8(truncatingIfNeeded: bits)))
        case .int16: .integer(Int(Int16(truncatingIfNeeded: bits)))
        case .int32: .integer(Int(Int32(truncatingIfNeeded: bits)))
        case .int64: .integer(Int(truncatingIfNeeded: bits))
        case .float32: .real(Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))))
        case .float64: .real(Double(bitPattern: bits))
        }
    }
}

/// One element of a data file as it is stored: nothing is rounded, and nothing is big before it has to be.
package enum StoredNumber: Hashable, Sendable {
    case integer(Int)
    /// An integer above `Int.max`.
    case large(UInt64)
    /// A float, widened; NaN and infinities included.
    case real(Double)
    /// A decimal from text.
    case decimal(Rational)

    /// The exact value; `nil` for NaN and infinities.
    package var exact: Rational? {
        switch self {
        case .integer(let value): Rational(value)
        case .large(let value): Rational(Int(value / 2)) * 2 + Rational(Int(value % 2))
        case .real(let value): Rational(exactly: value)
        case .decimal(let value): value
        }
    }

    /// The nearest Double; a NaN or an infinity is itself.
    package var double: Double {
        switch self {
        case .integer(let value): Double(value)
        case .large(let value): Double(value)
        case .real(let value): value
        case .decimal(let value): value.double(.nearest)
        }
    }

    /// The value when it is an integer of machine size.
    package var integer: Int? {
        switch self {
        case .integer(let value): value
        case .large: nil
        case .real(let value): Int(exactly: value)
        case .decimal(let value): Int(value.text)
        }
    }

    /// The value for messages.
    package var text: String {
        switch self {
        case .integer(let value): String(value)
        case .large(let value): String(value)
        case .real(let value): value.description
        case .decimal(let value): value.text
        }
    }
}
