/// When to colour: what `--color` says.
package enum ColourChoice: String, Sendable, CaseIterable {
    case auto, always, never
}

/// How text for people is dressed on one stream: colour, symbols, both or none. The words carry the meaning; colour and
/// symbols only repeat it.
package struct Style: Sendable {
    private let isColoured: Bool
    private let symbols: Symbols?

    /// Neither colour nor symbols: what a program reads.
    package static let plain = Style(isColoured: false, symbols: nil)

    private init(isColoured: Bool, symbols: Symbols?) {
        self.isColoured = isColoured
        self.symbols = symbols
    }

    /// The dress of a stream. Colour: the flag decides, else `NO_COLOR` (set and not empty) refuses it, else
    /// `CLICOLOR_FORCE` or `FORCE_COLOR` (set, not empty, not 0) demands it, else a terminal that is not dumb gets it.
    /// Symbols stand where a terminal reads or colour is demanded, in ASCII unless the locale is UTF-8.
    package init(_ choice: ColourChoice = .auto, isTerminal: Bool, environment: [String: String]) {
        func isSet(_ name: String) -> Bool { !(environment[name] ?? "").isEmpty }
        let isForced = ["CLICOLOR_FORCE", "FORCE_COLOR"].contains { isSet($0) && environment[$0] != "0" }
        isColoured =
            switch choice {
            case .always: true
            case .never: false
            case .auto:
                !isSet("NO_COLOR") && (isForced || isTerminal && environment["TERM"] != "dumb")
            }
        symbols = isTerminal || isColoured ? Symbols(environment: environment) : nil
    }

    /// A verdict's word, behind its symbol where there are symbols: `✓ holds`.
    package func label(_ kind: VerdictKind) -> String {
        guard let symbols else { return kind.rawValue }
        return "\(symbols.of(kind)) \(kind.rawValue)"
    }

    /// Text in the colour of a verdict: green, red or yellow.
    package func paint(_ text: String, _ kind: VerdictKind) -> String {
        switch kind {
        case .holds: coloured(text, "32")
        case .violated: coloured(text, "31")
        case .unknown: coloured(text, "33")
        }
    }

    /// A message for stderr with the word `error` or `warning` in front of its first colon in colour.
    package func message(_ line: String) -> String {
        guard isColoured else { return line }
        for (word, code) in [("error", "1;31"), ("warning", "1;33")] {
            if let painted = painted(word, in: line, code) { return painted }
        }
        return line
    }

    /// The line with the word coloured where it opens the line or follows a place: `error: ...`, `a.yaml:1:2: error[S201]: ...`.
    private func painted(_ word: String, in line: String, _ code: String) -> String? {
        for start in ["\(word): ", "\(word)["] {
            if line.hasPrefix(start) { return coloured(word, code) + line.dropFirst(word.count) }
            if let place = line.range(ofText: ": \(start)") {
                let from = line.index(place, offsetBy: 2)
                let to = line.index(from, offsetBy: word.count)
                return line[..<from] + coloured(word, code) + line[to...]
            }
        }
        return nil
    }

    private func coloured(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

/// One character per verdict.
private struct Symbols: Sendable {
    let isUTF8: Bool

    /// The first of `LC_ALL`, `LC_CTYPE` and `LANG` that is set says what the terminal can show.
    init(environment: [String: String]) {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        let name = (locale ?? "").lowercased()
        isUTF8 = name.hasSuffix("utf-8") || name.hasSuffix("utf8")
    }

    func of(_ kind: VerdictKind) -> String {
        switch kind {
        case .holds: isUTF8 ? "✓" : "+"
        case .violated: isUTF8 ? "✗" : "x"
        case .unknown: "?"
        }
    }
}

extension String {
    /// Where `text` occurs first.
    fileprivate func range(ofText text: String) -> Index? {
        ranges(of: text).first?.lowerBound
    }
}
