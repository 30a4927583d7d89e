import Contexts

/// One line of a source and the stretch of it that a message is about, as they are printed.
struct SourceExcerpt {
    /// Longer lines are cut around the stretch.
    static let longest = 160

    /// The line, with `...` where it is cut.
    let line: String
    /// What stands under it: blanks up to the stretch, and a caret for each column of it.
    let carets: String

    init(line text: String, column: Int, length: Int) {
        let scalars = Array(text.unicodeScalars)
        let start = min(column - 1, scalars.count)
        let end = min(start + length, scalars.count)
        let window = Self.window(scalars, start, end)
        let cutBefore = window.lowerBound > 0 ? "..." : ""
        let cutAfter = window.upperBound < scalars.count ? "..." : ""
        line = cutBefore + String(scalars[window].map(Self.printable)) + cutAfter
        let shownEnd = max(start, min(end, window.upperBound))
        let before = scalars[window.lowerBound..<start].map { $0 == "\t" ? "\t" : Self.blanks(DisplayWidth.of($0)) }
        carets =
            Self.blanks(cutBefore.count) + before.joined()
            + String(repeating: "^", count: max(1, DisplayWidth.of(scalars[start..<shownEnd])))
    }

    private static func window(_ scalars: [Unicode.Scalar], _ start: Int, _ end: Int) -> Range<Int> {
        guard scalars.count > longest else { return 0..<scalars.count }
        let from = start < longest / 2 ? 0 : start - longest / 2
        return from..<min(scalars.count, max(from + longest, min(end, start + longest)))
    }

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

    /// A terminal must not obey what stands in a file.
    private static func printable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        scalar.properties.generalCategory == .control && scalar != "\t" ? "\u{fffd}" : scalar
    }
}
