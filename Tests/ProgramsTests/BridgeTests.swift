import Exact
import Kernels
import Networks
import Programs
import Properties
import Queries
import TestSupport
import Testing

/// Each bridge: a few lines of text in, a few lines of text out.
@Suite struct BridgeTests {
    /// The assertions of a program in SMT-LIB, without declarations.
    private func lines(_ program: Program) -> [String] {
        SMTLIBWriter.assertions(program).split(separator: "\n").map(String.init).filter { $0.hasPrefix("(assert") }
            .map { String($0.dropFirst("(assert ".count).dropLast()) }
    }

    private func program(_ names: String...) -> (Program, [VariableIndex]) {
        var program = Program()
        let variables = names.map { program.addVariable($0) }
        return (program, variables)
    }

    @Test func affine() {
        var (program, v) = program("x0", "x1", "w0", "w1")
        let weights = Matrix(rows: 2, columns: 2, values: [1, -2, 0, 0.5])
        AffineBridge.add(
            [.init(source: 0, map: .dense(weights))], bias: [3, -0.25], sources: { _ in [v[0], v[1]] },
            targets: [v[2], v[3]], name: "a", to: &program)
        #expect(
            lines(program) == ["(= (+ x0 (* (- 2) x1) (- w0)) (- 3))", "(= (+ (* (/ 1 2) x1) (- w1)) (/ 1 4))"])
    }

    @Test func sumOfTerms() {
        var (program, v) = program("x", "u", "w")
        AffineBridge.add(
            [
                .init(source: 0, map: .identity), .init(source: 1, map: .negation),
                .init(source: 0, map: .diagonal([2])),
            ], bias: [0], sources: { $0 == 0 ? [v[0]] : [v[1]] }, targets: [v[2]], name: "a", to: &program)
        #expect(lines(program) == ["(= (+ (* 3 x) (- u) (- w)) 0)"])
    }

    /// A kernel (1, -2) over three inputs with one 0 before them, and the same kernel backward.
    @Test func convolution() {
        let kernel = Convolution(
            inputChannels: 1, outputChannels: 1, groups: 1, vertical: WindowAxis(input: 1, output: 1, kernel: 1),
            horizontal: WindowAxis(input: 3, output: 2, kernel: 2, stride: 2, padding: 1),
            kernel: Matrix(rows: 1, columns: 2, values: [1, -2]))
        var (program, v) = program("x0", "x1", "x2", "w0", "w1")
        AffineBridge.add(
            [.init(source: 0, map: .convolution(kernel))], bias: [0, 1], sources: { _ in [v[0], v[1], v[2]] },
            targets: [v[3], v[4]], name: "a", to: &program)
        #expect(lines(program) == ["(= (+ (* (- 2) x0) (- w0)) 0)", "(= (+ x1 (* (- 2) x2) (- w1)) (- 1))"])
        (program, v) = self.program("x0", "x1", "w0", "w1", "w2")
        AffineBridge.add(
            [.init(source: 0, map: .transposedConvolution(kernel))], bias: [0, 0, 0], sources: { _ in [v[0], v[1]] },
            targets: [v[2], v[3], v[4]], name: "a", to: &program)
        #expect(
            lines(program) == [
                "(= (+ (* (- 2) x0) (- w0)) 0)", "(= (+ x1 (- w1)) 0)", "(= (+ (* (- 2) x1) (- w2)) 0)",
            ])
    }

    @Test func sparse() {
        var (program, v) = program("x0", "x1", "w0", "w1")
        let matrix = SparseMatrix(columns: 2, rows: [[(column: 0, value: 1), (column: 1, value: -0.5)], []])
        AffineBridge.add(
            [.init(source: 0, map: .sparse(matrix))], bias: [0, 2], sources: { _ in [v[0], v[1]] },
            targets: [v[2], v[3]], name: "a", to: &program)
        #expect(lines(program) == ["(= (+ x0 (* (- (/ 1 2)) x1) (- w0)) 0)", "(= (- w1) (- 2))"])
    }

    @Test func selectionAndConstantZero() {
        var (program, v) = program("x", "w0", "w1")
        AffineBridge.add(
            [.init(source: 0, map: .selection([1, 0]))], bias: [1, 0], sources: { _ in [v[0], nil] },
            targets: [v[1], v[2]], name: "a", to: &program)
        #expect(lines(program) == ["(= (- w0) (- 1))", "(= (+ x (- w1)) 0)"])
    }

    @Test func division() {
        var (program, v) = program("x", "w")
        AffineBridge.add(
            [.init(source: 0, map: .division([3]))], bias: [0.5], sources: { _ in [v[0]] }, targets: [v[1]], name: "a",
            to: &program)
        #expect(lines(program) == ["(= (+ x (* (- 3) w)) (- (/ 3 2)))"])
    }

    @Test func divisionBesideAnotherTerm() {
        var (program, v) = program("x", "u", "w")
        AffineBridge.add(
            [.init(source: 0, map: .division([3])), .init(source: 1, map: .identity)], bias: [0],
            sources: { $0 == 0 ? [v[0]] : [v[1]] }, targets: [v[2]], name: "a", to: &program)
        #expect(lines(program) == ["(= (+ (* (/ 1 3) x) u (- w)) 0)"])
        #expect(program.rows[0].expression.inexact == [v[0]: Rational(1) / 3])
    }

    @Test func phaseFixed() {
        var (program, v) = program("z", "t")
        #expect(PhaseFixedBridge.add(.active, z: v[0], elastic: nil, name: "r", to: &program) == v[0])
        #expect(PhaseFixedBridge.add(.inactive, z: v[0], elastic: nil, name: "r", to: &program) == nil)
        #expect(PhaseFixedBridge.add(.active, z: v[0], elastic: v[1], name: "r", to: &program) == v[0])
        #expect(PhaseFixedBridge.add(.inactive, z: v[0], elastic: v[1], name: "r", to: &program) == nil)
        #expect(PhaseFixedBridge.add(.zero, z: v[0], elastic: nil, name: "r", to: &program) == nil)
        #expect(PhaseFixedBridge.add(.active, z: nil, elastic: nil, name: "r", to: &program) == nil)
        #expect(
            lines(program) == [
                "(>= z 0)", "(<= z 0)", "(>= (+ z t) 0)", "(<= (+ z (- t)) 0)", "(>= z 0)", "(<= z 0)",
            ])
    }

    /// Bounds that say what the phase says make its row superfluous.
    @Test func phaseFixedByBounds() {
        var program = Program()
        let (over, under) = (program.addVariable("z", lower: 0), program.addVariable("w", upper: 0))
        #expect(PhaseFixedBridge.add(.active, z: over, elastic: nil, name: "r", to: &program) == over)
        #expect(PhaseFixedBridge.add(.inactive, z: under, elastic: nil, name: "r", to: &program) == nil)
        #expect(program.rows.isEmpty)
        #expect(PhaseFixedBridge.add(.zero, z: over, elastic: nil, name: "r", to: &program) == nil)
        #expect(program.rows.map(\.name) == ["r_inactive"])
    }

    @Test func triangle() {
        var (program, v) = program("z", "y")
        TriangleBridge.add(z: v[0], y: v[1], lower: -1, upper: 3, name: "r", to: &program)
        #expect(lines(program) == ["(>= (+ (- z) y) 0)", "(<= (+ (* (- (/ 3 4)) z) y) (/ 3 4))"])
    }

    @Test func triangleWithoutBounds() {
        var (program, v) = program("z", "y")
        TriangleBridge.add(z: v[0], y: v[1], lower: -.infinity, upper: 3, name: "r", to: &program)
        #expect(lines(program) == ["(>= (+ (- z) y) 0)"])
    }

    /// The chord lies above the ReLU exactly, for bounds of all sizes.
    @Test func chordIsValid() {
        var generator = SeededNumbers(seed: 5)
        for _ in 0..<500 {
            let lower = -Double.random(in: 0.5...1, using: &generator) * .scale(&generator)
            let upper = Double.random(in: 0.5...1, using: &generator) * .scale(&generator)
            guard let (slope, offset) = TriangleBridge.chord(lower: lower, upper: upper) else {
                Issue.record("no chord for \(lower), \(upper)")
                continue
            }
            let (s, t) = (Rational(weight: slope), Rational(weight: offset))
            #expect(s * Rational(weight: lower) + t >= .zero)
            #expect(s * Rational(weight: upper) + t >= Rational(weight: upper))
            let exact = upper / (upper - lower)
            #expect(slope <= exact.nextUp.nextUp.nextUp || slope <= 1e-290)
        }
    }

    @Test func bigM() {
        var (program, v) = program("z", "y")
        let d = BigMBridge.add(z: v[0], y: v[1], lower: -1, upper: 3, name: "r", to: &program)
        #expect(program[d].isBinary)
        #expect(
            lines(program) == [
                "(>= dr 0)", "(<= dr 1)", "(or (= dr 0) (= dr 1))", "(>= (+ (- z) y) 0)", "(<= (+ y (* (- 3) dr)) 0)",
                "(<= (+ (- z) y dr) 1)",
            ])
    }

    @Test func exactReLU() {
        var (program, v) = program("z", "y")
        ExactReLUBridge.add(z: v[0], y: v[1], name: "r", to: &program)
        #expect(lines(program) == ["(or (and (>= z 0) (= (+ (- z) y) 0)) (and (<= z 0) (= y 0)))"])
    }

    @Test func property() {
        var (program, v) = program("x", "y", "t")
        let third = Rational(1) / 3
        let row = LinearRow(
            terms: [(.input(0), third), (.output(0), -5), (.output(1), 1)], bound: third, isStrict: true)
        let variable = { (variable: Properties.Variable) -> VariableIndex? in
            switch variable {
            case .input: v[0]
            case .output(let j): j == 0 ? v[1] : nil
            }
        }
        PropertyBridge.add(row, name: "p", elastic: nil, variable: variable, to: &program)
        PropertyBridge.add(row, name: "p", elastic: v[2], variable: variable, to: &program)
        #expect(
            lines(program) == [
                "(< (+ (* (/ 1 3) x) (* (- 5) y)) (/ 1 3))", "(< (+ (* (/ 1 3) x) (* (- 5) y) (* (- 4) t)) (/ 1 3))",
            ])
        #expect(Rational(weight: program.rows[0].upper) > third)
    }
}

extension Double {
    /// A power of two of any reasonable size.
    fileprivate static func scale(_ generator: inout SeededNumbers) -> Double {
        Double(sign: .plus, exponent: Int.random(in: -300...300, using: &generator), significand: 1)
    }
}
