import ArgumentParser
import Contexts
import Networks
import Properties
import Queries
import Reports
import Verification

/// `orthant demo acas I J P`: a built-in ACAS Xu property on a network that the user has.
struct DemoACAS: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "acas",
        abstract: "Verify a built-in ACAS Xu property on a network.",
        discussion: """
            I and J name one of the 45 networks; P is a property of Katz et al., Reluplex, 2017.
            """)

    static let examples = [
        "orthant demo acas 1 1 3 --network ACASXU_run2a_1_1_batch_2000.onnx",
        "orthant demo acas 2 9 8 --network ACASXU_run2a_2_9_batch_2000.onnx --timeout 300",
    ]

    @Argument(help: "last advisory, 1 to 5")
    var i: String

    @Argument(help: "time to the loss of separation, 1 to 9")
    var j: String

    @Argument(help: "property, 1 to 10")
    var p: String

    @Option(help: ArgumentHelp("model file of network I_J (.onnx, .nnet)", valueName: "model"), completion: .file())
    var network: String

    @OptionGroup var timeout: TimeoutArgument
    @OptionGroup var search: SearchArguments
    @OptionGroup var arguments: RunArguments
    @OptionGroup var colour: ColourArgument

    func run() throws {
        let options = try SourcedOptions.chosen(search, timeout)
        let member = ACASNetwork(advisory: try number("I", i, 1...5), time: try number("J", j, 1...9))
        let property = ACASProperty.all[try number("P", p, 1...10) - 1]
        let isForPeople = try arguments.chosenFormat() == nil && !arguments.quiet
        var run = try CheckRun(
            [check(property, on: member)], .verify, options: options, arguments: arguments)
        let status = try run.run()
        if isForPeople { Terminal.result("\n\(property.text)") }
        throw status
    }

    private func number(_ name: String, _ text: String, _ range: ClosedRange<Int>) throws(UsageError) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw .badOption(name: name, value: text, range: "\(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private func check(_ property: ACASProperty, on member: ACASNetwork) -> PlannedCheck {
        let description = CheckDescription(
            id: "property \(property.number)", place: Place(file: "acas \(member.name)"), network: network,
            decision: DecisionRule(.least, names: ACASProperty.advisories))
        return PlannedCheck(description: description) { limits in
            let model = try NetworkStore().network(at: network, limits: limits)
            guard model.inputCount == ACASProperty.inputs.count, model.outputCount == ACASProperty.advisories.count
            else {
                throw UsageError.wrongSize(
                    network: network, inputs: model.inputCount, outputs: model.outputCount,
                    expectedInputs: ACASProperty.inputs.count, expectedOutputs: ACASProperty.advisories.count)
            }
            let (query, _) = try Query.lowered(network: model, property: property.unsafe)
            return PreparedCheck(query: query, warnings: warnings(property, member))
        }
    }

    private func warnings(_ property: ACASProperty, _ member: ACASNetwork) -> [String] {
        var warnings: [UsageWarning] = []
        if !member.isNamed(by: network) {
            warnings.append(.otherNetwork(file: network, expected: member.name))
        }
        if !property.scope.contains(member) {
            warnings.append(
                .propertyElsewhere(property: property.number, network: member.name, stated: property.scope.text))
        }
        return warnings.map(\.line)
    }
}
