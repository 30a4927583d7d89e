import Contexts
import Exact
import Properties
import Queries
import TestSupport
import Testing

/// Lowering must not change what a property says: random formulas are compared with their cases, point by point.
@Suite struct EquivalenceTests {
    @Test func casesMeanTheFormula() throws {
        var random = SeededNumbers(seed: 11)
        var nonempty = 0
        for round in 0..<200 {
            let formula = Formula.all([Self.bounds, random.formula(depth: 3)])
            let property = UnsafeProperty(inputCount: 2, outputCount: 1, formula: formula, source: "p")
            let cases = try Self.cases(of: property)
            for point in Self.grid {
                let (expected, found) = (formula.isMet(at: point), cases.contains { $0.isMet(at: point) })
                #expect(expected == found, "round \(round) at \(point): \(formula)")
                if expected { nonempty += 1 }
            }
        }
        // The comparison would say little if hardly any formula could be met.
        #expect(nonempty > 1_000)
    }

    /// The cases; none when every alternative is empty.
    private static func cases(of property: UnsafeProperty) throws -> [Case] {
        do {
            return try Query.cases(of: property).cases
        } catch {
            if case .emptyInputRange = error { return [] }
            throw error
        }
    }

    private static let bounds = Formula.all(
        (0..<2).flatMap { input in
            [1, -1].map { .row(LinearRow(.input(input), times: $0, bound: 2)) }
        })

    /// Two inputs and an output, all from -2 to 2 in halves around 0: on bounds, between them, outside.
    private static let grid: [[Rational]] = {
        let values: [Rational] = [-2, -1, Rational(-1) / 2, 0, 1, 2]
        return values.flatMap { a in values.flatMap { b in values.map { c in [a, b, c] } } }
    }()
}

extension SeededNumbers {
    fileprivate mutating func formula(depth: Int) -> Formula {
        switch Int.random(in: 0..<(depth == 0 ? 4 : 8), using: &self) {
        case 0...3: .row(row())
        case 4, 5: .all((0..<Int.random(in: 1...3, using: &self)).map { _ in formula(depth: depth - 1) })
        case 6: .any((0..<Int.random(in: 0...3, using: &self)).map { _ in formula(depth: depth - 1) })
        default: formula(depth: depth - 1).negation
        }
    }

    /// One or two terms, seldom none.
    private mutating func row() -> LinearRow {
        let variables: [Variable] = [.input(0), .input(1), .output(0)]
        let terms = (0..<Int.random(in: 1...2, using: &self)).map { _ in
            let variable = variables[Int.random(in: 0..<3, using: &self)]
            return (variable, Rational(Int.random(in: -2...2, using: &self)))
        }
        return LinearRow(
            terms: terms, bound: Rational(Int.random(in: -3...3, using: &self)),
            isStrict: Bool.random(using: &self))
    }
}

/// The value of a variable at (x0, x1, y0).
private func value(_ variable: Variable, _ point: [Rational]) -> Rational {
    switch variable {
    case .input(let index): point[index]
    case .output: point[2]
    }
}

extension LinearRow {
    fileprivate func isMet(at point: [Rational]) -> Bool {
        isMet(slack: slack { value($0, point) })
    }
}

extension Formula {
    fileprivate func isMet(at point: [Rational]) -> Bool {
        switch self {
        case .row(let row): row.isMet(at: point)
        case .all(let parts): parts.allSatisfy { $0.isMet(at: point) }
        case .any(let parts): parts.contains { $0.isMet(at: point) }
        }
    }
}

extension Case {
    fileprivate func isMet(at point: [Rational]) -> Bool {
        box.contains(Array(point[..<2])) && regionRows.allSatisfy { $0.isMet(at: point) }
            && unsafe.contains { $0.rows.allSatisfy { $0.isMet(at: point) } }
    }
}
