import ArgumentParser
import Contexts
import DataFiles
import Exact
import Files
import Networks
import Patterns
import Reports

/// `orthant nap slice`: where in a plane of inputs patterns are followed.
struct NapSlice: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "slice",
        abstract: "Show where in a plane of two inputs patterns are followed, and which class is chosen there.",
        discussion: """
            Two inputs vary, the others stay as in the row or the point. The plane is cut into cells, and each is judged by \
            its middle, exactly: a picture, not a proof. Colours are classes; the darker, the more patterns are followed.
            """)

    static let examples = [
        "orthant nap slice --network M.onnx --nap 3.nap --images my-data.npz --row 7 --across 20,0,1 --up 21,0,1",
        "orthant nap slice --network A.onnx --nap a.nap --point 0,0,0,0,0 --across 0,-1,1 --up 1,-1,1 --svg a.svg",
    ]

    @OptionGroup var model: PatternNetworkArgument

    @Option(help: ArgumentHelp("NAP file, or a folder of them; may be repeated", valueName: "file"))
    var nap: [String]

    @OptionGroup var data: DataArguments

    @Option(help: ArgumentHelp("the row of --images that the plane goes through", valueName: "k"))
    var row: Int?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("the point that it goes through, exact", valueName: "x0,x1,..."))
    var point: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("the input to the right, with its range", valueName: "i,lo,hi"))
    var across: String

    @Option(parsing: .unconditional, help: ArgumentHelp("the input upwards, with its range", valueName: "i,lo,hi"))
    var up: String

    @Option(help: ArgumentHelp("cells along each side", valueName: "n"))
    var cells = 60

    @OptionGroup(visibility: .hidden) var classArguments: ClassArguments

    @Option(help: ArgumentHelp("draw it", valueName: "file"), completion: .file())
    var svg: String?

    @Flag(help: "print one JSON document")
    var json = false

    @OptionGroup var colour: ColourArgument

    private static let mostCells = 400

    func run() throws {
        guard (1...Self.mostCells).contains(cells) else {
            throw UsageError.badOption(
                name: "--cells", value: String(cells), range: "a number from 1 to \(Self.mostCells)")
        }
        if let svg { try FileWriting.checkWritable(svg) }
        let rule = try classArguments.rule()
        let opened = try model.open()
        let count = opened.network.inputCount
        let horizontal = try axis("--across", across, count)
        let vertical = try axis("--up", up, count)
        guard horizontal.input != vertical.input else {
            throw UsageError.badOption(name: "--up", value: up, range: "another input than --across")
        }
        let patterns = try opened.patterns(at: nap)
        let (center, name) = try center(opened.network)
        let slice = PatternSlice(
            PhaseEvaluator(opened.network, decision: rule), through: center, across: horizontal, up: vertical,
            count: cells)
        let report = PatternSliceReport(network: opened.path, point: name, slice, patterns)
        if let svg { try FileWriting.write(report.drawing, to: svg) }
        Terminal.result(json ? try JSONText.of(report) : report.text)
    }

    /// The point and what it is called.
    private func center(_ network: Network) throws -> (point: [Rational], name: String) {
        if let point {
            if let row {
                throw UsageError.badOption(name: "--row", value: String(row), range: "either --row or --point")
            }
            let numbers = point.split(separator: ",", omittingEmptySubsequences: false).map { Rational(text: $0) }
            let values = numbers.compactMap(\.self)
            guard values.count == numbers.count, values.count == network.inputCount else {
                throw UsageError.badOption(
                    name: "--point", value: point, range: "\(network.inputCount) numbers, with commas")
            }
            return (values, point)
        }
        guard let row else { throw UsageError.missingOption(name: "--row", value: "K, or --point X0,X1,...") }
        let set = try data.dataSet(for: network)
        try DataArguments.checkRow(row, of: set)
        return (try set.point(row), "\(set.name) row \(row)")
    }

    private func axis(_ name: String, _ text: String, _ inputs: Int) throws(UsageError) -> PatternSlice.Axis {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 3, let input = Int(parts[0]), (0..<inputs).contains(input),
            let lower = Rational(text: parts[1]), let upper = Rational(text: parts[2]), lower < upper
        else {
            throw .badOption(
                name: name, value: text, range: "an input from 0 to \(inputs - 1) and two numbers, LO below HI: i,LO,HI"
            )
        }
        return PatternSlice.Axis(input: input, lower: lower, upper: upper)
    }
}
