package import Exact
package import Verification

/// What `cone interval` found: the scales for which a ball is proved to keep its class.
package struct ScaleIntervalSummary: Encodable, Sendable {
    struct Side: Encodable, Sendable {
        /// `unlimited`, `nothing`, or the scale that was proved, exactly.
        let proved: String
        /// The nearest scale that was refuted.
        let refuted: String?
        /// Why the search ended there.
        let stop: String
    }

    let schema = 1
    let network: String
    let point: String
    let radius: String
    let `class`: Int
    let below: Side
    let above: Side
    let claim: String
    let seconds: Double

    package init(
        network: String, point: String, radius: Rational, class winner: Int, findings: ScaleInterval.Findings
    ) {
        self.network = network
        self.point = point
        self.radius = radius.text
        `class` = winner
        below = Side(findings.below, .up)
        above = Side(findings.above, .down)
        seconds = NumberText.microseconds(findings.seconds)
        claim = Self.claim(winner, findings)
    }

    private static func claim(_ winner: Int, _ findings: ScaleInterval.Findings) -> String {
        let start: String
        switch findings.below.reach {
        case .unlimited: start = "(0"
        case .scale(let value): start = "[" + value.text(significant: 6, .up)
        case .nothing: return "class \(winner) is proved for no scale"
        }
        switch findings.above.reach {
        case .unlimited: return "class \(winner) is proved for every a in \(start), infinity)"
        case .scale(let value):
            return "class \(winner) is proved for every a in \(start), \(value.text(significant: 6, .down))]"
        case .nothing: return "class \(winner) is proved for every a in \(start), 1]"
        }
    }

    package var text: String {
        var lines = [claim, ""]
        for (name, side) in [("below", below), ("above", above)] {
            lines.append("\(name)   \(side.refuted.map { "refuted at \($0)" } ?? side.stop)")
        }
        lines.append("inputs  a * y with |y - x| <= \(radius), x = \(point)")
        lines.append("time    \(NumberText.duration(seconds))")
        return lines.joined(separator: "\n")
    }
}

extension ScaleIntervalSummary.Side {
    fileprivate init(_ side: ScaleInterval.Side, _ rounding: Rounding) {
        switch side.reach {
        case .unlimited: proved = "unlimited"
        case .scale(let value): proved = value.text
        case .nothing: proved = "nothing"
        }
        refuted = side.refuted?.text(significant: 6, rounding)
        stop =
            switch side.stop {
            case .wholeRange: "proved as far as was asked"
            case .nothingProved: "refuted at 1 already"
            case .resolution: "the resolution is reached"
            case .unknown(let reason): reason.code
            }
    }
}
