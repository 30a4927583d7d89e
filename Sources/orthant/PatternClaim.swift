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

    /// The class. Throws ``UsageError`` when nobody names one, or the network has no such class.
    func target(of document: NAPDocument, _ network: Network) throws(UsageError) -> Int {
        guard let target = target ?? document.target else { throw .missingOption(name: "--class", value: "N") }
        guard (0..<network.outputCount).contains(target) else {
            throw .badOption(
                name: "--class", value: String(target), range: "a class of the network, 0 to \(network.outputCount - 1)"
            )
        }
        return target
    }

    /// The domain, and around a row its part within the radius.
    func region(_ network: Network) throws -> Region {
        let box = Region.box(try domainBox(network.inputCount))
        guard let center = try center(network) else { return box }
        guard let text = radius, let radius = Rational(text: text[...]), radius >= .zero else {
            if let radius { throw UsageError.badOption(name: "--radius", value: radius, range: "a number from 0 on") }
            throw UsageError.missingOption(name: "--radius", value: "NUMBER")
        }
        return .intersection([box, Self.ball(center, radius)])
    }

    static func ball(_ center: [Rational], _ radius: Rational) -> Region {
        .box(Box(lower: center.map { $0 - radius }, upper: center.map { $0 + radius }))
    }

    /// The row that the claim is about; `nil` for the whole domain.
    func center(_ network: Network) throws -> [Rational]? {
        guard let row else {
            if let radius { throw UsageError.optionWithout(name: "--radius", value: radius, needed: "--row") }
            return nil
        }
        let set = try data.dataSet(for: network)
        try DataArguments.checkRow(row, of: set)
        return try set.point(row)
    }

    func domainBox(_ inputs: Int) throws(UsageError) -> Box {
        try PatternDomain(domain).box(inputs)
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
