import ArgumentParser
import Contexts
import DataFiles
import Exact
import Networks

/// `--images`, `--labels` and `--scale`: points and their classes, in any format that spec files read.
struct DataArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "points: NPY, NPZ, IDX, CIFAR (.bin), CSV (.csv) or PNG; FILE.npz:KEY names an array", valueName: "file"))
    var images: String?

    @Option(
        help: ArgumentHelp(
            "classes: a file (NPY, IDX; CSV for PNG), a key (NPZ) or a column (CSV)", valueName: "where"))
    var labels: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("what every stored number is multiplied by, exactly (default 1)", valueName: "number"))
    var scale: String?

    /// The data set; `nil` without `--images`. Throws ``DataError`` for what cannot be read, and ``UsageError``.
    func dataSet() throws -> DataSet? {
        guard let images else {
            for (name, value) in [("--labels", labels), ("--scale", scale)] {
                if let value { throw UsageError.optionWithout(name: name, value: value, needed: "--images") }
            }
            return nil
        }
        return try DataSet.named(images, labels: labels, form: PointForm(scale: try factor()))
    }

    /// The data set with as many numbers in a point as the network has inputs.
    func dataSet(for network: Network) throws -> DataSet {
        guard let data = try dataSet() else { throw UsageError.missingOption(name: "--images", value: "FILE") }
        let size = data.pointShape.reduce(1, *)
        guard size == network.inputCount else {
            throw UsageError.pointSize(data: data.name, size: size, inputs: network.inputCount)
        }
        return data
    }

    /// The same with labels that are classes of the network.
    func labelledSet(for network: Network) throws -> DataSet {
        let data = try dataSet(for: network)
        guard let counts = data.labelCounts else { throw UsageError.missingOption(name: "--labels", value: "WHERE") }
        let classes = 0..<network.outputCount
        if let stranger = counts.keys.filter({ !classes.contains($0) }).min() {
            throw UsageError.labelWithoutOutput(data: data.name, label: stranger, outputs: classes.count)
        }
        return data
    }

    /// Throws unless the data set has this row.
    static func checkRow(_ row: Int, of data: DataSet, name: String = "--row") throws(UsageError) {
        guard !(0..<data.count).contains(row) else { return }
        let range = data.count > 0 ? "a row from 0 to \(data.count - 1)" : "no row: the data set is empty"
        throw .badOption(name: name, value: String(row), range: range)
    }

    /// How many rows `--first` leaves: all without it.
    static func rowCount(_ first: Int?, of data: DataSet) throws(UsageError) -> Int {
        let count = first ?? data.count
        guard (1...max(1, data.count)).contains(count), data.count > 0 else {
            let range = data.count > 0 ? "a number from 1 to \(data.count)" : "a data set that is not empty"
            throw .badOption(
                name: first == nil ? "--images" : "--first", value: first.map(String.init) ?? data.name, range: range)
        }
        return count
    }

    private func factor() throws(UsageError) -> Rational {
        guard let scale else { return .one }
        guard let factor = Rational(text: scale), factor > .zero else {
            throw .badOption(name: "--scale", value: scale, range: "a number above 0, such as 1/255 or 0.5")
        }
        return factor
    }
}
