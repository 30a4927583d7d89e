import Foundation

/// A pattern of check ids as shells have them: `*` for any text, `?` for one character.
struct IDPattern {
    private let pattern: String

    init(_ pattern: String) {
        self.pattern = pattern
    }

    func matches(_ id: String) -> Bool {
        fnmatch(pattern, id, 0) == 0
    }
}
