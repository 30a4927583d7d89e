import ArgumentParser
import Contexts
import Exact
import Files
import Networks
import Patterns
import SpecReading

/// What `nap convert` writes.
enum PatternForm: String, CaseIterable, ExpressibleByArgument {
    case nap, json, vnnlib
}

/// `orthant nap convert`: patterns from and for other programs.
struct NapConvert: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Read patterns of other programs, write them as NAP files, index lists or VNN-LIB 2.0.",
        discussion: """
            Read are NAP files, layers with 'active' and 'inactive', and JSON by class: 'activated' and 'deactivated', \
            'stable_idx' and 'val', or a list of 1, 0 and null per layer. 'vnnlib' is a query: does an input of the \
            domain that follows the pattern have another class?
            """)

    static let examples = [
        "orthant nap convert patterns.json --network M.onnx --class 3 --to nap --output class-3.nap",
        "orthant nap convert mined/class-3.nap --network M.onnx --to vnnlib --domain 0,1 --output three.vnnlib",
    ]

    @Argument(help: "NAP file, or JSON of another program")
    var file: String

    @OptionGroup var model: PatternNetworkArgument

    @Option(help: ArgumentHelp("nap, json (index lists) or vnnlib (2.0, hidden nodes)", valueName: "form"))
    var to: PatternForm

    @Option(
        name: .customLong("class"),
        help: ArgumentHelp("which pattern of a file of several; what class a pattern without one is of", valueName: "n")
    )
    var label: Int?

    @Option(help: ArgumentHelp("least and greatest value of every input, for vnnlib", valueName: "least,greatest"))
    var domain: String?

    @Option(help: "file to write (default: stdout)")
    var output: String?

    @OptionGroup var colour: ColourArgument

    func run() throws {
        if let output { try FileWriting.checkWritable(output) }
        let network = try model.open()
        let document = try self.document(network)
        let text: String
        switch to {
        case .nap: text = document.text(layers: network.layers)
        case .json: text = PatternExport.indexLists(document, layers: network.layers)
        case .vnnlib: text = try query(document, network)
        }
        if let output {
            try FileWriting.write(text, to: output)
        } else {
            Terminal.result(text)
        }
    }

    private func document(_ network: PatternNetwork) throws -> NAPDocument {
        let classes = 0..<network.network.outputCount
        if let label, !classes.contains(label) {
            throw UsageError.badOption(
                name: "--class", value: String(label), range: "a class of the network, 0 to \(classes.count - 1)")
        }
        let text = try FileReading.text(at: file)
        guard PatternImport.isForeign(text) else {
            var document = try network.pattern(at: file)
            if let label, let target = document.target, target != label {
                throw PatternError.noSuchClass(file: file, label: label, known: [target])
            }
            document.target = document.target ?? label
            document.network = network.digest
            return document
        }
        let patterns = try PatternImport.patterns(text, file: file, layers: network.layers)
        let known = patterns.compactMap(\.label)
        var document = NAPDocument(pattern: try chosen(patterns, known), network: network.digest)
        document.target = label ?? known.first
        if let target = document.target, !classes.contains(target) {
            throw PatternError.notALabel(file: file, text: String(target))
        }
        document.mined = [.init("data", "imported from \(file)"), .init("tool", "orthant \(Product.version)")]
        return document
    }

    /// The pattern that `--class` names, or the only one.
    private func chosen(
        _ patterns: [(label: Int?, pattern: ActivationPattern)], _ known: [Int]
    ) throws(PatternError) -> ActivationPattern {
        if patterns.count == 1, label == nil || known.isEmpty || known.first == label { return patterns[0].pattern }
        guard let label else { throw .severalClasses(file: file, labels: known) }
        guard let pattern = patterns.first(where: { $0.label == label }) else {
            throw .noSuchClass(file: file, label: label, known: known)
        }
        return pattern.pattern
    }

    private func query(_ document: NAPDocument, _ network: PatternNetwork) throws -> String {
        guard let domain else { throw UsageError.missingOption(name: "--domain", value: "LEAST,GREATEST") }
        let parts = domain.split(separator: ",", omittingEmptySubsequences: false).map { Rational(text: $0) }
        guard parts.count == 2, let lower = parts[0], let upper = parts[1], lower <= upper,
            let text = PatternExport.query(document, of: network.network, domain: lower...upper, decision: .argmax)
        else {
            throw UsageError.badOption(
                name: "--domain", value: domain, range: "two finite decimals, the lesser first, such as 0,1")
        }
        return text
    }
}
