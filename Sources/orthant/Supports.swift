import ArgumentParser
import Contexts
import Foundation
import ModelReading
import SpecReading

/// `orthant supports`: what the program can do, in the words of the VNN-LIB 2.0 command-line standard.
struct Supports: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "supports",
        abstract: "Answer the capability questions of VNN-LIB 2.0.",
        discussion: """
            One answer a line, in the words of the standard. Proofs are about real arithmetic, so 'real' is the only \
            element type that is claimed.
            """,
        aliases: ["capabilities"])

    static let examples = [
        "orthant supports --onnx-operators",
        "orthant supports --arithmetic-complexity-theories",
    ]

    @Flag(help: "least and greatest version of the operator set")
    var onnxOpsetVersions = false

    @Flag(help: "element types with sound answers")
    var onnxElementTypes = false

    @Flag(help: "operators of networks")
    var onnxOperators = false

    @Flag(help: "least and greatest version of VNN-LIB")
    var vnnlibVersions = false

    @Flag(help: "NH: none, H: any")
    var hiddenNodeTheories = false

    @Flag(
        name: [.customLong("multiple-input-output-theories"), .customLong("multiple-inputs-output-theories")],
        help: "SIO: one of each, MIO: several")
    var multipleInputOutputTheories = false

    @Flag(help: "SNET: one, MENET, MINET, MNET: several")
    var multipleNetworkTheories = false

    @Flag(help: "SNC: within a node, MNC: between nodes")
    var multipleNodeComparisonTheories = false

    @Flag(help: "BND, OUTC, LIN, POLY")
    var arithmeticComplexityTheories = false

    @Flag(
        name: [.customLong("optimised-disjunctive-reasoning"), .customLong("optimized-disjunctive-reasoning")],
        help: "better than normal form")
    var optimisedDisjunctiveReasoning = false

    @Flag(
        name: [
            .customLong("serialise-assignments"), .customLong("serialize-assignments"), .customLong("assignments"),
        ], help: "counterexamples as ONNX tensors")
    var serialiseAssignments = false

    @Flag(help: "the table of operators in docs/operators.md")
    var operatorTable = false

    @OptionGroup var colour: ColourArgument

    private static let capabilities: [(asked: KeyPath<Supports, Bool> & Sendable, name: String, answer: [String])] = [
        (
            \.onnxOpsetVersions, "--onnx-opset-versions",
            [ModelReading.supportedOpsets.lowerBound, ModelReading.supportedOpsets.upperBound].map { String($0) }
        ),
        (\.onnxElementTypes, "--onnx-element-types", VNNLIBTheories.elementTypes),
        (\.onnxOperators, "--onnx-operators", ModelReading.supportedOperators),
        (\.vnnlibVersions, "--vnnlib-versions", VNNLIBTheories.versions),
        (\.hiddenNodeTheories, "--hidden-node-theories", VNNLIBTheories.hiddenNodes),
        (\.multipleInputOutputTheories, "--multiple-input-output-theories", VNNLIBTheories.inputsAndOutputs),
        (\.multipleNetworkTheories, "--multiple-network-theories", VNNLIBTheories.networks),
        (\.multipleNodeComparisonTheories, "--multiple-node-comparison-theories", VNNLIBTheories.nodeComparisons),
        (\.arithmeticComplexityTheories, "--arithmetic-complexity-theories", VNNLIBTheories.arithmetic),
        (
            \.optimisedDisjunctiveReasoning, "--optimised-disjunctive-reasoning",
            [String(VNNLIBTheories.hasOptimisedDisjunctions)]
        ),
        (\.serialiseAssignments, "--serialise-assignments", ["true"]),
        (\.operatorTable, "--operator-table", [OperatorReference.text.trimmingCharacters(in: .newlines)]),
    ]

    func run() throws {
        let asked = Self.capabilities.filter { self[keyPath: $0.asked] }
        guard !asked.isEmpty else { throw UsageError.noCapability(known: Self.capabilities.map(\.name)) }
        for capability in asked { capability.answer.forEach(Terminal.result) }
    }
}
