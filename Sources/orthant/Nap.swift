import ArgumentParser
import Contexts

/// `orthant nap`: neural activation patterns.
struct Nap: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "nap",
        abstract: "Mine, check, verify and minimise activation patterns.",
        subcommands: [
            NapMine.self, NapCheck.self, NapVerify.self, NapRadius.self, NapAmbiguity.self, NapMinimize.self,
            NapShow.self, NapDiff.self, NapConvert.self,
        ])

    static let examples = [
        "orthant nap mine --network models/digits.onnx --images models/digits-test.npz --labels labels",
        "orthant nap check --network M.onnx --nap mined/class-3.nap --images my-data.npz --labels labels",
    ]
}
