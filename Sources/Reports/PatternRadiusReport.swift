package import Contexts
import Exact
package import Networks
package import Verification

/// What `nap radius` says: for each row the largest certified radius with a pattern and without.
package struct PatternRadiusReport: Encodable, Sendable {
    /// What one search found.
    package struct Search: Encodable, Sendable {
        /// Proved up to here; exact, and rounded down.
        let proved: String?
        let lower: Double?
        /// Refuted here; exact, and rounded up.
        let refuted: String?
        let upper: Double?
        /// The smallest radius without an answer, when that ended the search.
        let undecided: String?
        /// `whole-range`, `nothing`, `resolution`, or why there was no answer.
        let stop: String
        /// Whether no input of the region at `proved` follows the pattern; absent without a pattern and where nobody knows.
        let vacuous: Bool?
        let calls: Int
        let seconds: Double

        fileprivate let text: String
        fileprivate let isDecided: Bool

        private enum CodingKeys: CodingKey {
            case proved, lower, refuted, upper, undecided, stop, vacuous, calls, seconds
        }

        init(_ found: LargestRadius.Findings, _ options: Options) {
            proved = found.proved?.value.text
            lower = found.proved?.value.double(.down)
            refuted = found.refuted?.value.text
            upper = found.refuted?.value.double(.up)
            undecided = found.undecided?.value.text
            switch found.stop {
            case .wholeRange: (stop, isDecided) = ("whole-range", true)
            case .nothingProved: (stop, isDecided) = ("nothing", true)
            case .resolution: (stop, isDecided) = ("resolution", true)
            case .unknown(let reason): (stop, isDecided) = (reason.code, false)
            }
            switch found.proved?.answer.vacuity {
            case .vacuous?: vacuous = true
            case .nonEmpty?: vacuous = false
            case .undecided?, nil: vacuous = nil
            }
            calls = found.calls
            seconds = NumberText.microseconds(found.seconds)
            text = Self.text(found)
        }

        private static func text(_ found: LargestRadius.Findings) -> String {
            guard let proved = found.proved?.value else {
                return found.refuted == nil ? "nothing decided" : "wrong at the row"
            }
            let lower = NumberText.lowerBound(proved.double(.down))
            if found.stop == .wholeRange { return "\(lower), all there is" }
            let open = found.undecided.map { " (\(NumberText.upperBound($0.value.double(.up))) undecided)" }
            let upper = found.refuted.map { " < \(NumberText.upperBound($0.value.double(.up)))" }
            return lower + (open ?? upper ?? "")
        }
    }

    package struct Row: Encodable, Sendable {
        let row: Int
        let label: Int?
        let follows: Bool
        /// Demands of the pattern that the row does not meet.
        let broken: [String]
        let without: Search
        let with: Search
        /// The proved radius with the pattern over that without; absent where the former is about nothing.
        let ratio: Double?

        package init(
            row: Int, label: Int?, _ found: PatternRadius.Findings, layers: [ReLULayer], _ options: Options
        ) {
            self.row = row
            self.label = label
            follows = found.broken.isEmpty
            broken = found.broken.map { layers.name(of: $0) }
            without = Search(found.without, options)
            with = Search(found.with, options)
            ratio = with.vacuous == true ? nil : found.ratio?.double(.down)
        }
    }

    let schema = 1
    let network: MiningReport.Model
    let file: String
    let `class`: Int
    let size: Int
    let domain: String
    let data: String
    let rows: [Row]

    package init(
        network: MiningReport.Model, file: String, class: Int, size: Int, domain: String, data: String, rows: [Row]
    ) {
        self.network = network
        self.file = file
        self.class = `class`
        self.size = size
        self.domain = domain
        self.data = data
        self.rows = rows
    }

    /// Whether every search ended with an answer.
    package var isDecided: Bool { rows.allSatisfy { $0.without.isDecided && $0.with.isDecided } }

    // MARK: Text

    /// The report for people.
    package var text: String {
        let facts = [
            "network  \(network.path)", "pattern  \(file): class \(`class`), \(NumberText.count(size, "neuron"))",
            "data     \(data), domain \(domain)",
        ]
        let table = TextTable.text(
            titles: ["row", "label", "follows", "without the pattern", "with it", "ratio"],
            rows: rows.map { row in
                [
                    String(row.row), row.label.map(String.init) ?? "",
                    row.follows ? "yes" : "no, \(row.broken.count) broken", row.without.text,
                    row.with.text + (row.with.vacuous == true ? ", of nothing: no input there follows" : ""),
                    row.ratio.map { NumberText.fixed($0, places: 2) } ?? "",
                ]
            }, rightAligned: [0, 1])
        return facts.joined(separator: "\n") + "\n\n" + table
    }
}
