import ArgumentParser
import Contexts
import DataFiles
import Reports

/// `orthant data`: the data files that specs refer to.
struct DataCommand: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "data",
        abstract: "Look at data files: NPY, NPZ, IDX, CIFAR, CSV, PNG.",
        subcommands: [DataShow.self])

    static let examples = [
        "orthant data show models/digits-test.npz",
        "orthant data show models/digits-test.npz --images images --labels labels --row 7",
    ]
}

/// `orthant data show`: what is in a data file.
struct DataShow: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show shape, type, range and classes of a data file, and one row.",
        discussion: """
            The content decides what the file is; tables need the ending .csv and CIFAR records .bin. An NPZ archive \
            is listed unless --images names one of its arrays.
            """)

    static let examples = DataCommand.examples

    @Argument(help: "data file, or a pattern of PNG files in quotes")
    var file: String

    @Option(help: ArgumentHelp("the array with the points, in an NPZ archive", valueName: "key"))
    var images: String?

    @Option(
        help: ArgumentHelp(
            "where the classes are: a file (NPY, IDX; CSV for PNG), a key (NPZ), a column (CSV)", valueName: "where"))
    var labels: String?

    @Option(help: "the row to show, counted from 0")
    var row: Int?

    @Flag(help: "print one JSON document")
    var json = false

    @OptionGroup var colour: ColourArgument

    func run() throws {
        let format = try DataFormat(ofFileAt: file)
        try checkOptions(format)
        guard format != .npz || images != nil else {
            Terminal.result(try ArchiveListing(at: file).text)
            return
        }
        let data = try dataSet(format)
        let summary = try DataSummary(data, row: shownRow(of: data))
        Terminal.result(json ? try JSONText.of(summary) : summary.text)
    }

    /// An option that the format has no use for is a mistake.
    private func checkOptions(_ format: DataFormat) throws(UsageError) {
        if let images, format != .npz {
            throw .badOption(name: "--images", value: images, range: "it for an NPZ archive only")
        }
        if let labels, format == .cifar {
            throw .badOption(name: "--labels", value: labels, range: "no labels: CIFAR records hold their own")
        }
    }

    /// The row asked for, or the first one.
    private func shownRow(of data: DataSet) throws -> Int? {
        guard let row else { return data.count > 0 ? 0 : nil }
        guard (0..<data.count).contains(row) else {
            let range = data.count > 0 ? "a row from 0 to \(data.count - 1)" : "no row: the data set is empty"
            throw UsageError.badOption(name: "--row", value: String(row), range: range)
        }
        return row
    }

    private func dataSet(_ format: DataFormat) throws(DataError) -> DataSet {
        switch format {
        case .npy, .idx, .array: try .arrays(name: file, images: file, labels: labels)
        case .npz: try .npz(name: file, at: file, images: images ?? "", labels: labels)
        case .cifar: try .cifar(name: file, at: [file])
        case .png: try .png(name: file, matching: file, labels: labels)
        case .csv: try .csv(name: file, at: file, CSVForm(label: labels.map { CSVColumn($0) }))
        }
    }
}
