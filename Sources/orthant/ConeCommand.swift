import ArgumentParser
import Contexts
import Reports

/// `orthant cone`: what a network makes of scaled inputs.
struct ConeCommand: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "cone",
        abstract: "Scaled inputs: invariance, exact scale ranges, contrast, hulls.",
        discussion: """
            Cones of regions are verified by 'orthant verify' with 'cone:' in a spec file; see docs/tutorial-cone.md.
            """,
        subcommands: [
            ConeAudit.self, ConeScaleRange.self, ConeZero.self, ConeContrast.self, ConeInterval.self, ConeMap.self,
            ConeHull.self,
        ])

    static let examples = [ConeAudit.examples[0], ConeScaleRange.examples[0]]
}

/// `orthant cone audit`: which nodes of a model scale with the input.
struct ConeAudit: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Say which nodes scale with the input, and what breaks it.",
        discussion: """
            A model is scalar invariant when f(a x) = a f(x) for every a > 0: then contrast does not change its answer. \
            A shift of the data before they reach the model, such as (x - mean) / std, breaks it too and is not seen here.
            """)

    static let examples = [
        "orthant cone audit models/digits-nobias.onnx",
        "orthant cone audit models/digits.onnx --json",
    ]

    @OptionGroup var arguments: ModelSummaryArguments

    func run() throws { try arguments.show(HomogeneitySummary.init, text: \.text) }
}

/// `orthant cone zero`: the answer to the input 0.
struct ConeZero: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "zero",
        abstract: "Show f(0), its softmax and its greatest outputs, exactly.")

    static let examples = [
        "orthant cone zero models/digits-nobias.onnx",
        "orthant cone zero models/digits.onnx",
    ]

    @OptionGroup var arguments: ModelSummaryArguments

    func run() throws { try arguments.show(ZeroImageSummary.init, text: \.text) }
}
