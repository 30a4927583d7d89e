import Exact
import Properties
import TestSupport
import Testing

@Suite struct LinearRowTextTests {
    @Test func readsWhatItWrites() {
        var random = SeededNumbers(seed: 5)
        for _ in 0..<500 {
            let terms = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                let index = Int.random(in: 0...12, using: &random)
                let variable: Variable = Bool.random(using: &random) ? .input(index) : .output(index)
                let coefficient =
                    Rational(Int.random(in: -9...9, using: &random)) / Rational(Int.random(in: 1...9, using: &random))
                return (variable: variable, coefficient: coefficient)
            }
            let bound = Rational(Int.random(in: -9...9, using: &random)) / Rational(3)
            let row = LinearRow(terms: terms, bound: bound, isStrict: Bool.random(using: &random))
            #expect(LinearRow(text: row.description) == row, "\(row)")
        }
    }

    @Test func readsByHand() {
        #expect(
            LinearRow(text: "-Y_0 + 2*Y_1 - 1/3*X_12 < -0.5")
                == LinearRow(
                    terms: [(.output(0), -1), (.output(1), 2), (.input(12), Rational(-1) / Rational(3))],
                    bound: Rational(-1) / Rational(2), isStrict: true))
        #expect(LinearRow(text: "0 <= 1")?.constantTruth == true)
    }

    @Test(arguments: [
        "", "Y_0", "Y_0 <= ", "Y_0 >= 1", "Y_0 <= x", "Y <= 1", "Z_0 <= 1", "Y_-1 <= 1", "Y_+1 <= 1", "2Y_0 <= 1",
        "2*3*Y_0 <= 1", "Y_0 Y_1 <= 1", "Y_0 - <= 1", "+ Y_0 <= 1", "- Y_0 <= 1", "Y_0 <= 1 <= 2", "1 <= Y_0",
    ])
    func refuses(_ text: String) {
        #expect(LinearRow(text: text) == nil)
    }
}
