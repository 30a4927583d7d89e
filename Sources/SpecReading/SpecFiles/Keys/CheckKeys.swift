extension SpecMapping {
    static let check = SpecMapping(
        "a check", "A region and a property that must hold on it, or a VNN-LIB file.",
        choice: .one([Form(["region", "property"], optional: ["search"]), Form(["vnnlib"])]),
        keys: [
            SpecKey(
                "id", .template, isRequired: true, example: "first",
                "The name of the verdict; with `for:`, one that differs for each combination."),
            SpecKey(
                "for", .names(.named(.values), hyphens: false), example: "{img: {data: test, rows: 0..9}}",
                item: "{data: test, rows: 0..9}",
                "Names and what they run over, used as `$name`. Lists multiply; the last one varies fastest."),
            SpecKey("zip", .boolean, example: "true", "The names under `for:` advance together instead."),
            SpecKey(
                "where", .list(.constraint), example: "['eps <= 0.1']", item: "'eps <= 0.1'",
                "Constraints over the names under `for:`; other combinations are left out."),
            SpecKey("network", .named(.network), example: "models/digits.onnx", "Another network than the file's."),
            SpecKey("region", .named(.region), example: "{box: [0, 1]}", "The inputs that the property is about."),
            SpecKey("property", .named(.property), example: "{class: 3}", "What must hold for all of them."),
            SpecKey(
                "search", .mapping(.search), example: "{maximize: eps, from: 0, to: 1/4, resolution: 1/1024}",
                "Looks for the greatest value of a name at which the check holds, by halving: what holds at a value must "
                    + "hold at every smaller one, as for the radius of a ball."),
            SpecKey("budget", .mapping(.budget), example: "{time: 60s}", "What the check may use."),
            SpecKey(
                "expect", .word(["holds", "violated"]), example: "holds",
                "The verdict that is expected; another one is reported."),
            SpecKey("note", .text, example: "why this matters", "Free text."),
            SpecKey(
                "vnnlib", .either([.path([".vnnlib", ".vnnlib.gz"]), .mapping(.vnnlib)]),
                example: "props/prop_3.vnnlib",
                "A VNN-LIB file instead of region and property. It states the unsafe set: the check holds when no input "
                    + "meets it."),
        ])

    static let vnnlib = SpecMapping(
        "'vnnlib'", "A VNN-LIB property written here.",
        keys: [SpecKey("text", .text, isRequired: true, example: "'(assert ...)'", "The property, usually after `|`.")])

    static let search = SpecMapping(
        "'search'", "A bisection on exact numbers.",
        keys: [
            SpecKey("maximize", .name, isRequired: true, example: "eps", "The name, used as `$name` in the check."),
            SpecKey("from", .number, isRequired: true, example: "0", "The least value."),
            SpecKey("to", .number, isRequired: true, example: "1/4", "The greatest value."),
            SpecKey(
                "resolution", .number, isRequired: true, example: "1/1024",
                "The search ends when the greatest proved and the least refuted value are this close."),
        ])
}
