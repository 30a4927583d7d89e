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
            pages.map { $0 * sysconf(Int32(_SC_PAGESIZE)) }
        #else
            peak
        #endif
    }

    /// The most bytes that the process ever held.
    package static var peak: Int? {
        var usage = rusage()
        #if os(Linux)
            guard unsafe getrusage(Int32(RUSAGE_SELF.rawValue), &usage) == 0 else { return nil }
            return usage.ru_maxrss * 1_024
        #else
            guard unsafe getrusage(RUSAGE_SELF, &usage) == 0 else { return nil }
            return usage.ru_maxrss
        #endif
    }

    #if os(Linux)
        /// The second number of `/proc/self/statm`.
        private static var pages: Int? {
            let descriptor = unsafe open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return nil }
            defer { close(descriptor) }
            var text = [UInt8](repeating: 0, count: 128)
            let count = unsafe read(descriptor, &text, text.count)
            guard count > 0 else { return nil }
            let fields = text[..<count].split(separator: UInt8(ascii: " "))
            return fields.count > 1 ? Int(String(decoding: fields[1], as: UTF8.self)) : nil
        }
    #endif
}
