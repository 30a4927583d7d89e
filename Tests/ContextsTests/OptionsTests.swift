import Contexts
import Testing

@Suite struct OptionsTests {
    @Test func namesAreSortedAndUnique() {
        let names = Options.table.map(\.name)
        #expect(names == names.sorted())
        #expect(Set(names).count == names.count)
    }

    /// A row for every field: setting each option changes the options, and no two rows change the same field.
    @Test func everyRowSetsItsField() {
        let values = [
            "attack-restarts": "7", "batch-size": "9", "engine": "smt", "seed": "42", "threads": "1024",
            "timeout": "1.5", "memory": "2GiB", "nodes": "5",
        ]
        var changed = Set<Options>()
        for row in Options.table {
            guard let text = values[row.name] else {
                Issue.record("no test value for option \(row.name)")
                continue
            }
            var options = Options()
            #expect(row.set(&options, text))
            #expect(options != Options(), "option \(row.name) sets nothing")
            changed.insert(options)
        }
        #expect(changed.count == Options.table.count)
        #expect(Options.table.count == Mirror(reflecting: Options()).children.count)
    }

    @Test func defaultsAreInRange() {
        for row in Options.table {
            var options = Options()
            #expect(row.set(&options, row.defaultText), "default of \(row.name)")
            #expect(options == Options())
            #expect(!row.range.isEmpty && !row.help.isEmpty)
        }
    }

    @Test(arguments: [
        ("attack-restarts", "-1"), ("attack-restarts", "1000001"), ("batch-size", "0"), ("batch-size", "4097"),
        ("batch-size", "many"), ("engine", "magic"), ("engine", ""), ("engine", "BAB"), ("seed", "-1"),
        ("seed", "2147483648"), ("seed", "1.5"), ("threads", "0"), ("threads", "1025"), ("timeout", "0"),
        ("timeout", "-1"), ("timeout", "nan"), ("timeout", "inf"), ("memory", "63MiB"), ("memory", "1GB"),
        ("memory", "0"), ("nodes", "0"), ("timeout", "1e10"), ("timeout", ""),
    ])
    func refusesOutOfRange(_ name: String, _ text: String) {
        let row = Options.table.first { $0.name == name }
        var options = Options()
        #expect(row?.set(&options, text) == false)
        #expect(options == Options())
    }

    @Test func acceptsTheEndsOfTheRange() {
        var options = Options()
        for (name, text) in [("batch-size", "1"), ("batch-size", "4096"), ("seed", "0"), ("timeout", "0.001")] {
            let row = Options.table.first { $0.name == name }
            #expect(row?.set(&options, text) == true)
        }
        #expect(options.batchSize == 4_096)
    }

    /// Limits that can be left away: what is set by mistake in the environment can be taken back.
    @Test func limitsAreNoneOrSome() {
        for (name, text) in [("memory", "64MiB"), ("nodes", "1")] {
            guard let row = Options.table.first(where: { $0.name == name }) else {
                Issue.record("no row \(name)")
                continue
            }
            #expect(row.defaultText == "none")
            var options = Options()
            #expect(row.set(&options, text) && row.text(options) == text)
            #expect(row.set(&options, "none") && options == Options())
        }
    }
}
