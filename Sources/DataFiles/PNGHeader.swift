import Contexts

/// The size and the colours of a PNG file, and its pixels without what would change them.
///
/// libpng corrects the brightness of pictures with a colour profile or a `gAMA` chunk. Data sets mean the stored numbers:
/// only the chunks that hold them are handed on.
///
/// Reference: W3C, "Portable Network Graphics (PNG) Specification", second edition, sections 5 and 11.2.
struct PNGHeader: Hashable {
    let width: Int
    let height: Int
    /// 1 for grey, 3 for RGB; palettes are RGB.
    let channels: Int
    /// 8 or 16; fewer bits are spread over 8.
    let depth: Int

    /// Bytes up to the end of the header chunk.
    static let length = 33
    /// Larger pictures than any network reads; a damaged header stops here.
    static let pixelLimit = 1 << 26
    static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

    /// Reads the first ``length`` bytes of a file. Throws ``DataError``.
    init(_ bytes: [UInt8], file: String) throws(DataError) {
        let source = ArraySource(file: file)
        guard bytes.starts(with: Self.signature) else {
            throw .wrongFormat(source, .png, start: Array(bytes.prefix(4)))
        }
        guard bytes.count >= Self.length else { throw .cutShort(source) }
        var cursor = ByteCursor(bytes)
        guard cursor.take(12) != nil, cursor.take(4).map(Array.init) == Array("IHDR".utf8),
            let width = cursor.number(bytes: 4, isBigEndian: true), width > 0,
            let height = cursor.number(bytes: 4, isBigEndian: true), height > 0,
            let bits = cursor.number(bytes: 1, isBigEndian: true),
            let colour = cursor.number(bytes: 1, isBigEndian: true)
        else { throw .header(source, .png, .pictureHeader) }
        switch colour {
        case 0: channels = 1
        case 2, 3: channels = 3
        case 4, 6: throw .transparency(file: file)
        default: throw .header(source, .png, .pictureHeader)
        }
        let (pixels, hasOverflow) = width.multipliedReportingOverflow(by: height)
        guard !hasOverflow, pixels <= Self.pixelLimit else {
            throw .pictureTooLarge(file: file, width: width, height: height, limit: Self.pixelLimit)
        }
        self.width = width
        self.height = height
        depth = bits == 16 ? 16 : 8
    }

    /// The shape of the picture, channels first.
    var shape: [Int] { [channels, height, width] }

    /// The file with the chunks that hold the pixels and no other. Throws ``DataError``.
    static func pixelChunks(of bytes: [UInt8], file: String) throws(DataError) -> [UInt8] {
        var cursor = ByteCursor(bytes)
        var kept = Array(cursor.take(signature.count) ?? [])
        while cursor.index < bytes.count {
            let start = cursor.index
            guard let length = cursor.number(bytes: 4, isBigEndian: true), let name = cursor.take(4),
                cursor.take(length) != nil, cursor.take(4) != nil
            else { throw .damaged(ArraySource(file: file), .picture("it is cut short")) }
            switch String(decoding: name, as: UTF8.self) {
            case "tRNS": throw .transparency(file: file)
            case "IEND": return kept + bytes[start..<cursor.index]
            default:
                // A capital begins the names of chunks without which a picture cannot be understood.
                let isCritical = name.first.map { $0 & 0x20 == 0 } ?? false
                if isCritical { kept += bytes[start..<cursor.index] }
            }
        }
        throw .damaged(ArraySource(file: file), .picture("it is cut short"))
    }
}
