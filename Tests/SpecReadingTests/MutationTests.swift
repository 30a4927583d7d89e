import Contexts
import SpecReading
import TestSupport
import Testing

/// Damaged files are read or refused with a position; nothing else happens.
@Suite struct MutationTests {
    private static let one = """
        ; a property with a bit of everything
        (set-logic QF_LRA)
        (declare-const X_0 Real)
        (declare-const X_1 Real)
        (declare-fun |Y_0| () Real)
        (declare-const Y_1 Real)
        (assert (>= X_0 -1.5e-03)) (assert (<= X_0 +.5))
        (assert (and (<= 0 X_1 1) (not (> X_1 (/ 2 3)))))
        (assert (or
          (and (<= (+ Y_0 (* 2 Y_1) (- 1)) 0) (>= Y_0 X_0))
          (=> (= Y_1 2) (distinct Y_0 Y_1))))
        """

    private static let two = """
        (vnnlib-version <2.0>)
        (declare-network f
          (declare-input X real [2,3]) ; C order
          (declare-output Y real [2]))
        (assert (and (<= X[0,0] 1.0) (>= X[1, 2] -1)))
        (assert (or (< Y[0] Y[1]) (== (* 2 Y[0]) (- Y[1] 3))))
        """

    private static let three = """
        (vnnlib-version <2.0>)
        (declare-network f (declare-input X real [2] "x") (declare-hidden H real [2,1] "/relu_1")
          (declare-output Y real [2] "y"))
        (declare-network g (equal-to f) (declare-input U real [2]) (declare-output V real [2]))
        (declare-network h (isomorphic-to g) (declare-input A real [2]) (declare-output B real [2]))
        (assert (or (and (>= H[1,0] 0) (< Y[0] V[1])) (!= (+ A[0] (* 2 U[1])) B[0])))
        """

    private static let fragments = [
        "(", ")", "[", "]", "|", "\"", ";", ",", "\n", "\r", "\t", "\0", "1e", "-", "1e9999", "X_0", "Y_9",
        "X_999999999999999999",
        "(assert ", "(and", "(not ", "(* X_0 ", "(/ 1 0)", "é", "<2.0>", "declare-hidden", "(equal-to f)",
        "(declare-network f ", "(declare-input U real [2])", "true", "0", "real", "nan",
    ].map { Array($0.utf8) }

    @Test(arguments: [0, 1, 2])
    func mutations(_ which: Int) {
        let original = Array([Self.one, Self.two, Self.three][which].utf8)
        var random = SeededNumbers(seed: 17 + which)
        var refused = 0
        for round in 0..<2_000 {
            var text = original
            for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&text, &random) }
            do {
                _ = try VNNLIBReader.read(text, file: "m.vnnlib")
            } catch {
                refused += 1
                switch error {
                // What is not there has no position.
                case .noInputs, .noAssertion: break
                default: #expect(error.place?.position != nil, "round \(round): \(error.line)")
                }
                #expect(!error.line.contains("\n"), "round \(round)")
            }
        }
        #expect(refused > 1_000)
    }

    private func mutate(_ text: inout [UInt8], _ random: inout SeededNumbers) {
        guard !text.isEmpty else { return }
        let index = Int.random(in: 0..<text.count, using: &random)
        let end = min(text.count, index + Int.random(in: 1...20, using: &random))
        switch Int.random(in: 0..<6, using: &random) {
        case 0: text.remove(at: index)
        case 1: text[index] = UInt8.random(in: 0...255, using: &random)
        case 2:
            text.insert(contentsOf: Self.fragments[Int.random(in: 0..<Self.fragments.count, using: &random)], at: index)
        case 3: text.removeSubrange(index..<end)
        case 4: text.insert(contentsOf: text[index..<end], at: Int.random(in: 0...text.count, using: &random))
        default: text.removeSubrange(index...)
        }
    }
}
