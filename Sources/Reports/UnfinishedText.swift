import Networks
import Verification

extension UnfinishedSearch {
    /// How far the run came, for people: a line for each thing that is known.
    var text: String {
        var lines: [String] = []
        if open > 0 {
            let worst = gap.map { "; the worst one's bound lacks \(Self.short($0))" } ?? ""
            lines.append("open      \(NumberText.count(open, "subproblem")), \(closed) closed\(worst)")
        } else if let gap {
            lines.append("bound     lacks \(Self.short(gap))")
        }
        if let attack, attack.isFinite {
            lines.append("attack    the best point keeps a margin of \(Self.short(attack))")
        }
        if !hardest.isEmpty {
            let names = hardest.map { "\($0.name) (\(NumberText.count($0.splits, "split")))" }
            lines.append("hardest   " + names.joined(separator: ", "))
        }
        return lines.joined(separator: "\n")
    }

    /// Figures for orientation: up to six digits after the point.
    private static func short(_ value: Double) -> String {
        NumberText.exact((value * 1e6).rounded() / 1e6, .float64)
    }
}
