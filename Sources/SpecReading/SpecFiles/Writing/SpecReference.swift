/// The reference of the spec language, made from the tables of keys.
package enum SpecReference {
    /// The document, Markdown. `docs/spec-reference.md` is this text.
    package static var text: String {
        let mappings = MappingKind.allCases.map { section($0) }
        let types = TypeName.allCases.map { section($0) }
        return
            ([introduction, values, constraints, "## Mappings"] + mappings + ["## Values with several forms"] + types)
            .joined(separator: "\n\n") + "\n"
    }

    private static let introduction = """
        # Spec files: reference

        This file is made by `make docs` from the tables that the reader, its messages and the JSON Schema use.

        A spec file is YAML with a few rules that keep it free of surprises: text is never guessed to be something else
        (`no` is the text "no", `1:30` is no number), unknown keys are errors, every key stands once in its mapping, and
        merge keys (`<<`), tags, directives, tabs in indentation and second documents are refused. Anchors and aliases may
        be used. The first key is `spec: 1`. Numbers are exact: `2/255` is that fraction, and `0.1` is 1/10.

        Between `{ }` and `[ ]`, text without quotes cannot contain `[ ] { } ,`. Constraints such as `y[3] - y[8] >= 1/2`
        therefore stand in quotes there, or on lines of their own after `- `.
        """

    private static let values = """
        ## Single values

        | value | how it is written |
        | --- | --- |
        | number | `12`, `-0.03`, `1e-3`, `2/255`, or a reference; no leading zeros, digits on both sides of the point |
        | whole number | `7`, or a reference; from 0 |
        | range | `7`, or `0..99` with both ends |
        | duration | `90s`, `10m`, `1h30m`; the unit is required |
        | memory | `512MiB`, `8GiB`; the unit is required |
        | class | an index from 0, the name of an output, or a reference |
        | name | letters, digits and `_`, first a letter; names of data sets and patterns may have `-` |
        | reference | `$name`, or `$name.field`, of something under `for:` or `params:` |
        | template | text in which references are replaced, such as `robust/$img.row` |
        | path | a path relative to the file it stands in |
        | phases | one character per neuron: `A` active, `I` inactive, `-` any |
        """

    private static let constraints = """
        ## Constraints

            constraint = sum relation sum [relation sum]
            relation   = "<=" | ">=" | "<" | ">" | "=="
            sum        = ["-"] term {("+" | "-") term}
            term       = number ["*"] atom | atom ["*" number] | number
            atom       = name [index] | "relu[" layer "][" neuron "]" | "pre[" layer "][" neuron "]"
                       | "sum(" slice ")" | "mean(" slice ")"

        `x[3]` is an input and `y[3]` an output, counted from 0; `x[0,2]` is one of a tensor with several dimensions.
        `X_3` and `Y_3` are the same as `x[3]` and `y[3]`. A name is an input, an output, or under `where:` one of the names
        of `for:`. `relu[0][5]` is what neuron 5 of the first ReLU gives, and `pre[0][5]` what it is given. A slice is an
        entry with ranges for indices, such as `x[0..27]`. Two relations in one constraint go in the same direction. Every
        constraint is linear: one side of `*` is a number.

        Strict `<` and `>` are proved for the closed region, which is more; a counterexample meets them as they are.
        """

    private static func section(_ kind: MappingKind) -> String {
        let mapping = kind.mapping
        var lines = ["### `\(kind.rawValue)`: \(mapping.title)", "", mapping.note, ""]
        lines += ["| key | value | | meaning |", "| --- | --- | --- | --- |"]
        for key in mapping.keys {
            let need = key.isRequired ? "required" : ""
            lines.append("| `\(key.name)` | \(words(key.type)) | \(need) | \(key.note) Example: `\(key.example)` |")
        }
        switch mapping.choice {
        case .none: break
        case .some(let names): lines += ["", "At least one of \(code(names, last: "or")) must be there."]
        case .one(let forms):
            let ways = forms.map { form in
                let optional = form.optional.isEmpty ? "" : " (with \(code(form.optional, last: "or")) if wanted)"
                return "\(code(form.required, last: "and"))\(optional)"
            }
            lines += ["", "One of these must be there: \(ways.joined(separator: "; "))."]
        }
        return lines.joined(separator: "\n")
    }

    private static func section(_ name: TypeName) -> String {
        "### \(name.rawValue)\n\n\(name.note)\n\nWritten as \(words(name.type))."
    }

    private static func code(_ names: [String], last: String) -> String {
        let quoted = names.map { "`\($0)`" }
        guard quoted.count > 1 else { return quoted.joined() }
        return quoted.dropLast().joined(separator: ", ") + " \(last) " + quoted.suffix(1).joined()
    }

    private static func words(_ type: ValueType) -> String {
        switch type {
        case .text: "text"
        case .template: "template"
        case .path(let endings): endings.isEmpty ? "path" : "path (\(endings.joined(separator: ", ")))"
        case .hex: "hexadecimal digits"
        case .version: "`\(SpecDecoder.version)`"
        case .name, .hyphenName: "name"
        case .number: "number"
        case .integer: "whole number"
        case .range: "range"
        case .class: "class"
        case .duration: "duration"
        case .bytes: "memory"
        case .boolean: "`true` or `false`"
        case .word(let words): code(words, last: "or")
        case .constraint: "constraint"
        case .reference: "reference"
        case .phases: "phases"
        case .rowFilter: "`correct` or `label=3`"
        case .list(let item): "list of \(words(item))"
        case .pair(let item): "list of two: \(words(item))"
        case .names(let value, _): "mapping of names to \(words(value))"
        case .layers(let value): "mapping of layers to \(words(value))"
        case .mapping(let kind): "[\(kind.rawValue)](#\(kind.anchor))"
        case .named(let name): "[\(name.rawValue)](#\(name.rawValue))"
        case .either(let types): types.map(words).joined(separator: ", or ")
        }
    }
}

extension MappingKind {
    /// What GitHub makes of the heading.
    fileprivate var anchor: String {
        let heading = "\(rawValue): \(mapping.title)".lowercased()
        return heading.filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }.replacing(" ", with: "-")
    }
}
