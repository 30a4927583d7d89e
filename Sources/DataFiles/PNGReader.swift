import CPNG
package import Contexts

/// Reads PNG pictures through libpng's simplified interface: grey and RGB, 8 and 16 bits per channel.
///
/// The numbers are those stored: gamma and colour profiles are left alone. Palettes are read as RGB, and 1, 2 or 4 bits of
/// grey as 8 (white is 255). A picture with an alpha channel is refused, since dropping it would show pixels nobody sees.
package enum PNGReader {
    /// The picture in a file, channels x height x width, bytes or uint16. Throws ``DataError``.
    package static func array(at path: String) throws(DataError) -> NumberArray {
        try array(in: DataLoading.bytes(at: path), file: path)
    }

    /// The picture in the content of a file; `file` is for messages. Throws ``DataError``.
    package static func array(in bytes: [UInt8], file: String) throws(DataError) -> NumberArray {
        let header = try PNGHeader(bytes, file: file)
        let chunks = try PNGHeader.pixelChunks(of: bytes, file: file)
        let source = ArraySource(file: file)
        let width = header.depth / 8
        var pixels = [UInt8](repeating: 0, count: header.width * header.height * header.channels * width)
        if let message = decode(chunks, header, into: &pixels) { throw .damaged(source, .picture(message)) }
        let line = header.width * header.channels * width
        // libpng writes 16 bits in the byte order of the machine, and the channels of a pixel side by side.
        return NumberArray(
            source: source, shape: header.shape, type: width == 1 ? .uint8 : .uint16,
            isBigEndian: UInt16(1).bigEndian == 1, bytes: pixels, start: 0,
            strides: [width, line, header.channels * width])
    }

    /// What libpng says against the file; `nil` when `pixels` are filled.
    private static func decode(_ chunks: [UInt8], _ header: PNGHeader, into pixels: inout [UInt8]) -> String? {
        var image = unsafe png_image()
        unsafe image.version = UInt32(PNG_IMAGE_VERSION)
        defer { unsafe png_image_free(&image) }
        let isRead = unsafe chunks.withUnsafeBytes { source in
            guard unsafe png_image_begin_read_from_memory(&image, source.baseAddress, source.count) != 0,
                unsafe image.width == header.width, unsafe image.height == header.height
            else { return false }
            unsafe image.format = header.format
            return unsafe pixels.withUnsafeMutableBytes { target in
                unsafe png_image_finish_read(&image, nil, target.baseAddress, 0, nil) != 0
            }
        }
        return isRead ? nil : unsafe message(of: image)
    }

    private static func message(of image: png_image) -> String {
        let text = unsafe withUnsafeBytes(of: image.message) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        return text.isEmpty ? "its header and its pixels disagree" : text
    }
}

extension PNGHeader {
    /// The form in which libpng is to write the pixels; for 16 bits it has only the one it calls linear, and a file
    /// without `gAMA` is taken as that already.
    fileprivate var format: png_uint_32 {
        let colour = channels == 3 ? UInt32(PNG_FORMAT_FLAG_COLOR) : 0
        return depth == 16 ? colour | UInt32(PNG_FORMAT_FLAG_LINEAR) : colour
    }
}
