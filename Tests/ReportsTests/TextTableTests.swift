import Reports
import Testing

@Suite struct TextTableTests {
    @Test func columnsAlign() {
        let text = TextTable.text(
            titles: ["layer", "parameters"], rows: [["first", "2"], ["last layer", "1200"]], rightAligned: [1])
        #expect(
            text == """
                layer       parameters
                ----------  ----------
                first                2
                last layer        1200
                """)
    }

    @Test func aStyleDoesNotMoveColumns() {
        let table = TextTable([.init("verdict", fitting: ["violated"]), .init("time", fitting: [])])
        #expect(table.row(["holds", "1 s"]) { $0 == 0 ? "<\($1)>" : $1 } == "<holds   >  1 s")
    }
}
