import ArgumentParser
import Contexts
import DataFiles
import Exact
import Networks

/// A row of a data set with the class that it should have.
struct ConePoint {
    let point: [Rational]
    /// The row in words.
    let name: String
    let winner: Int

    /// The class is the one given, else the label. Throws ``UsageError`` and ``DataError``.
    init(_ network: Network, _ data: DataArguments, row: Int, class winner: Int?) throws {
        guard network.outputCount > 1 else { throw UsageError.oneOutput(network: network.name) }
        let set = winner == nil ? try data.labelledSet(for: network) : try data.dataSet(for: network)
        try DataArguments.checkRow(row, of: set)
        guard let chosen = winner ?? set.label(row) else {
            throw UsageError.missingOption(name: "--labels", value: "WHERE, or --class NUMBER")
        }
        try Self.checkClass(chosen, of: network)
        point = try set.point(row)
        name = "row \(row) of \(set.name)"
        self.winner = chosen
    }

    /// Throws unless the network has this class.
    static func checkClass(_ winner: Int, of network: Network) throws(UsageError) {
        guard !(0..<network.outputCount).contains(winner) else { return }
        throw .badOption(
            name: "--class", value: String(winner), range: "a class from 0 to \(network.outputCount - 1)")
    }
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
