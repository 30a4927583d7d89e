/// A fixed block of Doubles for scratch data of one worker.
///
/// The kernels of this target take buffers and shapes; shapes are checked against the buffers' sizes when a kernel is
/// entered, and inside it plain pointers run free of checks and reference counting. A buffer belongs to one thread.
@safe package final class Buffer {
    let pointer: UnsafeMutablePointer<Double>
    package let count: Int

    /// A buffer of zeros, aligned to cache lines.
    package init(count: Int) {
        self.count = count
        let bytes = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1) * 8, alignment: 64)
        unsafe pointer = unsafe bytes.bindMemory(to: Double.self, capacity: max(count, 1))
        unsafe pointer.initialize(repeating: 0, count: max(count, 1))
    }

    deinit {
        unsafe UnsafeMutableRawPointer(pointer).deallocate()
    }

    package subscript(index: Int) -> Double {
        get {
            precondition(index >= 0 && index < count, "index \(index) outside a buffer of \(count)")
            return unsafe pointer[index]
        }
        set {
            precondition(index >= 0 && index < count, "index \(index) outside a buffer of \(count)")
            unsafe pointer[index] = newValue
        }
    }

    /// Copies values in, starting at `offset`.
    package func store(_ values: some RandomAccessCollection<Double>, at offset: Int) {
        precondition(offset >= 0 && offset + values.count <= count, "values do not fit the buffer")
        var target = unsafe pointer + offset
        for value in values {
            unsafe target.pointee = value
            unsafe target += 1
        }
    }

    /// A copy of `length` values from `offset`.
    package func load(at offset: Int, count length: Int) -> [Double] {
        precondition(offset >= 0 && length >= 0 && offset + length <= count, "range outside the buffer")
        return unsafe [Double](UnsafeBufferPointer(start: pointer + offset, count: length))
    }

    /// Sets `length` values from `offset` to `value`.
    package func fill(_ value: Double, at offset: Int, count length: Int) {
        precondition(offset >= 0 && length >= 0 && offset + length <= count, "range outside the buffer")
        unsafe (pointer + offset).update(repeating: value, count: length)
    }

    /// Copies `length` values from another buffer.
    package func copy(from source: Buffer, at sourceOffset: Int, to offset: Int, count length: Int) {
        precondition(length >= 0 && sourceOffset >= 0 && sourceOffset + length <= source.count, "source range")
        precondition(offset >= 0 && offset + length <= count, "target range")
        unsafe (pointer + offset).update(from: source.pointer + sourceOffset, count: length)
    }
}

/// The first `rows * width` elements of a buffer as a row-major block; the shape is checked once, here.
@safe package struct Block {
    @usableFromInline let pointer: UnsafeMutablePointer<Double>
    package let rows: Int
    package let width: Int
    /// Keeps the memory alive as long as the block is.
    private let owner: Buffer

    /// Requires `offset + rows * width <= buffer.count`.
    package init(_ buffer: Buffer, rows: Int, width: Int, offset: Int = 0) {
        precondition(rows >= 0 && width >= 0 && offset >= 0, "negative shape")
        precondition(offset + rows * width <= buffer.count, "\(rows) x \(width) does not fit \(buffer.count)")
        unsafe pointer = unsafe buffer.pointer + offset
        self.rows = rows
        self.width = width
        owner = buffer
    }

    /// Part of its callers in other targets, whose loops over single elements would otherwise be loops of calls.
    @inlinable
    package subscript(row: Int, column: Int) -> Double {
        get {
            precondition(row >= 0 && row < rows && column >= 0 && column < width, "index outside a block")
            return unsafe pointer[row * width + column]
        }
        nonmutating set {
            precondition(row >= 0 && row < rows && column >= 0 && column < width, "index outside a block")
            unsafe pointer[row * width + column] = newValue
        }
    }

    /// Copies one row in. Requires `values.count == width`.
    package func setRow(_ row: Int, _ values: some RandomAccessCollection<Double>) {
        precondition(values.count == width && row >= 0 && row < rows, "row does not fit the block")
        var target = unsafe pointer + row * width
        // Across targets this function is not specialised, and a call per element would take longer than what is computed.
        let isCopied: Void? = values.withContiguousStorageIfAvailable { source in
            if let start = source.baseAddress { unsafe target.update(from: start, count: source.count) }
        }
        if isCopied != nil { return }
        for value in values {
            unsafe target.pointee = value
            unsafe target += 1
        }
    }

    package func row(_ row: Int) -> [Double] {
        precondition(row >= 0 && row < rows, "row outside the block")
        return unsafe [Double](UnsafeBufferPointer(start: pointer + row * width, count: width))
    }

    package func fill(_ value: Double) {
        unsafe pointer.update(repeating: value, count: rows * width)
    }

    /// Copies all of `other`, which has the same shape.
    package func assign(_ other: Block) {
        precondition(rows == other.rows && width == other.width, "shapes differ")
        unsafe pointer.update(from: other.pointer, count: rows * width)
    }
}

extension Block {
    /// Adds `factor` times a matrix row to row `row`. Requires equal widths.
    package func addRow(_ matrix: Matrix, _ index: Int, times factor: Double, to row: Int) {
        precondition(matrix.columns == width && index >= 0 && index < matrix.rows, "matrix row does not fit")
        precondition(row >= 0 && row < rows, "row outside the block")
        let target = unsafe pointer + row * width
        unsafe matrix.values.withUnsafeBufferPointer { values in
            let start = index * width
            for j in 0..<width { unsafe target[j] += factor * values[start + j] }
        }
    }
}
