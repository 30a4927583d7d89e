import CPNG

/// Writes PNG pictures of 8 bits per channel through libpng's simplified interface.
package enum PNGWriter {
    package enum Colours: Int, Hashable, Sendable {
        case grey = 1
        case rgb = 3
    }

    /// The file of a picture whose pixels are given line by line, the channels of a pixel side by side. Requires a width
    /// and a height of at least 1 and as many pixels as they say.
    package static func file(pixels: [UInt8], width: Int, height: Int, _ colours: Colours) -> [UInt8] {
        precondition(width > 0 && height > 0, "a picture of \(width) x \(height)")
        precondition(
            pixels.count == width * height * colours.rawValue, "\(pixels.count) pixels in \(width) x \(height)")
        var image = unsafe png_image()
        unsafe image.version = UInt32(PNG_IMAGE_VERSION)
        unsafe image.width = UInt32(width)
        unsafe image.height = UInt32(height)
        unsafe image.format = colours == .rgb ? UInt32(PNG_FORMAT_FLAG_COLOR) : 0
        defer { unsafe png_image_free(&image) }
        // Deflate adds 5 bytes per 16 kB at worst, and the chunks around it less than 200.
        let stored = (width * colours.rawValue + 1) * height
        var size = png_alloc_size_t(stored + stored / 1000 + 1024)
        var file = [UInt8](repeating: 0, count: Int(size))
        let isWritten = unsafe pixels.withUnsafeBytes { source in
            unsafe file.withUnsafeMutableBytes { target in
                unsafe png_image_write_to_memory(&image, target.baseAddress, &size, 0, source.baseAddress, 0, nil)
            }
        }
        precondition(isWritten != 0, "libpng cannot write a picture of \(width) x \(height)")
        return Array(file.prefix(Int(size)))
    }
}
