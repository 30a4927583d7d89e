import Exact
import SpecReading
import Testing

@Suite struct NumberTests {
    @Test func valuesAreExact() throws {
        #expect(try number("12") == 12)
        #expect(try number("0.1") == Rational(1) / 10)
        #expect(try number("1/10") == Rational(1) / 10)
        #expect(try number("1e-1") == Rational(1) / 10)
        #expect(try number("2/255") == Rational(2) / 255)
        #expect(try number("-0.06") == -Rational(3) / 50)
        #expect(try number("2.5E+2") == 250)
        #expect(try number("0.5/0.25") == 2)
        #expect(try number("'7/2'") == Rational(7) / 2)
    }

    @Test(arguments: [
        "+1", ".5", "5.", "1.", "00", "01", "1/", "/2", "1//2", "1/2/3", "1e", "1e+", "1e1.5", "1e-3/2", "2/1e3",
        "0x10",
        "1_000", "1,5", "1 000", "1 / 2", "inf", ".inf", "nan", "5%", "2/25S", "1e5001", "--1", "1-", "3 eps", "2^3",
        "1/0", "1/0.0", "$", "$1", "$eps.", "${eps}", "$eps*2", "2*$eps", "true", "~", "null", "1.2.3", "１",
    ])
    func refused(_ text: String) {
        let found = messages(spec(region: "\n      ball:\n        center: 0\n        radius: \(text)"))
        #expect(found.count == 1, "\(text)")
        let hasCode = found.first.map { $0.contains("error[S110]") || $0.contains("error[S116]") }
        #expect(hasCode == true, "\(text): \(found)")
        #expect(found.first?.hasPrefix("8:") == true)
    }

    @Test func wholeNumbers() throws {
        func nodes(_ text: String) throws -> Int? {
            try check(spec(more: "    budget: {nodes: \(text)}")).budget.nodes?.value
        }
        #expect(try nodes("0") == 0)
        #expect(try nodes("9223372036854775807") == .max)
        for text in ["9223372036854775808", "-1", "007", "1.0", "1e3", "", "x", "$n", "0x1", "1_000", "+1"] {
            let found = messages(spec(more: "    budget: {nodes: \(text)}"))
            #expect(found.count == 1, "\(text): \(found)")
        }
    }

    @Test func ranges() throws {
        func rows(_ text: String) throws -> Rows {
            let check = try check(spec(more: "    for: {img: {data: test, rows: \(text)}}"))
            guard case .rows(_, let rows, _) = check.bindings[0].value else { throw UnexpectedTree() }
            return rows.value
        }
        func ranges(_ text: String) throws -> [ClosedRange<Int>] {
            guard case .ranges(let ranges) = try rows(text) else { throw UnexpectedTree() }
            return ranges.map(\.value)
        }
        #expect(try rows("all") == .all)
        #expect(try ranges("7") == [7...7])
        #expect(try ranges("0..99") == [0...99])
        #expect(try ranges("[3, 5..6, 5..5]") == [3...3, 5...6, 5...5])
        #expect(try rows("{first: 3}") == .first(3))
        for text in ["9..3", "0...9", "0..", "..9", "0-9", "-1..3", "0..9..12", "a..b", "ALL", "[]", "1.5", "00..9"] {
            #expect(messages(spec(more: "    for: {img: {data: test, rows: '\(text)'}}")).count == 1, "\(text)")
        }
    }

    @Test func durations() throws {
        func seconds(_ text: String) throws -> Rational? {
            try check(spec(more: "    budget: {time: \(text)}")).budget.time?.value
        }
        #expect(try seconds("90s") == 90)
        #expect(try seconds("10m") == 600)
        #expect(try seconds("1h30m") == 5400)
        #expect(try seconds("1h0m1s") == 3601)
        #expect(try seconds("0.5s") == Rational(1) / 2)
        #expect(try seconds("1.5h") == 5400)
        for text in [
            "60", "60 s", "1m1h", "1h1h", "s", "", "1.5h3m", "-5s", "1d", "1:30", "0s", "0h0m", "1e2s", "1/2s",
        ] {
            let found = messages(spec(more: "    budget: {time: '\(text)'}"))
            #expect(found.count == 1 && found[0].contains("error[S112]"), "\(text): \(found)")
        }
    }

    @Test func memory() throws {
        func bytes(_ text: String) throws -> Int? {
            try check(spec(more: "    budget: {memory: \(text)}")).budget.memory?.value
        }
        #expect(try bytes("1KiB") == 1024)
        #expect(try bytes("512MiB") == 512 << 20)
        #expect(try bytes("8GiB") == 8 << 30)
        #expect(try bytes("2TiB") == 2 << 40)
        for text in ["8GB", "8G", "8", "0GiB", "1.5GiB", "GiB", "8 GiB", "9999999999TiB", "-1GiB", "08GiB", "8gib"] {
            let found = messages(spec(more: "    budget: {memory: '\(text)'}"))
            #expect(found.count == 1 && found[0].contains("error[S113]"), "\(text): \(found)")
        }
    }

    /// The help of a message is text to type that reads as what was meant.
    @Test(arguments: [
        ("2/25S", "2/255 or 0.0078"), ("O.1", "0.1"), ("l/4", "1/4"), ("1,5", "1.5"), ("5%", "5/100"), (".5", "0.5"),
        ("5.", "5"), ("1 / 3", "1/3 or 0.33"), ("1_000", "1000"), ("0.5f", "0.5"), ("+3", "3"), ("\u{2212}1", "-1"),
        ("007", "7"), ("-.5", "-0.5"),
    ])
    func suggestions(_ text: String, _ meant: String) {
        let found = messages(spec(region: "\n      ball:\n        center: 0\n        radius: \(text)"))
        #expect(found.first?.hasSuffix("; help: write \(meant)") == true, "\(found)")
    }
}
