import ArgumentParser

/// `orthant demo`: the first minute.
struct Demo: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Verify the shipped claims, or an ACAS Xu property.",
        discussion: "Without a command: claims.",
        subcommands: [DemoClaims.self, DemoACAS.self],
        defaultSubcommand: DemoClaims.self)

    static let examples = [
        "orthant demo --folder specs",
        "orthant demo acas 1 1 3 --network ACASXU_run2a_1_1_batch_2000.onnx",
    ]
}
