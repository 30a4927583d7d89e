import Exact
import Programs
import TestSupport
import Testing

@Suite struct CertifiedBoundTests {
    /// The dual bound of the header's formula in exact arithmetic; `nil` for -infinity.
    private func exactBound(_ program: Program, _ multipliers: [Double]) -> Rational? {
        var costs = [Rational](repeating: .zero, count: program.variables.count)
        var total = Rational.zero
        for term in program.objective.terms {
            costs[term.variable.index] += program.objective.exactCoefficient(term)
        }
        for (row, multiplier) in zip(program.rows, multipliers) where multiplier != 0 {
            guard let side = multiplier > 0 ? row.exactLower : row.exactUpper else { continue }
            let exact = Rational(weight: multiplier)
            total += exact * side
            for term in row.expression.terms {
                costs[term.variable.index] -= exact * row.expression.exactCoefficient(term)
            }
        }
        for (variable, cost) in zip(program.variables, costs) where !cost.isZero {
            guard let end = Rational(exactly: cost.isNegative ? variable.upper : variable.lower) else { return nil }
            total += cost * end
        }
        return total
    }

    private func wild(_ generator: inout SeededNumbers, _ exponents: ClosedRange<Int>) -> Double {
        let exponent = Int.random(in: exponents, using: &generator)
        return Double.random(in: -1...1, using: &generator) * Double(sign: .plus, exponent: exponent, significand: 1)
    }

    private func randomProgram(_ generator: inout SeededNumbers, _ exponents: ClosedRange<Int>) -> Program {
        var program = Program()
        let count = Int.random(in: 1...6, using: &generator)
        for j in 0..<count {
            let a = wild(&generator, exponents)
            let b = wild(&generator, exponents)
            let isOpen = Int.random(in: 0..<12, using: &generator) == 0
            program.addVariable("x\(j)", lower: isOpen ? -.infinity : min(a, b), upper: max(a, b))
        }
        func expression(_ generator: inout SeededNumbers) -> LinearExpression {
            LinearExpression(
                exact: (0..<count).map { j in
                    let value = Rational(weight: wild(&generator, exponents))
                    let isThird = Int.random(in: 0..<4, using: &generator) == 0
                    return (variable: VariableIndex(j), coefficient: isThird ? value / 3 : value)
                })
        }
        for i in 0..<Int.random(in: 1...6, using: &generator) {
            let left = expression(&generator)
            let side = Rational(weight: wild(&generator, exponents)) / 7
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: program.addRow(Row("r\(i)", left, exactLower: side, exactUpper: nil))
            case 1: program.addRow(Row("r\(i)", left, exactLower: nil, exactUpper: side))
            default: program.addRow(Row("r\(i)", left, exactLower: side, exactUpper: side))
            }
        }
        program.objective = expression(&generator)
        return program
    }

    @Test("Subtlety 20: what a solver in floats says is no proof; its multipliers are re-checked", arguments: 0..<150)
    func neverAboveTheExactBound(seed: Int) throws {
        var generator = SeededNumbers(seed: seed)
        let program = randomProgram(&generator, -3...3)
        let multipliers = program.rows.map { _ in wild(&generator, -3...3) }
        let bound = CertifiedBound.lowerBound(of: program, multipliers: multipliers)
        guard let exact = exactBound(program, multipliers) else {
            #expect(bound == -.infinity)
            return
        }
        let approximate = exact.double(.nearest)
        #expect(bound <= exact.double(.up) && (bound.isFinite ? Rational(weight: bound) <= exact : true))
        // And little is lost: sizes here are at most 8^3 times a few terms.
        #expect(bound == -.infinity || bound > approximate - 1e-9)
    }

    /// The same at the ends of the exponent range, where products overflow and underflow.
    @Test(arguments: 0..<150) func extremeMagnitudes(seed: Int) throws {
        var generator = SeededNumbers(seed: 10_000 + seed)
        let program = randomProgram(&generator, seed % 2 == 0 ? -560...(-480) : -1_000...1_000)
        let multipliers = program.rows.map { _ in wild(&generator, seed % 2 == 0 ? -560...(-480) : -1_000...1_000) }
        let bound = CertifiedBound.lowerBound(of: program, multipliers: multipliers)
        if let exact = exactBound(program, multipliers) {
            #expect(!bound.isFinite || Rational(weight: bound) <= exact)
            #expect(bound < .infinity)
        } else {
            #expect(bound == -.infinity)
        }
    }

    @Test func uselessMultipliers() {
        var program = Program()
        let x = program.addVariable("x", lower: -1, upper: 1)
        program.addRow(Row("r", LinearExpression([(variable: x, coefficient: 1)]), lower: 0.5))
        program.objective = LinearExpression([(variable: x, coefficient: 1)])
        #expect(CertifiedBound.lowerBound(of: program, multipliers: [1]) <= 0.5)
        #expect(CertifiedBound.lowerBound(of: program, multipliers: [1]) > 0.5 - 1e-12)
        for multiplier in [0, .nan, .infinity, -1, 1e308, -1e308] {
            let bound = CertifiedBound.lowerBound(of: program, multipliers: [multiplier])
            #expect(bound <= 0.5)
        }
        #expect(!CertifiedBound.provesEmptiness(of: program, multipliers: [1]))
        program.setBounds(of: x, lower: -1, upper: 0.25)
        #expect(CertifiedBound.provesEmptiness(of: program, multipliers: [1]))
        #expect(CertifiedBound.provesEmptiness(of: program, multipliers: [-1]))
        program.setBounds(of: x, lower: -1, upper: 0.5)
        #expect(!CertifiedBound.provesEmptiness(of: program, multipliers: [1]))
    }
}
