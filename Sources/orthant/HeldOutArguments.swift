import ArgumentParser
import Contexts
import DataFiles
import Networks
import Patterns

/// Data that patterns are not mined from.
struct HeldOutArguments: ParsableArguments {
    @Option(help: ArgumentHelp("held-out points, only measured; also scaled", valueName: "file"))
    var testImages: String?

    @Option(help: ArgumentHelp("their classes", valueName: "where"))
    var testLabels: String?

    /// The data set; `nil` without `--test-images`. Throws as ``DataArguments`` does.
    func dataSet(for network: Network, scale: String?, classesBy source: LabelSource) throws -> DataSet? {
        guard let testImages else {
            if let testLabels {
                throw UsageError.optionWithout(name: "--test-labels", value: testLabels, needed: "--test-images")
            }
            return nil
        }
        if source == .dataset, testLabels == nil {
            throw UsageError.missingOption(name: "--test-labels", value: "WHERE")
        }
        var arguments = ["--images", testImages]
        if let testLabels { arguments += ["--labels", testLabels] }
        if let scale { arguments += ["--scale", scale] }
        return try DataArguments.parse(arguments).dataSet(for: network, classesBy: source)
    }
}
