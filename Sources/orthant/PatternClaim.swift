import ArgumentParser
import Contexts
import DataFiles
import Exact
import Networks
import Patterns
import Properties
import Queries
import Reports

/// Of which inputs, and what, `orthant nap` claims: that a class is strictly best on a domain.
struct PatternClaimArguments: ParsableArguments {
    @Option(help: ArgumentHelp("LO,HI: the range of every input, exact", valueName: "range"))
    var domain: String

    @Option(
        name: .customLong("class"),
        help: ArgumentHelp("the class that must be best (default that of the NAP file)", valueName: "n"))
    var target: Int?

    @OptionGroup var data: DataArguments

    @Option(help: ArgumentHelp("stay near this row of --images", valueName: "k"))
    var row: Int?

    @Option(help: ArgumentHelp("how near: every input within this distance of the row", valueName: "r"))
    var radius: String?

    /// The class. Throws ``UsageError`` when nobody names one, the network has no such class, or has no classes at all.
    func target(of document: NAPDocument, _ model: PatternNetwork) throws(UsageError) -> Int {
        try Self.target(target ?? document.target, model)
    }

    static func target(_ target: Int?, _ model: PatternNetwork) throws(UsageError) -> Int {
        let count = model.network.outputCount
        guard count > 1 else { throw .oneOutput(network: model.path) }
        guard let target else { throw .missingOption(name: "--class", value: "N") }
        guard (0..<count).contains(target) else {
            throw .badOption(
                name: "--class", value: String(target), range: "a class of the network, 0 to \(count - 1)")
        }
        return target
    }

    /// The data, with labels where these say what the classes are; `nil` without `--images`. Throws ``UsageError`` about `--row` and `--radius` too, so that nothing large is
    /// read in vain.
    func dataSet(for network: Network, classesBy source: LabelSource = .prediction) throws -> DataSet? {
        if row == nil, let radius {
            throw UsageError.optionWithout(name: "--radius", value: radius, needed: "--row")
        }
        if row != nil, radius == nil { throw UsageError.missingOption(name: "--radius", value: "NUMBER") }
        if row == nil, data.images == nil { return try data.dataSet() }
        return try data.dataSet(for: network, classesBy: source)
    }

    /// The inputs that the claim is about. `set` is what ``dataSet(for:classesBy:)`` gave.
    func inputs(_ network: Network, _ set: DataSet?) throws -> PatternInputs {
        let domain = try PatternDomain(domain).box(network.inputCount)
        guard let row, let set, let text = radius else { return PatternInputs(box: domain, center: nil) }
        guard let radius = Rational(text: text[...]), radius >= .zero else {
            throw UsageError.badOption(name: "--radius", value: text, range: "a number from 0 on")
        }
        try DataArguments.checkRow(row, of: set)
        let center = try set.point(row)
        guard let box = domain.meeting(center, radius) else {
            let input = center.indices.first { domain.distance(to: center[$0], at: $0) > radius } ?? 0
            throw UsageError.rowOutsideDomain(
                row: row, domain: self.domain, radius: text, input: input, value: center[input].text)
        }
        return PatternInputs(box: box, center: center)
    }
}

/// The inputs that a claim about a pattern is about: a domain, or the part of it near a row.
struct PatternInputs {
    let box: Box
    /// The row; `nil` for the whole domain.
    let center: [Rational]?
}

extension Box {
    /// The part within `radius` of a point; `nil` when there is none.
    func meeting(_ center: [Rational], _ radius: Rational) -> Box? {
        let lower = zip(self.lower, center).map { max($0, $1 - radius) }
        let upper = zip(self.upper, center).map { min($0, $1 + radius) }
        guard zip(lower, upper).allSatisfy({ $0 <= $1 }) else { return nil }
        return Box(lower: lower, upper: upper)
    }

    /// How far a value is from the range of an input; 0 inside.
    func distance(to value: Rational, at input: Int) -> Rational {
        max(lower[input] - value, value - upper[input], .zero)
    }
}

/// `--domain LO,HI`.
struct PatternDomain {
    let lower: Rational
    let upper: Rational

    init(_ text: String) throws(UsageError) {
        let ends = text.split(separator: ",", omittingEmptySubsequences: false).map {
            Rational(text: $0.drop { $0 == " " })
        }
        guard ends.count == 2, let lower = ends[0], let upper = ends[1], lower <= upper else {
            throw .badOption(name: "--domain", value: text, range: "two numbers LO,HI with LO <= HI, such as 0,1")
        }
        self.lower = lower
        self.upper = upper
    }

    func box(_ inputs: Int) -> Box {
        Box(
            lower: [Rational](repeating: lower, count: inputs), upper: [Rational](repeating: upper, count: inputs))
    }
}

extension ClassDecision {
    /// The set that refutes "class `target` is strictly best".
    func beaten(_ target: Int, of count: Int) -> Formula {
        .loses(target, of: count, isLeastBest: self == .argmin)
    }

    var shown: DecisionRule { DecisionRule(self == .argmax ? .greatest : .least, names: []) }
}

extension Query {
    /// A claim about a model, lowered; warnings go to stderr.
    static func lowered(_ claim: Claim, on network: Network) throws -> [Query] {
        let lowered = try Query.lowered(network: network, claim: claim)
        for warning in lowered.warnings { Terminal.error("warning: \(warning.problem)") }
        return lowered.queries
    }
}
