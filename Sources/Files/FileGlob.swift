import Foundation

/// The files whose names match a pattern with `*`, `?` and `[...]`, as a shell would list them.
package enum FileGlob {
    /// The paths in the order of their UTF-8 bytes, so that every machine numbers them alike (`10.png` comes before
    /// `2.png`). Empty when nothing matches.
    package static func paths(matching pattern: String) -> [String] {
        var found = unsafe glob_t()
        defer { unsafe globfree(&found) }
        guard unsafe glob(pattern, 0, nil, &found) == 0, let list = unsafe found.gl_pathv else { return [] }
        let paths = unsafe (0..<Int(found.gl_pathc)).compactMap { i in
            unsafe list[i].map { unsafe String(cString: $0) }
        }
        return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
