#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The memory that the process holds: what ``Limits/memory`` is measured against.
package enum ResidentMemory {
    /// Bytes in physical memory, shared libraries included; elsewhere than on Linux the most so far. `nil` where the system
    /// does not say. Cost: a few microseconds.
    package static var bytes: Int? {
        #if os(Linux)
            // The second number counts pages.
            let fields = text(of: "/proc/self/statm").split(separator: " ")
            return fields.count > 1 ? Int(fields[1]).map { $0 * sysconf(Int32(_SC_PAGESIZE)) } : nil
        #else
            return peak
        #endif
    }

    /// The most bytes that the process ever held.
    package static var peak: Int? {
        #if os(Linux)
            // What `getrusage` says begins with the process that started this one.
            let line = text(of: "/proc/self/status").split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
            let number = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
            return number.flatMap { Int($0) }.map { $0 << 10 }
        #else
            var usage = rusage()
            guard unsafe getrusage(RUSAGE_SELF, &usage) == 0 else { return nil }
            return usage.ru_maxrss
        #endif
    }

    #if os(Linux)
        /// The start of a file that the system makes up; empty where there is none.
        private static func text(of path: String) -> String {
            let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return "" }
            defer { close(descriptor) }
            var bytes = [UInt8](repeating: 0, count: 4_096)
            let count = unsafe read(descriptor, &bytes, bytes.count)
            return String(decoding: bytes[..<max(count, 0)], as: UTF8.self)
        }
    #endif
}
