package import Verification

/// Colour, or none. The words carry the meaning; colour only repeats it.
package struct Style: Sendable {
    private let isColoured: Bool

    package static let plain = Style(isColoured: false)

    private init(isColoured: Bool) {
        self.isColoured = isColoured
    }

    /// Colour on a terminal, unless `NO_COLOR` is set or the terminal says that it is dumb.
    package init(isTerminal: Bool, environment: [String: String]) {
        let isRefused = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        isColoured = isTerminal && !isRefused
    }

    /// The word of a verdict: green, red or yellow.
    package func verdict(_ text: String, _ verdict: Verdict) -> String {
        switch verdict {
        case .holds: coloured(text, "32")
        case .violated: coloured(text, "31")
        case .unknown: coloured(text, "33")
        }
    }

    private func coloured(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
