extension SpecMapping {
    static let region = SpecMapping(
        "a region", "Shapes whose intersection it is, and what is applied to that.",
        choice: .some(["ball", "box", "cone", "hull", "halfspaces", "nap", "intersect", "union"]),
        keys: [
            SpecKey(
                "ball", .mapping(.ball), example: "{center: $img, radius: 1/255}", "All points near a centre."),
            SpecKey(
                "box", .either([.named(.interval), .mapping(.box), .list(.constraint)]), example: "[0, 1]",
                item: "0 <= x[0] <= 1",
                "One interval for every input, two corners, or constraints on single inputs."),
            SpecKey(
                "cone", .mapping(.cone), example: "{of: {box: [0, 1]}, scale: {from: 1/2, to: 2}}", "Scaled points."),
            SpecKey(
                "hull", .mapping(.hull), example: "{points: {data: test, rows: [12, 40]}}", "The convex hull of points."
            ),
            SpecKey(
                "halfspaces", .list(.constraint), example: "['x[0] - x[1] >= 0.1']", item: "x[0] - x[1] >= 0.1",
                "Linear constraints on inputs."),
            SpecKey(
                "nap", .either([.hyphenName, .named(.nap)]), example: "three",
                "Inputs that put neurons into given phases. Phases are closed: A is input >= 0, I is input <= 0."),
            SpecKey(
                "intersect", .list(.named(.region)), example: "[{box: [0, 1]}, {nap: three}]", item: "{box: [0, 1]}",
                "The points of all of these."),
            SpecKey(
                "union", .list(.named(.region)), example: "[{box: [0, 1]}, {box: [2, 3]}]", item: "{box: [0, 1]}",
                "The points of any of these."),
            SpecKey(
                "clip", .named(.interval), example: "[0, 1]", item: "0", "Cut off: every input lies in this interval."),
            SpecKey("within", .named(.region), example: "domain", "Cut off: the points of this region only."),
            SpecKey(
                "inflate", .number, example: "1/255", "Every point together with the inf-ball of this radius around it."
            ),
        ])

    static let ball = SpecMapping(
        "a ball", "All points whose distance from the centre is at most the radius.",
        keys: [
            SpecKey("center", .named(.point), isRequired: true, example: "$img", item: "0.5", "The centre."),
            SpecKey(
                "radius", .named(.vector), isRequired: true, example: "1/255", item: "1/255",
                "The radius, or one for each input."),
            SpecKey("norm", .word(["inf", "1", "2"]), example: "inf", "The distance; inf when not given."),
        ])

    static let box = SpecMapping(
        "a box", "All points between two corners.",
        keys: [
            SpecKey(
                "lower", .named(.point), isRequired: true, example: "[0, 0]", item: "0", "The lower end of every input."
            ),
            SpecKey(
                "upper", .named(.point), isRequired: true, example: "[1, 2]", item: "1", "The upper end of every input."
            ),
        ])

    static let cone = SpecMapping(
        "a cone", "All a*x with x in a region and a in a range of scales.",
        keys: [
            SpecKey(
                "of", .named(.region), isRequired: true, example: "{ball: {center: $img, radius: 1/255}}", "The region."
            ),
            SpecKey(
                "scale", .either([.word(["positive"]), .number, .mapping(.scale)]), example: "{from: 1/4, to: 4}",
                "The scales a; positive when not given: every a > 0, for networks without biases."),
            SpecKey(
                "brightness", .named(.interval), example: "[-1/8, 1/8]", item: "0",
                "Numbers s: the cone is over all x + s*1 then, every entry moved by one s."),
        ])

    static let scale = SpecMapping(
        "'scale'", "The scales of a cone.",
        keys: [
            SpecKey("from", .number, isRequired: true, example: "1/4", "The least scale, above 0."),
            SpecKey("to", .number, example: "4", "The greatest scale; none when not given."),
        ])

    static let hull = SpecMapping(
        "a hull", "The convex hull of points.",
        keys: [
            SpecKey(
                "points", .either([.mapping(.values), .reference, .list(.named(.point))]), isRequired: true,
                example: "{data: test, rows: [12, 40]}", item: "{data: test, row: 12}",
                "Rows of a data set, or a list of points.")
        ])

    static let phases = SpecMapping(
        "the phases of a layer", "Neurons by their indices from 0; unlisted ones may do anything.",
        choice: .some(["active", "inactive"]),
        keys: [
            SpecKey("active", .list(.range), example: "[5, 17, 200..203]", item: "5", "Neurons whose input is >= 0."),
            SpecKey("inactive", .list(.range), example: "[9]", item: "9", "Neurons whose input is <= 0."),
        ])

    static let point = SpecMapping(
        "a point", "A point from a file.",
        choice: .one([Form(["data", "row"]), Form(["npy"]), Form(["png"], optional: ["scale"]), Form(["csv", "row"])]),
        keys: [
            SpecKey("data", .hyphenName, example: "test", "A name from `data:`."),
            SpecKey("row", .integer, example: "7", "The row of it, or of the table, from 0."),
            SpecKey(
                "npy", .path([".npy"]), example: "point.npy", "An array with as many entries as the network has inputs."
            ),
            SpecKey("png", .path([".png"]), example: "picture.png", "A picture."),
            SpecKey("scale", .number, example: "1/255", "Every entry of the picture is multiplied by this."),
            SpecKey(
                "csv", .path([".csv", ".csv.gz"]), example: "points.csv", "A table of numbers, one point per row."),
        ])
}
