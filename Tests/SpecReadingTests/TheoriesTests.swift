import Contexts
import SpecReading
import Testing

/// `orthant supports` tells the truth: what is claimed is read, what is not claimed is refused.
@Suite struct TheoriesTests {
    private static func query(_ declarations: String, _ assertions: String, more: String = "") -> String {
        """
        (vnnlib-version <2.0>)
        (declare-network f (declare-input X real [2]) \(declarations) (declare-output Y real [2]))
        \(more)
        (assert (and (>= X[0] 0.0) (<= X[0] 1.0) (>= X[1] 0.0) (<= X[1] 1.0)))
        \(assertions)
        """
    }

    private static let arithmetic = [
        "BND": "(assert (>= Y[0] 0.5))", "OUTC": "(assert (>= Y[0] Y[1]))",
        "LIN": "(assert (<= (+ (* 0.5 X[0]) (* 0.75 X[1])) 1.0))", "POLY": "(assert (<= (* X[0] X[1]) 1.0))",
    ]
    private static let comparisons = [
        "SNC": "(assert (<= (+ X[0] X[1]) 0.1))", "MNC": "(assert (<= (+ X[0] Y[0]) 0.1))",
    ]
    private static let hidden = ["NH": "", "H": "(declare-hidden H real [1] \"h\")"]
    private static let inputs = ["SIO": "", "MIO": "(declare-input Z real [1])"]

    private func isRead(_ text: String) -> Bool {
        (try? VNNLIBReader.read(Array(text.utf8), file: "q.vnnlib")) != nil
    }

    @Test func arithmetic() {
        for (theory, assertion) in Self.arithmetic {
            #expect(isRead(Self.query("", assertion)) == VNNLIBTheories.arithmetic.contains(theory), "\(theory)")
        }
    }

    @Test func comparisonsOfNodes() {
        for (theory, assertion) in Self.comparisons {
            #expect(isRead(Self.query("", assertion)) == VNNLIBTheories.nodeComparisons.contains(theory), "\(theory)")
        }
    }

    @Test func nodes() {
        let assertion = "(assert (>= Y[0] 0.5))"
        for (theory, declaration) in Self.hidden {
            #expect(
                isRead(Self.query(declaration, assertion)) == VNNLIBTheories.hiddenNodes.contains(theory), "\(theory)")
        }
        for (theory, declaration) in Self.inputs {
            #expect(
                isRead(Self.query(declaration, assertion)) == VNNLIBTheories.inputsAndOutputs.contains(theory),
                "\(theory)")
        }
    }

    private static let networks = [
        "SNET": "",
        "MENET": "(declare-network g (equal-to f) (declare-input U real [2]) (declare-output W real [2]))",
        "MINET": "(declare-network g (isomorphic-to f) (declare-input U real [2]) (declare-output W real [2]))",
        "MNET": "(declare-network g (declare-input U real [1]) (declare-output W real [1]))",
    ]

    @Test func networks() {
        for (theory, declaration) in Self.networks {
            let text = Self.query("", "(assert (>= Y[0] 0.5))", more: declaration)
            #expect(isRead(text) == VNNLIBTheories.networks.contains(theory), "\(theory)")
        }
    }

    @Test func versions() {
        #expect(isRead("(declare-const X_0 Real)\n(declare-const Y_0 Real)\n(assert (<= X_0 1))"))
        #expect(isRead(Self.query("", "(assert (>= Y[0] 0.5))")))
        #expect(!isRead(Self.query("", "(assert (>= Y[0] 0.5))").replacing("<2.0>", with: "<2.1>")))
        #expect(VNNLIBTheories.versions == ["1.0", "2.0"])
        #expect(VNNLIBTheories.elementTypes == ["real"])
    }
}
