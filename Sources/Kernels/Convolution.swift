/// One axis of a sliding window: where output place `o` and tap `k` of the kernel meet the input.
package struct WindowAxis: Hashable, Sendable {
    /// The sizes of input, output and kernel along the axis.
    package let input: Int
    package let output: Int
    package let kernel: Int
    package let stride: Int
    package let dilation: Int
    /// Zeros before the input; those behind it follow from the sizes.
    package let padding: Int

    /// Requires positive sizes, stride and dilation, and no negative padding.
    package init(input: Int, output: Int, kernel: Int, stride: Int = 1, dilation: Int = 1, padding: Int = 0) {
        precondition(input > 0 && output > 0 && kernel > 0 && stride > 0 && dilation > 0 && padding >= 0, "bad window")
        self.input = input
        self.output = output
        self.kernel = kernel
        self.stride = stride
        self.dilation = dilation
        self.padding = padding
    }

    /// The input place under a tap; `nil` in the padding.
    @inlinable @inline(__always)
    package func place(output: Int, tap: Int) -> Int? {
        let place = output * stride - padding + tap * dilation
        return place >= 0 && place < input ? place : nil
    }

    /// The output place at which a tap is over an input place; `nil` when there is none.
    @inlinable @inline(__always)
    package func output(over place: Int, tap: Int) -> Int? {
        let shifted = place + padding - tap * dilation
        guard shifted >= 0, shifted % stride == 0, shifted / stride < output else { return nil }
        return shifted / stride
    }

    /// Whether no tap is ever in the padding.
    var isInside: Bool { padding == 0 && (output - 1) * stride + (kernel - 1) * dilation < input }
}

/// A convolution of pictures with several channels, in one or two dimensions, without its bias: a linear map between flat
/// tensors (channel, row, column), kept as its kernel.
///
/// A convolution in one dimension has one row. Between each pair of an input and an output element there is at most one
/// weight, so that a sum in either direction has at most as many terms as the other tensor has elements.
package struct Convolution: Hashable, Sendable {
    package let inputChannels: Int
    package let outputChannels: Int
    /// Channels are cut into so many parts of equal size; outputs of one see only inputs of the same.
    package let groups: Int
    package let vertical: WindowAxis
    package let horizontal: WindowAxis
    /// outputChannels x (inputChannels / groups * kernel height * kernel width), as ONNX stores it.
    package let kernel: Matrix

    /// Requires channels that the groups divide, and a kernel of the shape above.
    package init(
        inputChannels: Int, outputChannels: Int, groups: Int, vertical: WindowAxis, horizontal: WindowAxis,
        kernel: Matrix
    ) {
        precondition(groups > 0 && inputChannels % groups == 0 && outputChannels % groups == 0, "torn groups")
        precondition(
            kernel.rows == outputChannels
                && kernel.columns == inputChannels / groups * vertical.kernel * horizontal.kernel,
            "the kernel does not fit")
        self.inputChannels = inputChannels
        self.outputChannels = outputChannels
        self.groups = groups
        self.vertical = vertical
        self.horizontal = horizontal
        self.kernel = kernel
    }

    /// The number of elements that go in, and that come out.
    package var inputCount: Int { inputChannels * vertical.input * horizontal.input }
    package var outputCount: Int { outputChannels * outputPlaces }
    /// Output elements per channel.
    package var outputPlaces: Int { vertical.output * horizontal.output }
    /// Input channels that an output channel sees.
    package var channelsPerGroup: Int { inputChannels / groups }

    /// The same convolution with another kernel of the same shape.
    package func with(kernel: Matrix) -> Convolution {
        Convolution(
            inputChannels: inputChannels, outputChannels: outputChannels, groups: groups, vertical: vertical,
            horizontal: horizontal, kernel: kernel)
    }

    /// The convolution with the magnitudes of the kernel's entries.
    package var magnitudes: Convolution {
        with(kernel: Matrix(rows: kernel.rows, columns: kernel.columns, values: kernel.values.map(abs)))
    }

    /// The kernel, when it covers the whole input in one place: it then is the matrix of the map.
    package var wholeMatrix: Matrix? {
        let isWhole =
            groups == 1 && outputPlaces == 1 && vertical.isInside && horizontal.isInside
            && vertical.kernel == vertical.input && horizontal.kernel == horizontal.input
        return isWhole ? kernel : nil
    }

    /// The most products in any sum, zeros of the padding included.
    package var longestSum: Int {
        max(kernel.columns, outputChannels / groups * vertical.kernel * horizontal.kernel)
    }
}

extension Convolution {
    /// Calls `body` with the input index and the kernel entry of everything that output element `index` sees, by
    /// increasing input index.
    @inlinable @inline(__always)
    package func forEachEntry(row index: Int, _ body: (_ column: Int, _ entry: Int) -> Void) {
        let (channel, place) = index.quotientAndRemainder(dividingBy: outputPlaces)
        let (row, column) = place.quotientAndRemainder(dividingBy: horizontal.output)
        let first = channel / (outputChannels / groups) * channelsPerGroup
        var entry = channel * kernel.columns
        for c in first..<first + channelsPerGroup {
            for tapY in 0..<vertical.kernel {
                guard let y = vertical.place(output: row, tap: tapY) else {
                    entry += horizontal.kernel
                    continue
                }
                let base = (c * vertical.input + y) * horizontal.input
                for tapX in 0..<horizontal.kernel {
                    if let x = horizontal.place(output: column, tap: tapX) { body(base + x, entry) }
                    entry += 1
                }
            }
        }
    }

    /// Calls `body` with the output index and the kernel entry of everything that sees input element `index`, by
    /// increasing output index.
    @inlinable @inline(__always)
    package func forEachEntry(column index: Int, _ body: (_ row: Int, _ entry: Int) -> Void) {
        let (channel, place) = index.quotientAndRemainder(dividingBy: vertical.input * horizontal.input)
        let (y, x) = place.quotientAndRemainder(dividingBy: horizontal.input)
        let (group, local) = channel.quotientAndRemainder(dividingBy: channelsPerGroup)
        let outputs = outputChannels / groups
        for o in (group * outputs)..<((group + 1) * outputs) {
            for tapY in (0..<vertical.kernel).reversed() {
                guard let row = vertical.output(over: y, tap: tapY) else { continue }
                for tapX in (0..<horizontal.kernel).reversed() {
                    guard let column = horizontal.output(over: x, tap: tapX) else { continue }
                    let entry =
                        o * kernel.columns + (local * vertical.kernel + tapY) * horizontal.kernel + tapX
                    body((o * vertical.output + row) * horizontal.output + column, entry)
                }
            }
        }
    }
}
