import Exact
package import Networks

/// What `cone scale-range` found: at which scales of a point a class wins, exactly.
package struct ScaleRangeSummary: Encodable, Sendable {
    struct End: Encodable, Sendable {
        /// The exact value: a decimal that ends, or a fraction.
        let exact: String
        /// Rounded into the interval.
        let decimal: String
        let isClosed: Bool
        /// The classes that tie there.
        let rivals: [Int]
    }

    struct Interval: Encodable, Sendable {
        let lower: End
        /// Absent when the interval has no end.
        let upper: End?
        let text: String
    }

    let schema = 1
    let network: String
    let point: String
    /// What runs along the line: `a` for a * x, `s` for (1 - s) * x + s * y.
    let parameter: String
    let `class`: Int
    let label: Int?
    let intervals: [Interval]
    /// Parts of the line on which the network is affine.
    let pieces: Int
    let claim: String

    /// `line` says what the parameter stands for, such as `a * x`.
    package init(
        network: String, point: String, parameter: String, line: String, class winner: Int, label: Int?,
        intervals: [LineInterval], pieces: Int
    ) {
        self.network = network
        self.point = point
        self.parameter = parameter
        self.label = label
        self.pieces = pieces
        `class` = winner
        self.intervals = intervals.map { Interval($0) }
        let ranges = self.intervals.map(\.text).joined(separator: " or ")
        claim =
            ranges.isEmpty
            ? "class \(winner) for no \(parameter)" : "class \(winner) for \(parameter) in \(ranges)"
        self.line = line
    }

    private let line: String

    private enum CodingKeys: String, CodingKey {
        case schema, network, point, parameter, `class`, label, intervals, pieces, claim
    }

    package var text: String {
        var lines = [claim, ""]
        for interval in intervals {
            for end in [interval.lower, interval.upper].compactMap(\.self) where !end.rivals.isEmpty {
                let classes = end.rivals.map(String.init).joined(separator: ", ")
                let word = end.exact == end.decimal ? "at" : "near"
                lines.append("\(word) \(end.decimal)  ties with class \(classes)")
            }
        }
        lines += [
            "inputs  \(line), x = \(point)" + (label.map { ", label \($0)" } ?? ""),
            "exact   \(NumberText.count(pieces, "affine piece")), rational arithmetic; decimals are rounded inward",
        ]
        return lines.joined(separator: "\n")
    }
}

extension ScaleRangeSummary.Interval {
    fileprivate init(_ interval: LineInterval) {
        lower = .init(interval.lower, .up)
        upper = interval.upper.map { .init($0, .down) }
        let start = (lower.isClosed ? "[" : "(") + lower.decimal
        text = upper.map { "\(start), \($0.decimal)\($0.isClosed ? "]" : ")")" } ?? "\(start), infinity)"
    }
}

extension ScaleRangeSummary.End {
    fileprivate init(_ end: LineEnd, _ rounding: Rounding) {
        exact = end.value.text
        decimal = end.value.text(significant: 6, rounding)
        isClosed = end.isClosed
        rivals = end.rivals.sorted()
    }
}
