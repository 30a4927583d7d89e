package import Exact

/// One end of an interval on a line.
package struct LineEnd: Hashable, Sendable {
    package let value: Rational
    /// Whether the end belongs to the interval.
    package let isClosed: Bool
    /// The classes that are as good as the winner at an open end; empty where the line itself ends.
    package let rivals: [Int]

    package init(value: Rational, isClosed: Bool, rivals: [Int] = []) {
        self.value = value
        self.isClosed = isClosed
        self.rivals = rivals
    }
}

/// A set of consecutive points of a line; `nil` is an end without a limit.
package struct LineInterval: Hashable, Sendable {
    package let lower: LineEnd
    package let upper: LineEnd?

    package init(lower: LineEnd, upper: LineEnd?) {
        self.lower = lower
        self.upper = upper
    }

    package func contains(_ s: Rational) -> Bool {
        let isAbove = s > lower.value || (lower.isClosed && s == lower.value)
        guard let upper else { return isAbove }
        return isAbove && (s < upper.value || (upper.isClosed && s == upper.value))
    }
}

/// Where on a line one output is strictly greater than all others, exactly.
package enum WinningScales {
    /// The intervals, from left to right. A tie is no win: so an end where another class comes in is open. The ends of the
    /// line belong to it unless `excludesLower`. Requires pieces that join, and a class of the network.
    package static func intervals(
        of winner: Int, in pieces: [LinePiece], excludesLower: Bool = false
    ) -> [LineInterval] {
        var intervals: [LineInterval] = []
        for (index, piece) in pieces.enumerated() {
            let isOpenStart = index == 0 && excludesLower
            guard let part = part(of: piece, winner, isOpenStart: isOpenStart) else { continue }
            // The function is continuous: a common end of two pieces belongs to both parts or to none.
            if let last = intervals.last, let end = last.upper, end.isClosed, part.lower.isClosed,
                end.value == part.lower.value
            {
                intervals[intervals.count - 1] = LineInterval(lower: last.lower, upper: part.upper)
            } else {
                intervals.append(part)
            }
        }
        return intervals
    }

    /// The part of a piece on which the class wins. Leads over rivals are affine there: each cuts off one side at most.
    private static func part(of piece: LinePiece, _ winner: Int, isOpenStart: Bool) -> LineInterval? {
        let own = piece.outputs[winner]
        var lower = LineEnd(value: piece.lower, isClosed: !isOpenStart)
        var upper = piece.upper.map { LineEnd(value: $0, isClosed: true) }
        for (rival, other) in piece.outputs.enumerated() where rival != winner {
            let lead = LineFunction(constant: own.constant - other.constant, slope: own.slope - other.slope)
            guard let root = lead.root else {
                if lead.constant.signum <= 0 { return nil }
                continue
            }
            if lead.slope.signum > 0 {
                lower = lower.raised(to: root, rival)
            } else if let old = upper {
                upper = old.lowered(to: root, rival)
            } else {
                upper = LineEnd(value: root, isClosed: false, rivals: [rival])
            }
        }
        guard let upper else { return LineInterval(lower: lower, upper: nil) }
        guard lower.value < upper.value || (lower.value == upper.value && lower.isClosed && upper.isClosed) else {
            return nil
        }
        return LineInterval(lower: lower, upper: upper)
    }
}

extension LineEnd {
    fileprivate func raised(to root: Rational, _ rival: Int) -> LineEnd {
        moved(to: root, rival, isStricter: root > value)
    }

    fileprivate func lowered(to root: Rational, _ rival: Int) -> LineEnd {
        moved(to: root, rival, isStricter: root < value)
    }

    private func moved(to root: Rational, _ rival: Int, isStricter: Bool) -> LineEnd {
        if isStricter { return LineEnd(value: root, isClosed: false, rivals: [rival]) }
        if root == value { return LineEnd(value: value, isClosed: false, rivals: rivals + [rival]) }
        return self
    }
}
