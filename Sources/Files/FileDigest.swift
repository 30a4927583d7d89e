package import Contexts
import Foundation

/// SHA-256 of files (FIPS 180-4). No library of the package has it; the test vectors of the standard stand in the tests.
package enum FileDigest {
    /// The digest of the bytes of a file as they lie on the disk, packed or not, in lower-case hexadecimal: what
    /// `sha256sum` prints. Throws ``FileError``. Cost: linear.
    package static func sha256(at path: String) throws(FileError) -> String {
        do {
            return sha256(of: try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe))
        } catch {
            throw .unreadable(path: path, reason: "reading failed")
        }
    }

    /// The digest of bytes.
    package static func sha256(of bytes: some Sequence<UInt8>) -> String {
        var state = SHA256State()
        var block: [UInt8] = []
        block.reserveCapacity(64)
        var count: UInt64 = 0
        for byte in bytes {
            block.append(byte)
            count += 1
            if block.count == 64 {
                state.absorb(block)
                block.removeAll(keepingCapacity: true)
            }
        }
        block.append(0x80)
        if block.count > 56 {
            state.absorb(block + [UInt8](repeating: 0, count: 64 - block.count))
            block.removeAll()
        }
        block += [UInt8](repeating: 0, count: 56 - block.count)
        for shift in stride(from: UInt64(56), through: 0, by: -8) { block.append(UInt8((count * 8) >> shift & 0xff)) }
        state.absorb(block)
        return state.hexadecimal
    }
}

private struct SHA256State {
    private var words: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    private var schedule = [UInt32](repeating: 0, count: 64)

    mutating func absorb(_ block: [UInt8]) {
        for i in 0..<16 {
            schedule[i] = block[(4 * i)..<(4 * i + 4)].reduce(0) { $0 << 8 | UInt32($1) }
        }
        for i in 16..<64 {
            let (a, b) = (schedule[i - 15], schedule[i - 2])
            let low = a.turned(7) ^ a.turned(18) ^ (a >> 3)
            let high = b.turned(17) ^ b.turned(19) ^ (b >> 10)
            schedule[i] = schedule[i - 16] &+ low &+ schedule[i - 7] &+ high
        }
        var w = words
        for i in 0..<64 {
            let turnedE = w[4].turned(6) ^ w[4].turned(11) ^ w[4].turned(25)
            let choice = (w[4] & w[5]) ^ (~w[4] & w[6])
            let first = w[7] &+ turnedE &+ choice &+ Self.constants[i] &+ schedule[i]
            let turnedA = w[0].turned(2) ^ w[0].turned(13) ^ w[0].turned(22)
            let majority = (w[0] & w[1]) ^ (w[0] & w[2]) ^ (w[1] & w[2])
            w = [first &+ turnedA &+ majority, w[0], w[1], w[2], w[3] &+ first, w[4], w[5], w[6]]
        }
        for i in 0..<8 { words[i] &+= w[i] }
    }

    var hexadecimal: String {
        words.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }

    private static let constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}

extension UInt32 {
    /// Turned to the right.
    fileprivate func turned(_ count: UInt32) -> UInt32 { self >> count | self << (32 - count) }
}
