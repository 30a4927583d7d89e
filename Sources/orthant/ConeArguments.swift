import ArgumentParser
import Contexts
import DataFiles
import Exact
import ModelReading
import Networks
import Patterns

/// A row of a data set with the class that it should have, for the commands that ask about one point.
struct ConePointArguments: ParsableArguments {
    @Option(help: ArgumentHelp("model file (.onnx, .onnx.gz, .nnet)", valueName: "model"))
    var network: String

    @OptionGroup var data: DataArguments

    @Option(parsing: .unconditional, help: "the row of the point, counted from 0")
    var row: Int

    @Option(name: .customLong("class"), parsing: .unconditional, help: "the class (default: the label)")
    var winner: Int?

    @OptionGroup var decision: DecisionArgument

    /// Reads the model and the row. The class is the one given, else the label. Throws ``UsageError``, ``DataError`` and
    /// ``ModelError``.
    func point() throws -> ConePoint {
        let rule = try decision.rule()
        let model = try ModelReading.network(at: network)
        guard model.outputCount > 1 else { throw UsageError.oneOutput(network: model.name) }
        let set = winner == nil ? try data.labelledSet(for: model) : try data.dataSet(for: model)
        try DataArguments.checkRow(row, of: set)
        guard let chosen = winner ?? set.label(row) else {
            throw UsageError.missingOption(name: "--labels", value: "WHERE, or --class NUMBER")
        }
        try ConePoint.checkClass(chosen, of: model)
        return ConePoint(
            network: model, values: try set.point(row), name: "row \(row) of \(set.name)", winner: chosen,
            decision: rule)
    }
}

struct ConePoint {
    let network: Network
    let values: [Rational]
    /// The row in words.
    let name: String
    let winner: Int
    let decision: ClassDecision

    /// Throws unless the network has this class.
    static func checkClass(_ winner: Int, of network: Network) throws(UsageError) {
        guard !(0..<network.outputCount).contains(winner) else { return }
        throw .badOption(
            name: "--class", value: String(winner), range: "a class from 0 to \(network.outputCount - 1)")
    }
}

/// `--decision`: which output is the class.
struct DecisionArgument: ParsableArguments {
    @Option(
        help: ArgumentHelp("argmax or argmin: which output is the class (default argmax)", valueName: "rule"),
        completion: .list(ClassDecision.allCases.map(\.rawValue)))
    var decision: String?

    func rule() throws(UsageError) -> ClassDecision { try ClassArguments.rule(decision) }
}

/// Numbers of the command line, read exactly.
enum ConeNumbers {
    static func positive(_ name: String, _ text: String?, standard: Rational) throws(UsageError) -> Rational {
        guard let text else { return standard }
        guard let value = Rational(text: text), value > .zero else {
            throw .badOption(name: name, value: text, range: "a number above 0, such as 1/4")
        }
        return value
    }

    static func notNegative(_ name: String, _ text: String?, standard: Rational) throws(UsageError) -> Rational {
        guard let text else { return standard }
        guard let value = Rational(text: text), value >= .zero else {
            throw .badOption(name: name, value: text, range: "a number that is not negative, such as 1/64")
        }
        return value
    }

    static func count(_ name: String, _ text: String?, standard: Int) throws(UsageError) -> Int {
        guard let text else { return standard }
        guard let value = Int(text), value > 0 else {
            throw .badOption(name: name, value: text, range: "a whole number above 0")
        }
        return value
    }

    /// A list with commas.
    static func list(_ name: String, _ text: String, isAllowed: (Rational) -> Bool, range: String) throws(UsageError)
        -> [Rational]
    {
        var numbers: [Rational] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let number = Rational(text: part), isAllowed(number) else {
                throw .badOption(name: name, value: text, range: range)
            }
            numbers.append(number)
        }
        return numbers
    }

    /// At least two increasing numbers with commas.
    static func ends(_ name: String, _ text: String?, standard: [Rational]) throws(UsageError) -> [Rational] {
        guard let text else { return standard }
        let range = "increasing numbers with commas between them, such as 1/4,1,4"
        let numbers = try list(name, text, isAllowed: { _ in true }, range: range)
        guard numbers.count > 1, zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw .badOption(name: name, value: text, range: range)
        }
        return numbers
    }

    /// What the engines are handed: the options of the environment, and the deadline of the whole command.
    static func context(_ timeout: TimeoutArgument) throws(UsageError) -> Context {
        var sourced = try SourcedOptions.ofEnvironment()
        try timeout.apply(to: &sourced)
        let options = sourced.options
        return Context(
            options: options, limits: options.limits(deadline: Orthant.start + .seconds(options.timeout)))
    }
}
