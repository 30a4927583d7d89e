extension SpecMapping {
    static let data = SpecMapping(
        "a data set", "Points, and the classes they belong to.",
        choice: .one([
            Form(["npz", "images"], optional: ["labels"]),
            Form(["cifar"]),
            Form(["png"], optional: ["labels"]),
            Form(["csv"], optional: ["header", "label", "features"]),
            Form(["images"], optional: ["labels"]),
        ]),
        keys: [
            SpecKey(
                "images", .path([]), example: "mnist/t10k-images-idx3-ubyte.gz",
                "The points: an NPY or IDX file, plain or gzip; with `npz`, the name of an array in it."),
            SpecKey(
                "labels", .path([]), example: "mnist/t10k-labels-idx1-ubyte.gz",
                "The classes, in a file like that of the points; with `npz`, the name of an array in it; with `png`, a "
                    + "CSV table of names and classes."),
            SpecKey("npz", .path([".npz"]), example: "models/digits-test.npz", "An archive of arrays."),
            SpecKey(
                "cifar", .list(.path([".bin", ".bin.gz"])), example: "[cifar/test_batch.bin]",
                item: "cifar/test_batch.bin", "CIFAR-10 or CIFAR-100 files in the binary version."),
            SpecKey("png", .path([".png"]), example: "pictures/*.png", "PNG files by a pattern with `*`."),
            SpecKey(
                "csv", .path([".csv", ".csv.gz"]), example: "data/rows.csv", "A table of numbers, one point per row."),
            SpecKey("header", .boolean, example: "true", "Whether the first line of the table holds names."),
            SpecKey("label", .text, example: "label", "The column of the class: its name, or its number from 0."),
            SpecKey("features", .text, example: "1..784", "The columns of the point: numbers from 0, first..last."),
            SpecKey("scale", .number, example: "1/255", "Every entry is multiplied by this, exactly."),
            SpecKey("shape", .list(.integer), example: "[1, 28, 28]", item: "28", "The shape of one point."),
            SpecKey(
                "layout", .word(["CHW", "HWC"]), example: "CHW",
                "Whether channels come first or last in the file; the network is given channels first."),
        ])

    static let values = SpecMapping(
        "the values of a name", "What a name runs over.",
        choice: .one([
            Form(["data", "rows"], optional: ["where"]), Form(["csv"]), Form(["range"]), Form(["files"]),
        ]),
        keys: [
            SpecKey(
                "data", .hyphenName, example: "test",
                "A name from `data:`; the name then has the fields `label` and `row`."),
            SpecKey("rows", .named(.rows), example: "0..99", item: "7", "The rows of it."),
            SpecKey(
                "where", .rowFilter, example: "correct",
                "`correct`: only rows that the network classifies as labelled; `label=3`: only rows of this class."),
            SpecKey(
                "csv", .path([".csv", ".csv.gz"]), example: "jobs.csv",
                "A table; the name then has a field for each column."),
            SpecKey("range", .mapping(.range), example: "{from: 0, to: 1, step: 1/4}", "Numbers at equal distances."),
            SpecKey("files", .path([]), example: "pictures/*.png", "Files by a pattern with `*`, sorted."),
        ])

    static let range = SpecMapping(
        "'range'", "The numbers from, from + step, and so on up to `to`.",
        keys: [
            SpecKey("from", .number, isRequired: true, example: "0", "The first number."),
            SpecKey("to", .number, isRequired: true, example: "1", "No number is greater."),
            SpecKey("step", .number, isRequired: true, example: "1/4", "The distance."),
        ])

    static let rows = SpecMapping(
        "'rows'", "Some rows of a data set.", choice: .one([Form(["first"]), Form(["sample", "seed"])]),
        keys: [
            SpecKey("first", .integer, example: "100", "So many rows from the start."),
            SpecKey("sample", .integer, example: "200", "So many rows at random, without repetition."),
            SpecKey("seed", .integer, example: "1", "The seed of the sample."),
        ])
}
