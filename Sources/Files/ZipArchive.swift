import CZlib
package import Contexts

/// Reads ZIP archives, stored and deflated entries, as `numpy.savez` writes them.
///
/// Over zlib, and not over libarchive: the linker would bring libxml2 and ICU along with it, which cost every start of the
/// program several milliseconds, and all that is needed of the format is its directory. What is read is what the central
/// directory at the end of the file says; every entry is checked against its CRC-32. Entries of 4 GB and more (ZIP64) are
/// refused by name.
///
/// Reference: PKWARE, APPNOTE.TXT, version 6.3, sections 4.3 and 4.4.
package struct ZipArchive: Sendable {
    /// The names of the entries in the order of the directory.
    package let names: [String]
    private let entries: [String: Entry]
    private let bytes: [UInt8]
    private let path: String

    private struct Entry {
        let name: String
        let isEncrypted: Bool
        let method: Int
        let checksum: UInt32
        let packedSize: Int
        let size: Int
        let headerOffset: Int
    }

    /// Deflate packs 1032 bytes into one at best; an entry that promises more is damaged.
    private static let bestRatio = 1032
    private static let directoryEnd: UInt32 = 0x0605_4b50
    private static let directoryEntry: UInt32 = 0x0201_4b50
    private static let localHeader: UInt32 = 0x0403_4b50

    /// The directory of the archive whose content is `bytes`; `path` is for messages. Throws ``DataError/damaged(_:_:)``.
    package init(_ bytes: [UInt8], path: String) throws(DataError) {
        self.bytes = bytes
        self.path = path
        var names: [String] = []
        var entries: [String: Entry] = [:]
        for entry in try Self.directory(of: bytes, path) {
            guard entries.updateValue(entry, forKey: entry.name) == nil else {
                throw .damaged(ArraySource(file: path), .twice(entry.name))
            }
            names.append(entry.name)
        }
        self.names = names
        self.entries = entries
    }

    /// The content of an entry, unpacked and checked; `nil` when there is none of this name. Throws
    /// ``DataError/damaged(_:_:)``.
    package func content(of name: String) throws(DataError) -> [UInt8]? {
        guard let entry = entries[name] else { return nil }
        if entry.isEncrypted { throw damaged(.encrypted(name)) }
        if entry.size == Int(UInt32.max) || entry.packedSize == Int(UInt32.max) { throw damaged(.oversize(name)) }
        let packed = try packedBytes(of: entry)
        let content =
            switch entry.method {
            case 0: packed.count == entry.size ? [UInt8](packed) : nil
            case 8: entry.size <= packed.count * Self.bestRatio ? Self.inflated(packed, size: entry.size) : nil
            default: throw damaged(.method(name, entry.method))
            }
        guard let content else { throw damaged(.entry(name)) }
        guard Self.checksum(of: content) == entry.checksum else { throw damaged(.checksum(name)) }
        return content
    }

    private func damaged(_ damage: DataError.Damage) -> DataError { .damaged(ArraySource(file: path), damage) }

    // MARK: Directory

    private static func directory(of bytes: [UInt8], _ path: String) throws(DataError) -> [Entry] {
        let source = ArraySource(file: path)
        guard let end = endOfDirectory(in: bytes), let count = bytes.word16(at: end + 10),
            let start = bytes.word32(at: end + 16)
        else { throw .damaged(source, .noDirectory) }
        var entries: [Entry] = []
        var offset = Int(start)
        for _ in 0..<count {
            guard let (entry, next) = entry(in: bytes, at: offset) else { throw .damaged(source, .directory) }
            entries.append(entry)
            offset = next
        }
        return entries
    }

    /// The last record that can be the end of the directory: a comment of up to 65535 bytes may follow it.
    private static func endOfDirectory(in bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        let last = bytes.count - 22
        return stride(from: last, through: max(0, last - 65_535), by: -1).first { offset in
            bytes.word32(at: offset) == directoryEnd
                && bytes.word16(at: offset + 20).map { offset + 22 + Int($0) } == bytes.count
        }
    }

    private static func entry(in bytes: [UInt8], at offset: Int) -> (Entry, next: Int)? {
        guard bytes.word32(at: offset) == directoryEntry,
            let flags = bytes.word16(at: offset + 8), let method = bytes.word16(at: offset + 10),
            let checksum = bytes.word32(at: offset + 16), let packedSize = bytes.word32(at: offset + 20),
            let size = bytes.word32(at: offset + 24), let nameLength = bytes.word16(at: offset + 28),
            let extraLength = bytes.word16(at: offset + 30), let commentLength = bytes.word16(at: offset + 32),
            let headerOffset = bytes.word32(at: offset + 42)
        else { return nil }
        let nameStart = offset + 46
        let nameEnd = nameStart + Int(nameLength)
        guard nameEnd <= bytes.count else { return nil }
        let entry = Entry(
            name: String(decoding: bytes[nameStart..<nameEnd], as: UTF8.self), isEncrypted: flags & 1 == 1,
            method: Int(method), checksum: checksum, packedSize: Int(packedSize), size: Int(size),
            headerOffset: Int(headerOffset))
        return (entry, nameEnd + Int(extraLength) + Int(commentLength))
    }

    /// The data of an entry follow a second header, whose extra field may differ from the directory's.
    private func packedBytes(of entry: Entry) throws(DataError) -> ArraySlice<UInt8> {
        let offset = entry.headerOffset
        guard bytes.word32(at: offset) == Self.localHeader, let nameLength = bytes.word16(at: offset + 26),
            let extraLength = bytes.word16(at: offset + 28)
        else { throw damaged(.entry(entry.name)) }
        let start = offset + 30 + Int(nameLength) + Int(extraLength)
        guard start + entry.packedSize <= bytes.count else { throw damaged(.entry(entry.name)) }
        return bytes[start..<(start + entry.packedSize)]
    }

    // MARK: zlib

    /// A raw deflate stream of exactly `size` bytes; `nil` when it is anything else. Both sizes are below 4 GB.
    private static func inflated(_ packed: ArraySlice<UInt8>, size: Int) -> [UInt8]? {
        var stream = unsafe z_stream()
        // Negative window bits: no header around the stream.
        guard unsafe inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
        defer { unsafe inflateEnd(&stream) }
        var packed = [UInt8](packed)
        // One byte more than needed: inflate wants room even when nothing is left to write.
        var content = [UInt8](repeating: 0, count: size + 1)
        let status = unsafe packed.withUnsafeMutableBufferPointer { source in
            unsafe content.withUnsafeMutableBufferPointer { target in
                unsafe stream.next_in = source.baseAddress
                unsafe stream.avail_in = UInt32(source.count)
                unsafe stream.next_out = target.baseAddress
                unsafe stream.avail_out = UInt32(target.count)
                return unsafe inflate(&stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END, unsafe stream.total_out == UInt(size) else { return nil }
        content.removeLast()
        return content
    }

    private static func checksum(of content: [UInt8]) -> UInt32 {
        UInt32(
            truncatingIfNeeded: unsafe content.withUnsafeBufferPointer { buffer in
                unsafe crc32(0, buffer.baseAddress, UInt32(buffer.count))
            })
    }
}

extension [UInt8] {
    /// Little-endian numbers; `nil` beyond the end.
    fileprivate func word16(at offset: Int) -> UInt16? {
        guard offset >= 0, offset + 2 <= count else { return nil }
        return UInt16(self[offset]) | UInt16(self[offset + 1]) << 8
    }

    fileprivate func word32(at offset: Int) -> UInt32? {
        guard let low = word16(at: offset), let high = word16(at: offset + 2) else { return nil }
        return UInt32(low) | UInt32(high) << 16
    }
}
