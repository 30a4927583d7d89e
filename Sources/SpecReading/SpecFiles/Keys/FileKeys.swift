extension SpecMapping {
    private static let tables: [SpecKey] = [
        SpecKey(
            "network", .named(.network), example: "models/digits.onnx",
            "The network of every check that does not name its own."),
        SpecKey(
            "data", .names(.mapping(.data), hyphens: true),
            example: "{test: {npz: models/digits-test.npz, images: images}}",
            item: "{npz: models/digits-test.npz, images: images}", "Data sets by name."),
        SpecKey(
            "naps", .names(.named(.nap), hyphens: true), example: "{three: naps/class3.nap}", item: "naps/class3.nap",
            "Activation patterns by name."),
        SpecKey(
            "regions", .names(.named(.region), hyphens: false), example: "{unit: {box: [0, 1]}}", item: "{box: [0, 1]}",
            "Regions by name, used as `$name`."),
        SpecKey(
            "params", .names(.named(.values), hyphens: false), example: "{eps: 1/255}", item: "1/255",
            "Values by name, used as `$name` in every check."),
        SpecKey(
            "defaults", .mapping(.defaults), example: "{budget: {time: 60s}}",
            "What checks use when they do not say otherwise."),
    ]

    private static let version = SpecKey(
        "spec", .version, isRequired: true, example: "1", "The version of the language; the first key of the file.")

    private static let include = SpecKey(
        "include", .list(.path([".yaml", ".yml"])), example: "[common/mnist.yaml]", item: "common/mnist.yaml",
        "Other files whose definitions are used here, with paths relative to this file.")

    static let file = SpecMapping(
        "a spec file", "The whole file.",
        keys: [
            version,
            SpecKey("name", .text, example: "my-spec", "What the file is called in reports."),
            SpecKey("description", .text, example: "what this file is for", "Free text."),
            include,
        ] + tables + [
            SpecKey(
                "checks", .list(.mapping(.check)), isRequired: true,
                example: "[{id: first, region: {box: [0, 1]}, property: {class: 3}}]",
                item: "{id: first, region: {box: [0, 1]}, property: {class: 3}}",
                "What is to be proved, one verdict for each (and for each combination of the names under `for:`).")
        ])

    static let included = SpecMapping(
        "an included file", "A file named under `include:`. It defines, and checks nothing.",
        keys: [version, include] + tables)

    static let network = SpecMapping(
        "a network", "A model and what to know about it.",
        keys: [
            SpecKey(
                "path", .path([".onnx", ".onnx.gz", ".nnet", ".nnet.gz"]), isRequired: true,
                example: "models/digits.onnx", "The model, relative to the spec file."),
            SpecKey(
                "sha256", .hex, example: "688b07b2bc28",
                "The start of the file's SHA-256, at least eight digits; another file is refused."),
            SpecKey("input", .text, example: "input", "The tensor that is the input, when the model has several."),
            SpecKey("output", .text, example: "output", "The tensor that is the output, when the model has several."),
            SpecKey(
                "decision", .word(["argmax", "argmin"]), example: "argmin",
                "Whether the highest or the lowest output is the class; argmax when not given."),
            SpecKey(
                "inputs", .list(.name), example: "[rho, theta]", item: "rho", "Names of the inputs, in their order."),
            SpecKey(
                "outputs", .list(.name), example: "[left, right]", item: "left",
                "Names of the outputs, in their order."),
            SpecKey(
                "units", .mapping(.units), example: "{mean: [0, 650], range: [1, 1100]}",
                "How numbers written against the inputs reach the network."),
            SpecKey(
                "domain", .list(.named(.interval)), example: "[[0, 1], [-1, 1]]", item: "[0, 1]",
                "One interval per input, or one for all, in the units of the inputs."),
            SpecKey(
                "semantics", .word(["real", "float32"]), example: "real",
                "The arithmetic that answers are about; real when not given."),
        ])

    static let units = SpecMapping(
        "'units'",
        "A written value v reaches the network as (v - mean) / range, or as v * scale + shift.",
        choice: .one([Form(["mean", "range"]), Form(["scale", "shift"])]),
        keys: [
            SpecKey("mean", .named(.vector), example: "[0, 650]", item: "650", "Subtracted first."),
            SpecKey("range", .named(.vector), example: "[1, 1100]", item: "1100", "Divided by afterwards."),
            SpecKey("scale", .named(.vector), example: "1/255", item: "1/255", "Multiplied with first."),
            SpecKey("shift", .named(.vector), example: "0", item: "0", "Added afterwards."),
        ])

    static let defaults = SpecMapping(
        "'defaults'", "What checks use when they do not say otherwise.",
        keys: [
            SpecKey("budget", .mapping(.budget), example: "{time: 60s}", "What one check may use."),
            SpecKey("seed", .integer, example: "7", "The seed of everything random."),
            SpecKey("threads", .integer, example: "1", "Threads of one check."),
            SpecKey("decision", .word(["argmax", "argmin"]), example: "argmax", "How outputs make a class."),
        ])

    static let budget = SpecMapping(
        "a budget", "What one check may use.",
        keys: [
            SpecKey("time", .duration, example: "60s", "Wall-clock time."),
            SpecKey("memory", .bytes, example: "4GiB", "Memory."),
            SpecKey("nodes", .integer, example: "10000", "Subproblems of the search."),
            SpecKey("threads", .integer, example: "1", "Threads."),
        ])
}
