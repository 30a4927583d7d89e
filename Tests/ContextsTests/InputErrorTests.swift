import Contexts
import Testing

@Suite struct InputErrorTests {
    @Test func lineWithPosition() {
        let place = Place(file: "a.vnnlib", position: SourcePosition(line: 3, column: 7))
        let error = PropertyError.undeclaredVariable(place, name: "X_4")
        #expect(
            error.line
                == "a.vnnlib:3:7: error: variable 'X_4' is not declared; add (declare-const X_4 Real) before its first use"
        )
    }

    @Test func lineWithoutPosition() {
        let error = FileError.unreadable(path: "gone.vnnlib", reason: "no such file")
        #expect(
            error.line
                == "gone.vnnlib: error: cannot read the file: no such file; check the path and its permissions")
    }

    @Test func positionsAreOrderedLikeText() {
        let first = SourcePosition(line: 1, column: 9)
        let second = SourcePosition(line: 2, column: 1)
        #expect(first < second)
        #expect(first < SourcePosition(line: 1, column: 10))
    }

    @Test func warningsAreOneLine() {
        let warning = PropertyWarning.emptyAlternatives(
            file: "p.vnnlib", dropped: 1, total: 3, input: "X_0", lower: "2", upper: "1")
        #expect(
            warning.line
                == """
                p.vnnlib: warning: 1 of 3 alternatives cannot be met and are left out; in the first, \
                input X_0 has an empty range: lower bound 2, upper bound 1
                """)
        #expect(!PropertyWarning.neverMet(file: "p.vnnlib").line.contains("\n"))
    }

    @Test func catalogueErrorsSayWhatWasExpected() {
        let place = Place(file: "a.yaml", position: SourcePosition(line: 3, column: 7))
        let number = SpecSyntaxError(.number("2/25S", .unexpected("S"), suggestion: "2/255 or 0.0078"), at: place)
        #expect(
            number.line
                == "a.yaml:3:7: error[S110]: unexpected 'S' in the number '2/25S'; expected digits; help: write 2/255 or 0.0078"
        )
        let key = SpecSyntaxError(
            .unknownKey("nam", mapping: "a check", known: ["id", "name"], nearest: "name"), at: place)
        #expect(key.demand == "expected: id, name")
        #expect(SpecSyntaxError(.missingKeys(["id"], mapping: "a check", example: "id: a"), at: place).demand == nil)
    }
}
