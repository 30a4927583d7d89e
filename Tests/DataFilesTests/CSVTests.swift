import Contexts
import Exact
import Foundation
import TestSupport
import Testing

@testable import DataFiles

@Suite struct NumericCSVTests {
    private func table(_ text: String, _ form: CSVForm = CSVForm()) throws -> DataSet {
        let rows = try NumericCSV(Array(text.utf8), file: "t.csv", form)
        return try DataSet(name: "t", rows: rows, labels: rows.labels, form: PointForm())
    }

    private func place(_ line: Int, _ column: Int) -> Place {
        Place(file: "t.csv", position: SourcePosition(line: line, column: column))
    }

    @Test func numbersAreExact() throws {
        let data = try table("0.1,-2,1e-3\n+.5, 1E2 ,\"7\"\n")
        #expect(data.count == 2)
        #expect(data.pointShape == [3])
        #expect(try data.point(0) == [Rational(1, over: 10), -2, Rational(1, over: 1000)])
        #expect(try data.point(1) == [Rational(1, over: 2), 100, 7])
        #expect(
            try table("123456789012345678901234567890.5").point(0)[0] * 2
                == Rational(
                    decimal: "246913578024691357802469135781"))
    }

    @Test func labelsAndFeatures() throws {
        let text = "class,a,b,c\n3,1,2,3\n4.0,5,6,7\n"
        let byIndex = try table(text, CSVForm(label: .index(0), features: CSVColumnRange("1..3")))
        #expect(byIndex.label(1) == 4)
        #expect(try byIndex.point(1) == [5, 6, 7])
        let byName = try table(text, CSVForm(label: CSVColumn("class"), features: CSVColumnRange("b..c")))
        #expect(try byName.point(0) == [2, 3])
        let rest = try table(text, CSVForm(label: CSVColumn("b")))
        #expect(rest.label(0) == 2)
        #expect(try rest.point(0) == [3, 1, 3])
        let one = try table(text, CSVForm(features: CSVColumnRange("2")))
        #expect(try one.point(1) == [6])
        #expect(!one.isLabelled && one.label(0) == nil)
    }

    @Test func header() throws {
        #expect(try table("a,b\n1,2\n").count == 1)
        #expect(try table("5,b\n1,2\n", CSVForm(hasHeader: true)).count == 1)
        #expect(try table("1,2\n1,2\n", CSVForm(hasHeader: true)).count == 1)
        #expect(try table("1,2\n1,2\n").count == 2)
        // A first line with one number is data, and wrong.
        #expect(throws: DataError.notANumber(place(1, 3), text: "b")) { try table("5,b\n1,2\n") }
        #expect(throws: DataError.notANumber(place(1, 1), text: "a")) { try table("a,b\n", CSVForm(hasHeader: false)) }
    }

    @Test(arguments: ["1,2\n3,4", "1,2\r\n3,4\r\n", "1,2\r3,4\r", "\u{FEFF}1,2\n\n\n3,4\n\n", "\n 1 ,\t2\n3,4\n  \n"])
    func lineEnds(_ text: String) throws {
        let data = try table(text)
        #expect(data.count == 2)
        #expect(try [data.point(0), data.point(1)] == [[1, 2], [3, 4]])
    }

    @Test func placesOfErrors() {
        #expect(throws: DataError.notANumber(place(3, 3), text: "x")) { try table("a,b\n1,2\n1,x\n") }
        #expect(throws: DataError.notANumber(place(2, 1), text: "")) { try table("a,b\n,2\n") }
        #expect(throws: DataError.notANumber(place(2, 4), text: "nan")) { try table("a,b\r\n1, nan\r\n") }
        #expect(throws: DataError.notANumber(place(2, 3), text: "1/2")) { try table("a,b\r1,1/2\r") }
        #expect(throws: DataError.notANumber(place(1, 5), text: "2;3")) {
            try table("\u{FEFF}\"1\",2;3\n", CSVForm(hasHeader: false))
        }
        #expect(throws: DataError.cellCount(place(2, 1), found: 1, expected: 2)) { try table("a,b\n1\n") }
        #expect(throws: DataError.cellCount(place(3, 1), found: 3, expected: 2)) { try table("a,b\n1,2\n1,2,\n") }
        #expect(throws: DataError.unclosedQuote(place(2, 3))) { try table("a,b\n1,\"2\n") }
        #expect(throws: DataError.textAfterQuote(place(2, 6))) { try table("a,b\n1,\"2\"3\n") }
        // Characters are counted, not bytes; a quoted line end is a line.
        #expect(throws: DataError.notANumber(place(3, 5), text: "ü")) { try table("é,b\n1,2\n\"1\",ü\n") }
        #expect(throws: DataError.notANumber(place(3, 3), text: "y")) { try table("\"a\nb\",c\n1,y\n") }
        #expect(throws: DataError.noHeader(file: "t.csv")) { try table("\n \n") }
    }

    @Test func labelsAreWholeNumbers() {
        let form = CSVForm(label: .index(0))
        #expect(throws: DataError.notALabel(place(2, 1), text: "1.5")) { try table("l,a\n1.5,2\n", form) }
        #expect(throws: DataError.notALabel(place(2, 1), text: "cat")) { try table("l,a\ncat,2\n", form) }
        #expect(throws: DataError.notALabel(place(2, 1), text: "9e99")) { try table("l,a\n9e99,2\n", form) }
    }

    @Test func wrongColumns() {
        let text = "a,b,a\n1,2,3\n"
        #expect(throws: DataError.missingColumn(file: "t.csv", name: "c", known: ["a", "b", "a"])) {
            try table(text, CSVForm(label: .name("c")))
        }
        #expect(throws: DataError.ambiguousColumn(file: "t.csv", name: "a")) {
            try table(text, CSVForm(label: .name("a")))
        }
        #expect(throws: DataError.missingIndex(file: "t.csv", index: 3, count: 3)) {
            try table(text, CSVForm(features: CSVColumnRange("1..3")))
        }
        #expect(throws: DataError.emptyFeatures(file: "t.csv", first: 2, last: 1)) {
            try table(text, CSVForm(features: CSVColumnRange("2..1")))
        }
        #expect(throws: DataError.labelAmongFeatures(file: "t.csv", label: 0, first: 0, last: 2)) {
            try table(text, CSVForm(label: .index(0), features: CSVColumnRange("0..2")))
        }
        #expect(CSVColumnRange("1..") == nil)
        #expect(CSVColumnRange("") == nil)
        #expect(CSVColumnRange("a..b") == CSVColumnRange(.name("a"), .name("b")))
    }

    @Test func fromAFile() throws {
        let data = try DataSet.csv(
            name: "scaling", at: "\(Fixtures.models)/breast-cancer-scaling.csv",
            CSVForm(features: CSVColumnRange("minimum..maximum")))
        #expect(data.count == 30)
        #expect(try data.point(0) == [Rational(7691, over: 1000), Rational(2811, over: 100)])
        let latin = try ScratchFolder()
        let path = try latin.file("l.csv", .init([0x61, 0x0a, 0xe9]))
        #expect(throws: DataError.notText(file: path)) { try DataSet.csv(name: "l", at: path) }
    }
}

@Suite struct StringTableTests {
    @Test func jobs() throws {
        let text = "id,net,eps\na-1,\"x, y.onnx\",2/255\n\"say \"\"hi\"\"\",z.onnx,\n"
        let table = try StringTable(Array(text.utf8), file: "jobs.csv")
        #expect(table.columns == ["id", "net", "eps"])
        #expect(table.rows == [["a-1", "x, y.onnx", "2/255"], ["say \"hi\"", "z.onnx", ""]])
        #expect(try table.column(named: "eps") == 2)
        #expect(table.place(row: 0, column: 2).text == "jobs.csv:2:17")
        #expect(table.place(row: 1, column: 1).text == "jobs.csv:3:14")
        #expect(throws: DataError.missingColumn(file: "jobs.csv", name: "label", known: ["id", "net", "eps"])) {
            try table.column(named: "label")
        }
    }

    @Test func empty() {
        #expect(throws: DataError.noHeader(file: "jobs.csv")) { try StringTable([], file: "jobs.csv") }
        let place = Place(file: "jobs.csv", position: SourcePosition(line: 2, column: 1))
        #expect(throws: DataError.cellCount(place, found: 1, expected: 2)) {
            try StringTable(Array("a,b\n1\n".utf8), file: "jobs.csv")
        }
    }
}
