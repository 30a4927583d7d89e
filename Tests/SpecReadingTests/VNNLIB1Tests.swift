import Contexts
import Exact
import Foundation
import Properties
import SpecReading
import Testing

@Suite struct VNNLIB1Tests {
    @Test(arguments: [
        // Comparisons
        ("(<= X_0 1)", "X_0 <= 1"), ("(>= X_0 -1)", "-X_0 <= 1"), ("(< X_0 1)", "X_0 < 1"),
        ("(> Y_1 2)", "-Y_1 < -2"), ("(<= 1 X_0)", "-X_0 <= -1"), ("(>= Y_0 Y_1)", "-Y_0 + Y_1 <= 0"),
        ("(<= Y_1 Y_0)", "-Y_0 + Y_1 <= 0"), ("(<= Y_0 X_0)", "-X_0 + Y_0 <= 0"),
        ("(= X_0 1)", "(X_0 <= 1 and -X_0 <= -1)"), ("(== X_0 1)", "(X_0 <= 1 and -X_0 <= -1)"),
        ("(<= 0 X_0 1)", "(-X_0 <= 0 and X_0 <= 1)"), ("(> 2 X_0 X_1 1)", "(X_0 < 2 and -X_0 + X_1 < 0 and -X_1 < -1)"),
        ("(distinct X_0 1)", "(X_0 < 1 or -X_0 < -1)"), ("(<= X_0 X_0)", "0 <= 0"), ("(< 1 2)", "0 < 1"),
        // Arithmetic
        ("(<= (+ X_0 X_1) 1)", "X_0 + X_1 <= 1"), ("(<= (+ X_0 1 X_0) 3)", "2*X_0 <= 2"),
        ("(<= (- X_0 X_1 2) 1)", "X_0 - X_1 <= 3"), ("(<= (- X_0) 1)", "-X_0 <= 1"),
        ("(<= X_0 (- 5))", "X_0 <= -5"), ("(<= X_0 (/ 1 3))", "X_0 <= 1/3"), ("(<= (/ X_0 2 2) 1)", "0.25*X_0 <= 1"),
        ("(<= (* 2 X_0) Y_0)", "2*X_0 - Y_0 <= 0"), ("(<= (* X_0 3 (- 2)) 1)", "-6*X_0 <= 1"),
        ("(<= (* (+ X_0 1) (- 3 1)) 0)", "2*X_0 <= -2"),
        ("(<= (+ (* 1.5 Y_0) (* -1 Y_1) 0.25) 0)", "1.5*Y_0 - Y_1 <= -0.25"),
        ("(<= (* 0 X_0) X_1)", "-X_1 <= 0"), ("(<= (- X_0 X_0) X_1)", "-X_1 <= 0"), ("(<= (+ X_0) (* 1))", "X_0 <= 1"),
        ("(<= (- (- X_0)) (- (- 1)))", "X_0 <= 1"), ("(<= (* (* 0 X_0) X_1) 1)", "0 <= 1"),
        // Connectives
        ("(or (<= X_0 1) (<= X_1 2))", "(X_0 <= 1 or X_1 <= 2)"), ("(or (and (<= X_0 1)))", "X_0 <= 1"),
        ("(or (and (<= X_0 1) (<= X_1 2)) (<= Y_0 3))", "((X_0 <= 1 and X_1 <= 2) or Y_0 <= 3)"),
        ("(and (<= X_0 1) (or (<= X_1 2) (<= Y_0 3)))", "(X_0 <= 1 and (X_1 <= 2 or Y_0 <= 3))"),
        ("(not (<= X_0 1))", "-X_0 < -1"), ("(not (< X_0 1))", "-X_0 <= -1"), ("(not (not (<= X_0 1)))", "X_0 <= 1"),
        ("(not (and (<= X_0 1) (<= X_1 2)))", "(-X_0 < -1 or -X_1 < -2)"),
        ("(not (or (<= X_0 1) (<= X_1 2)))", "(-X_0 < -1 and -X_1 < -2)"),
        ("(not (= X_0 1))", "(-X_0 < -1 or X_0 < 1)"), ("(=> (<= X_0 1) (<= Y_0 2))", "(-X_0 < -1 or Y_0 <= 2)"),
        ("(=> (<= X_0 1) (<= X_1 1) (<= Y_0 2))", "(-X_0 < -1 or -X_1 < -1 or Y_0 <= 2)"),
        ("(not (=> (<= X_0 1) (<= Y_0 2)))", "(X_0 <= 1 and -Y_0 < -2)"), ("true", "()"),
        ("(or false (<= X_0 1))", "(() or X_0 <= 1)"),
        // Text
        ("(<= |X_0| 1)", "X_0 <= 1"), ("(<=\tX_0\r\n ; comment ) (\n 1)", "X_0 <= 1"), ("(<= X_0 1;end\n)", "X_0 <= 1"),
        ("( <= X_0(+ 1 1))", "X_0 <= 2"), ("(<= X_0 1 ; old Mac line\r)", "X_0 <= 1"),
    ])
    func condition(_ text: String, _ expected: String) throws {
        #expect(try written(formula(of: text)) == expected)
    }

    @Test(arguments: [
        ("1", "1"), ("-1", "-1"), ("1.5", "1.5"), (".5", "0.5"), ("5.", "5"), ("-.5", "-0.5"), ("1e-06", "0.000001"),
        ("1E5", "100000"), ("+3", "3"), ("(- 5)", "-5"), ("(/ 1 3)", "1/3"), ("(- (/ 1 4))", "-0.25"),
        ("(/ -1 4)", "-0.25"), ("0.1", "0.1"), ("-0.29855281193475053", "-0.29855281193475053"), ("1.0e+2", "100"),
        ("0.00000000000000000000000000000000001", "0.00000000000000000000000000000000001"), ("-0", "0"),
    ])
    func number(_ text: String, _ expected: String) throws {
        #expect(try written(formula(of: "(<= X_0 \(text))")) == "X_0 <= \(expected)")
    }

    @Test func declarationsInAnyOrder() throws {
        let property = try read(
            """
            ; outputs first
            (set-logic QF_LRA) (set-info :source |a ( b|) (set-option :x "y ) z")
            (declare-const Y_1 Real)
            (declare-fun Y_0 () Real)
            (declare-const X_2 Real) (declare-const X_0 Real) (declare-fun |X_1| () Real)
            (assert (<= X_0 1))
            (assert (and (<= X_1 1) (<= X_2 1)))
            (check-sat) (get-model)
            (exit)
            """)
        #expect(property.property.inputCount == 3)
        #expect(property.property.outputCount == 2)
        #expect(written(property.property.formula) == "(X_0 <= 1 and X_1 <= 1 and X_2 <= 1)")
        #expect(property.version == .one)
        #expect(property.networks.isEmpty)
        #expect(property.property.names.name(of: .output(1)) == "Y_1")
    }

    @Test func propertyWithoutOutputs() throws {
        let property = try read("(declare-const X_0 Real) (assert (<= 0 X_0 1))").property
        #expect(property.outputCount == 0)
    }

    @Test func byteOrderMarkIsSkipped() throws {
        let text = [0xef, 0xbb, 0xbf] + Array("(declare-const X_0 Real)(assert (<= X_0 1))".utf8)
        #expect(try VNNLIBReader.read(text, file: "p").property.inputCount == 1)
    }

    @Test func nestingUpToTheLimit() throws {
        let depth = 999
        let text = String(repeating: "(not ", count: depth) + "(<= X_0 1)" + String(repeating: ")", count: depth)
        #expect(try written(formula(of: text)) == "-X_0 < -1")
    }

    @Test func aHundredThousandParenthesesAreRefused() {
        for start in ["(and ", "(", "(+ ", "(not (or "] {
            let text = "(declare-const X_0 Real)(assert " + String(repeating: start, count: 100_000)
            #expect(throws: PropertyError.self) { try read(text) }
        }
    }

    @Test func fileErrors() throws {
        #expect(throws: FileError.unreadable(path: "/nowhere/p.vnnlib", reason: "no such file")) {
            try VNNLIBReader.property(at: "/nowhere/p.vnnlib")
        }
        let path = FileManager.default.temporaryDirectory.appending(path: "orthant-\(UUID()).vnnlib").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data([0x28, 0xff, 0xfe]).write(to: URL(fileURLWithPath: path))
        #expect(throws: FileError.notText(path: path)) { try VNNLIBReader.property(at: path) }
        try Data("(declare-const X_0 Real)(assert (<= X_0 1))".utf8).write(to: URL(fileURLWithPath: path))
        #expect(try VNNLIBReader.property(at: path).source == path)
    }
}
