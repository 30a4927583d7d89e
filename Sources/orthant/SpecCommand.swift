import ArgumentParser
import Contexts
import Files
import SpecReading
import Specifications

/// `orthant spec`: what can be done with a spec file short of deciding its checks.
struct SpecCommand: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "spec",
        abstract: "Check, list, explain, format and start spec files.",
        subcommands: [
            SpecCheck.self, SpecList.self, SpecExplain.self, SpecFormat.self, SpecSchemaCommand.self, SpecNew.self,
            SpecReferenceCommand.self,
        ])

    static let examples = [
        "orthant spec new ball > my.yaml",
        "orthant spec check my.yaml",
    ]
}

/// `orthant spec check`: every mistake of a spec file at once, or each check as a sentence.
struct SpecCheck: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read spec files with all they refer to; print every mistake, or what the checks claim.",
        discussion: "Messages go to stderr. The exit code is 2 when there are errors; warnings leave it 0.")

    static let examples = [
        "orthant spec check specs/digits-balls.yaml",
        "orthant spec check specs/*.yaml --message-format github",
    ]

    @Argument(help: "spec files (.yaml)", completion: .file(extensions: ["yaml", "yml"]))
    var file: [String]

    @OptionGroup var reading: SpecArguments
    @OptionGroup var colour: ColourArgument

    @Flag(name: .shortAndLong, help: "print messages only")
    var quiet = false

    func run() throws {
        var hasErrors = false
        for path in file {
            guard let specification = try reading.specification(at: path) else {
                hasErrors = true
                continue
            }
            if !quiet { Terminal.result(text(specification, path)) }
        }
        if hasErrors { throw ExitStatus.badInput }
    }

    private func text(_ specification: Specification, _ path: String) -> String {
        let count = specification.checks.count
        return "\(path): \(count) \(count == 1 ? "check" : "checks")\n\n" + Explanation.text(of: specification)
    }
}

/// `orthant spec list`: the checks that a spec file expands to.
struct SpecList: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the checks of a spec file, one line each, with the values of their names.")

    static let examples = [
        "orthant spec list specs/digits-balls.yaml",
        "orthant spec list specs/digits-balls.yaml | wc -l",
    ]

    @Argument(help: "spec file (.yaml)", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @OptionGroup var reading: SpecArguments
    @OptionGroup var colour: ColourArgument

    func run() throws {
        guard let specification = try reading.specification(at: file) else { throw ExitStatus.badInput }
        Terminal.result(Listing.text(of: specification.checks))
    }
}

/// `orthant spec explain`: each check in one sentence.
struct SpecExplain: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say each check in one English sentence: what is quantified, claimed and assumed.")

    static let examples = [
        "orthant spec explain specs/digits-balls.yaml",
        "orthant spec explain specs/digits-balls.yaml --only 'ball/3/*'",
    ]

    @Argument(help: "spec file (.yaml)", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(help: ArgumentHelp("explain each check whose id matches, with * and ?", valueName: "pattern"))
    var only: String?

    @OptionGroup var reading: SpecArguments
    @OptionGroup var colour: ColourArgument

    func run() throws {
        guard let specification = try reading.specification(at: file) else { throw ExitStatus.badInput }
        guard let only else { return Terminal.result(Explanation.text(of: specification)) }
        let matching = specification.checks.filter { IDPattern(only).matches($0.id) }
        guard !matching.isEmpty else {
            throw UsageError.noSuchCheck(option: "--only", text: only, suggestion: nil)
        }
        let sentences = matching.map { "\($0.id)\n  \(Explanation.sentence(of: $0))" }
        Terminal.result(sentences.joined(separator: "\n\n"))
    }
}

/// `orthant spec fmt`: a spec file in normal form.
struct SpecFormat: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt",
        abstract: "Print a spec file in normal form; comments, quotes and the order of keys stay.",
        discussion: "A file with errors is refused. With --check nothing is printed and the exit code is 1 when the "
            + "file is not in normal form.")

    static let examples = [
        "orthant spec fmt my.yaml --write",
        "orthant spec fmt specs/*.yaml --check",
    ]

    @Argument(help: "spec files (.yaml)", completion: .file(extensions: ["yaml", "yml"]))
    var file: [String]

    @Flag(help: "replace the file by its normal form")
    var write = false

    @Flag(help: "only say which files are not in normal form")
    var check = false

    @OptionGroup var messages: MessageArguments
    @OptionGroup var colour: ColourArgument

    func validate() throws {
        if write && check { throw ValidationError("--write and --check exclude each other") }
    }

    func run() throws {
        var hasErrors = false
        var isChanged = false
        for path in file {
            let text = try FileReading.text(at: path)
            switch SpecFormatter.format(text: text, file: path) {
            case .refused(let diagnostics):
                messages.show(diagnostics, sources: [path: String(decoding: text, as: UTF8.self)])
                hasErrors = true
            case .formatted(let result):
                let isNormal = Array(result.utf8) == text
                isChanged = isChanged || !isNormal
                if check {
                    if !isNormal { Terminal.result(path) }
                } else if write {
                    if !isNormal { try FileWriting.write(result, to: path) }
                } else {
                    Terminal.result(result)
                }
            }
        }
        if hasErrors { throw ExitStatus.badInput }
        if check && isChanged { throw ExitStatus.violated }
    }
}

/// `orthant spec schema`: the JSON Schema that editors use.
struct SpecSchemaCommand: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of spec files, for editors.",
        discussion: "Editors with a YAML language server read it from a first line such as  "
            + "# yaml-language-server: $schema=orthant.schema.json")

    static let examples = [
        "orthant spec schema > orthant.schema.json",
        "orthant spec schema | head",
    ]

    @OptionGroup var colour: ColourArgument

    func run() throws {
        Terminal.result(SpecSchema.text)
    }
}

/// `orthant spec new`: a commented file to start from.
struct SpecNew: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Print a commented spec file to start from: ball, acas, nap or cone.")

    static let examples = [
        "orthant spec new ball > my.yaml",
        "orthant spec new cone > cone.yaml",
    ]

    @Argument(
        help: ArgumentHelp(SpecTemplate.allCases.map { "\($0.rawValue): \($0.summary)" }.joined(separator: "; ")),
        completion: .list(SpecTemplate.allCases.map(\.rawValue)))
    var kind: String

    @OptionGroup var colour: ColourArgument

    func run() throws {
        guard let template = SpecTemplate(rawValue: kind) else {
            throw UsageError.badOption(
                name: "the template", value: kind,
                range: SpecTemplate.allCases.map(\.rawValue).joined(separator: ", "))
        }
        Terminal.result(template.text)
    }
}

/// `orthant spec reference`: the text of docs/spec-reference.md.
struct SpecReferenceCommand: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "Print the reference of the spec language (Markdown).")

    static let examples = [
        "orthant spec reference > docs/spec-reference.md",
        "orthant spec reference | less",
    ]

    @OptionGroup var colour: ColourArgument

    func run() throws {
        Terminal.result(SpecReference.text)
    }
}
