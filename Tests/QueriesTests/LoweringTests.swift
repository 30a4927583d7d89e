import Contexts
import Exact
import Kernels
import Networks
import Properties
import Queries
import Testing

/// Short forms for building properties.
private func x(_ index: Int) -> Variable { .input(index) }
private func y(_ index: Int) -> Variable { .output(index) }
private func atMost(_ variable: Variable, _ bound: Rational, strict: Bool = false) -> Formula {
    .row(LinearRow(variable, times: 1, bound: bound, isStrict: strict))
}
private func atLeast(_ variable: Variable, _ bound: Rational, strict: Bool = false) -> Formula {
    .row(LinearRow(variable, times: -1, bound: -bound, isStrict: strict))
}
private func between(_ low: Rational, _ variable: Variable, _ high: Rational) -> Formula {
    .all([atLeast(variable, low), atMost(variable, high)])
}
/// a <= b.
private func order(_ a: Variable, _ b: Variable) -> Formula {
    .row(LinearRow(terms: [(a, 1), (b, -1)], bound: 0))
}
private func property(_ inputs: Int, _ outputs: Int, _ parts: Formula...) -> UnsafeProperty {
    UnsafeProperty(inputCount: inputs, outputCount: outputs, formula: .all(parts), source: "p")
}
private func cases(_ property: UnsafeProperty) throws -> [Case] {
    let (cases, warnings) = try Query.cases(of: property)
    #expect(warnings.isEmpty)
    return cases
}

@Suite struct LoweringTests {
    @Test func boxAndOneUnsafeRow() throws {
        let cases = try cases(property(1, 1, between(-1, x(0), 1), atMost(y(0), -1)))
        #expect(cases.count == 1)
        #expect(cases[0].box == Box(lower: [-1], upper: [1]))
        #expect(cases[0].regionRows.isEmpty)
        #expect(cases[0].unsafe == [Polyhedron(rows: [LinearRow(y(0), times: 1, bound: -1)])])
    }

    /// ACAS Xu property 6: two boxes, four alternatives about outputs. Both cases have the same unsafe list.
    @Test func boxesTimesPolyhedra() throws {
        let boxes = Formula.any([
            .all([between(0, x(0), 1), between(2, x(1), 3)]), .all([between(0, x(0), 1), between(-3, x(1), -2)]),
        ])
        let unsafe = Formula.any((1...4).map { order(y($0), y(0)) })
        let cases = try cases(property(2, 5, boxes, unsafe))
        #expect(cases.map(\.box) == [Box(lower: [0, 2], upper: [1, 3]), Box(lower: [0, -3], upper: [1, -2])])
        #expect(cases.map(\.unsafe.count) == [4, 4])
        #expect(cases[0].unsafe == cases[1].unsafe)
    }

    @Test func manyInputsAndNineAlternatives() throws {
        let inputs = (0..<784).map { between(Rational($0), x($0), Rational($0 + 1)) }
        let unsafe = Formula.any((1...9).map { order(y(0), y($0)) })
        let cases = try cases(property(784, 10, .all(inputs), unsafe))
        #expect(cases.count == 1)
        #expect(cases[0].box.lower[783] == 783)
        #expect(cases[0].unsafe.count == 9)
    }

    /// The box repeated in every alternative is one case again.
    @Test func equalRegionsAreOneCase() throws {
        let parts = (1...9).map { j in Formula.all([between(0, x(0), 1), between(0, x(1), 1), order(y(0), y(j))]) }
        let cases = try cases(property(2, 10, .any(parts)))
        #expect(cases.count == 1)
        #expect(cases[0].unsafe.count == 9)
    }

    @Test func sharedRowsJoinEveryPolyhedron() throws {
        let cases = try cases(
            property(
                1, 2, between(0, x(0), 1), atLeast(y(0), 5), .any([atMost(y(1), 0), order(y(0), y(1))]),
                .any([atMost(y(0), 9), atMost(y(1), 9)])))
        #expect(cases[0].unsafe.map(\.rows.count) == [3, 3, 3, 3])
    }

    @Test func equalityMakesAPointRange() throws {
        let cases = try cases(property(1, 1, between(3, x(0), 3), atMost(y(0), 0)))
        #expect(cases[0].box == Box(lower: [3], upper: [3]))
    }

    @Test func tightestBoundWins() throws {
        let scaled = Formula.row(LinearRow(x(0), times: -4, bound: -1))
        let cases = try cases(
            property(1, 1, between(0, x(0), 9), between(-5, x(0), 7), scaled, atMost(y(0), 0)))
        #expect(cases[0].box == Box(lower: [Rational(1) / 4], upper: [7]))
    }

    @Test func rowsOnSeveralInputsStayRows() throws {
        let mixed = LinearRow(terms: [(x(0), 1), (y(0), -1)], bound: 0)
        let inputs = LinearRow(terms: [(x(0), 1), (x(1), 1)], bound: 1)
        let cases = try cases(
            property(2, 1, between(0, x(0), 1), between(0, x(1), 1), .row(mixed), .row(inputs), .row(inputs)))
        #expect(cases[0].regionRows == [inputs])
        #expect(cases[0].unsafe == [Polyhedron(rows: [mixed])])
    }

    @Test func withoutOutputRowsEverythingIsUnsafe() throws {
        let cases = try cases(property(1, 1, between(0, x(0), 1)))
        #expect(cases[0].unsafe == [Polyhedron(rows: [])])
    }

    @Test func mixedAlternatives() throws {
        // Unsafe: low inputs with a high output, or any input with a negative output.
        let low = Formula.all([atMost(x(0), Rational(1) / 2), atLeast(y(0), 3)])
        let cases = try cases(property(1, 1, between(0, x(0), 1), .any([low, atMost(y(0), 0)])))
        #expect(cases.map(\.box) == [Box(lower: [0], upper: [Rational(1) / 2]), Box(lower: [0], upper: [1])])
        #expect(cases.map(\.unsafe.count) == [1, 1])
    }

    @Test func strictBoundKeepsItsRow() throws {
        let cases = try cases(
            property(1, 1, between(0, x(0), 1), atMost(x(0), 1, strict: true), atMost(y(0), 0)))
        #expect(cases[0].box == Box(lower: [0], upper: [1]))
        #expect(cases[0].regionRows == [LinearRow(x(0), times: 1, bound: 1, isStrict: true)])
    }

    @Test func strictBoundOutsideTheBoxIsNothing() throws {
        let cases = try cases(
            property(1, 1, between(0, x(0), 1), atMost(x(0), 2, strict: true), atMost(y(0), 0)))
        #expect(cases[0].regionRows.isEmpty)
    }

    @Test func constantRows() throws {
        let truth = Formula.row(LinearRow(terms: [], bound: 0))
        let falsehood = Formula.row(LinearRow(terms: [], bound: 0, isStrict: true))
        let box = between(0, x(0), 1)
        let kept = try cases(
            property(1, 1, box, truth, .any([.all([falsehood, atMost(y(0), 1)]), .all([truth, atMost(y(0), 2)])])))
        #expect(kept[0].unsafe == [Polyhedron(rows: [LinearRow(y(0), times: 1, bound: 2)])])
        for parts in [[falsehood], [.any([falsehood, falsehood])], [.any([])]] {
            let never = UnsafeProperty(inputCount: 1, outputCount: 1, formula: .all([box] + parts), source: "p")
            let (cases, warnings) = try Query.cases(of: never)
            #expect(cases.isEmpty)
            #expect(warnings == [.neverMet(file: "p")])
        }
    }

    @Test func emptyAlternativeIsDroppedWithAWarning() throws {
        let (cases, warnings) = try Query.cases(
            of: property(1, 1, between(0, x(0), 1), .any([atLeast(x(0), 2), atMost(x(0), Rational(1) / 2)])))
        #expect(cases.map(\.box) == [Box(lower: [0], upper: [Rational(1) / 2])])
        #expect(
            warnings == [.emptyAlternatives(file: "p", dropped: 1, total: 2, input: "X_0", lower: "2", upper: "1")])
    }

    @Test func sameUnsafeSetTwiceIsOne() throws {
        let cases = try cases(property(1, 1, between(0, x(0), 1), .any([atMost(y(0), 0), atMost(y(0), 0)])))
        #expect(cases[0].unsafe.count == 1)
    }

    @Test func boxInDoublesEncloses() throws {
        let third = Rational(1) / 3
        let cases = try cases(property(1, 1, between(-third, x(0), third)))
        #expect(cases[0].upper == [(1.0 / 3).nextUp])
        #expect(cases[0].lower == [-(1.0 / 3).nextUp])
    }
}

@Suite struct LoweringErrorTests {
    private func error(_ property: UnsafeProperty) -> PropertyError? {
        #expect(throws: PropertyError.self) { try Query.cases(of: property) }
    }

    @Test func emptyRange() {
        let tenth = Rational(1) / 10
        #expect(
            error(property(2, 1, between(0, x(0), 1), between(2, x(1), tenth)))
                == .emptyInputRange(file: "p", input: "X_1", lower: "2", upper: "0.1"))
    }

    @Test func emptyByAStrictBound() {
        let error = error(property(1, 1, between(1, x(0), 1), atLeast(x(0), 1, strict: true)))
        #expect(error == .emptyInputRange(file: "p", input: "X_0", lower: "1", upper: "1"))
        #expect(error?.problem.hasSuffix("(one of them not included)") == true)
    }

    @Test func missingBounds() {
        #expect(
            error(property(2, 1, between(0, x(0), 1), atMost(x(1), 1)))
                == .inputWithoutBound(file: "p", input: "X_1", side: .lower))
        #expect(
            error(property(2, 1, between(0, x(0), 1), atLeast(x(1), 1)))
                == .inputWithoutBound(file: "p", input: "X_1", side: .upper))
        let half = Formula.any([between(0, x(0), 1), atMost(x(0), 3)])
        #expect(error(property(1, 1, half)) == .inputWithoutBound(file: "p", input: "X_0", side: .lower))
    }

    @Test func boundsBeyondDoubles() throws {
        let huge = try #require(Rational(decimal: "1e400"))
        #expect(
            error(property(1, 1, between(0, x(0), huge)))
                == .boundOutOfRange(file: "p", input: "X_0", side: .upper))
        #expect(
            error(property(1, 1, between(-huge, x(0), 0)))
                == .boundOutOfRange(file: "p", input: "X_0", side: .lower))
    }

    /// x0 in [0, 1], x0 <= x1 <= x2 + 1/2, x2 <= 2 x0: the rows bound x1 by [0, 5/2] and x2 by [-1/2, 2].
    @Test func endsFollowFromRows() throws {
        let rows = [
            LinearRow(terms: [(.input(0), 1), (.input(1), -1)], bound: 0),
            LinearRow(terms: [(.input(1), 1), (.input(2), -1)], bound: 1 / 2),
            LinearRow(terms: [(.input(2), 1), (.input(0), -2)], bound: 0),
        ]
        let property = UnsafeProperty(
            inputCount: 3, outputCount: 1, formula: .all([between(0, x(0), 1)] + rows.map(Formula.row)), source: "p")
        let cases = try Query.cases(of: property).cases
        #expect(cases.map(\.box) == [Box(lower: [0, 0, -1 / 2], upper: [1, 5 / 2, 2])])
        #expect(cases[0].regionRows == rows)
        let open = UnsafeProperty(
            inputCount: 3, outputCount: 1, formula: .all([between(0, x(0), 1)] + rows.dropLast().map(Formula.row)),
            source: "p")
        #expect(error(open) == .inputWithoutBound(file: "p", input: "X_1", side: .upper))
    }

    @Test func namesOfTensors() {
        let names = VariableNames(
            input: TensorName(name: "img", dimensions: [1, 2]), output: TensorName(name: "out", dimensions: []))
        let property = UnsafeProperty(
            inputCount: 2, outputCount: 1, formula: between(0, x(0), 1), source: "p", names: names)
        #expect(error(property) == .inputWithoutBound(file: "p", input: "img[0,1]", side: .lower))
    }

    /// Forty choices between two are 2^40 cases: refused, and quickly.
    @Test func tooManyCases() {
        let choices = (0..<40).map { i in Formula.any([between(0, x(i), 1), between(2, x(i), 3)]) }
        let property = UnsafeProperty(inputCount: 40, outputCount: 1, formula: .all(choices), source: "p")
        #expect(error(property) == .tooManyCases(file: "p", limit: 2_000_000))
    }

    @Test func sizesMustFitTheNetwork() throws {
        let network = Network(
            name: "n", elementType: .float32,
            values: [
                Value(name: "in", shape: TensorShape([1, 2])), Value(name: "out", shape: TensorShape([1, 3])),
            ],
            nodes: [
                Node(
                    name: "layer", sourceOperator: "Gemm",
                    operator: .affine(Affine(weights: Matrix(rows: 3, columns: 2), bias: nil)), inputs: [ValueID(0)],
                    output: ValueID(1))
            ],
            input: ValueID(0), output: ValueID(1))
        let box = Formula.all([between(0, x(0), 1), between(0, x(1), 1)])
        let (query, warnings) = try Query.lowered(network: network, property: property(2, 3, box))
        #expect(query.cases.count == 1)
        #expect(warnings.isEmpty)
        #expect(throws: PropertyError.inputCountMismatch(file: "p", property: 3, network: 2)) {
            try Query.lowered(network: network, property: property(3, 3, box))
        }
        #expect(throws: PropertyError.outputCountMismatch(file: "p", property: 0, network: 3)) {
            try Query.lowered(network: network, property: property(2, 0, box))
        }
    }
}
