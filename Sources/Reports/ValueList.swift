/// Values with their indices, a few on a line: `X_0 = 0.5  X_1 = 1.0`.
enum ValueList {
    /// Lists longer than this are cut unless everything is asked for.
    private static let listed = 64

    /// `name` has the name of the value at an index.
    static func text(_ values: [String], isComplete: Bool, name: (Int) -> String) -> String {
        let shown = isComplete ? values[...] : values.prefix(listed)
        let cells = shown.enumerated().map { "\(name($0)) = \($1)" }
        let width = cells.reduce(0) { max($0, $1.count) }
        let perLine = max(1, 100 / (width + 2))
        var lines = stride(from: 0, to: cells.count, by: perLine).map { start in
            let line = cells[start..<min(start + perLine, cells.count)]
            return "  "
                + line.dropLast().map { $0 + String(repeating: " ", count: width - $0.count + 2) }.joined()
                + (line.last ?? "")
        }
        if shown.count < values.count {
            lines.append("  ... and \(values.count - shown.count) more (-v lists all)")
        }
        return lines.joined(separator: "\n")
    }
}
