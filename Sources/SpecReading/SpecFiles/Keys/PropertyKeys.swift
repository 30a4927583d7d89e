extension SpecMapping {
    static let property = SpecMapping(
        "a property", "What must hold on the whole region.",
        choice: .one([
            Form(["class"], optional: ["margin"]), Form(["never"]), Form(["top"]),
            Form(["target", "against"], optional: ["margin"]), Form(["holds"]), Form(["violated_when"]), Form(["all"]),
            Form(["any"]),
        ]),
        keys: [
            SpecKey(
                "class", .class, example: "3",
                "This class is strictly best by the decision of the network; a tie violates."),
            SpecKey(
                "never", .either([.class, .list(.class)]), example: "[8, 9]", item: "8",
                "None of these classes is ever best, alone or tied."),
            SpecKey("top", .mapping(.top), example: "{class: 3, within: 2}", "The class is one of the `within` best."),
            SpecKey("target", .class, example: "3", "With `against`: output target - output against >= margin."),
            SpecKey("against", .either([.class, .list(.class)]), example: "[8, 9]", item: "8", "The other outputs."),
            SpecKey("margin", .number, example: "1/10", "By how much; 0 when not given."),
            SpecKey(
                "holds", .list(.constraint), example: "['y[3] - y[8] >= 1/2']", item: "y[3] - y[8] >= 1/2",
                "All these constraints are met, everywhere."),
            SpecKey(
                "violated_when", .list(.constraint), example: "['y[3] <= y[8]']", item: "y[3] <= y[8]",
                "The property fails where all these constraints are met at once."),
            SpecKey(
                "all", .list(.named(.property)), example: "[{never: 8}, {never: 9}]", item: "{never: 8}",
                "All these properties hold."),
            SpecKey(
                "any", .list(.named(.property)), example: "[{class: 3}, {class: 5}]", item: "{class: 3}",
                "At every point at least one of these properties holds."),
        ])

    static let top = SpecMapping(
        "'top'", "The class is one of the best.",
        keys: [
            SpecKey("class", .class, isRequired: true, example: "3", "The class."),
            SpecKey("within", .integer, isRequired: true, example: "2", "How many best ones there are."),
        ])
}
