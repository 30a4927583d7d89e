package import Exact

/// An ``AffineReLUGraph`` prepared for exact evaluation on long integers.
///
/// Floats are integers times powers of two. So at inputs with a common denominator every value of a node is an integer
/// times one power of two over one odd divisor, and both are known beforehand: what is left are sums of products of
/// integers, of as many words as the node needs.
package struct IntegerGraph: Sendable {
    /// How the values of a node are written: integer * 2^exponent / divisor, with integers below 2^bits.
    struct Form: Sendable {
        let exponent: Int
        /// Odd and positive.
        let divisor: Rational
        let bits: Int

        var width: Int { LongIntegers.width(bits: bits) }
    }

    struct Product: Sendable {
        let source: Int
        let matrix: LongMatrix
    }

    enum Kind: Sendable {
        case input
        case affine([Product], bias: LongIntegers)
        case relu(source: Int)
    }

    struct Node: Sendable {
        let kind: Kind
        let width: Int
        let form: Form
    }

    let nodes: [Node]
    let output: Int
    package var inputCount: Int { nodes[0].width }
    /// The values a point may have: the divisor, the power of two and the size that the preparation was for.
    private let inputForm: Form

    /// Prepares for lines whose bases and directions have only these numbers, and 0, for entries. Cost: one pass over the
    /// weights.
    package init(_ graph: AffineReLUGraph, for numbers: some Sequence<Rational>) {
        inputForm = Form(of: numbers)
        var nodes: [Node] = []
        for node in graph.nodes {
            switch node.kind {
            case .input: nodes.append(Node(kind: .input, width: node.width, form: inputForm))
            case .relu(let source, _):
                nodes.append(Node(kind: .relu(source: source), width: node.width, form: nodes[source].form))
            case .affine(let terms, let bias):
                let preparation = AffinePreparation(terms, bias, nodes)
                nodes.append(Node(kind: preparation.kind, width: node.width, form: preparation.form))
            }
        }
        self.nodes = nodes
        output = graph.output
    }

    /// The pairs of a line base + s * direction. Requires points that the graph was prepared for.
    func inputs(base: [Rational], direction: [Rational]) -> LongIntegers {
        let form = inputForm
        return LongIntegers(
            constants: base.map { $0 * form.divisor }, slopes: direction.map { $0 * form.divisor },
            exponent: form.exponent, width: form.width)
    }
}

extension IntegerGraph.Form {
    /// The form that all of these numbers fit.
    fileprivate init(of values: some Sequence<Rational>) {
        let values = values.filter { !$0.isZero }
        divisor = values.commonOddDenominator
        let scaled = values.map { [divisor] in $0 * divisor }
        let least = scaled.map(\.exponent).min() ?? 0
        exponent = least
        bits = scaled.map { $0.bits(above: least) }.max() ?? 1
    }
}

/// One affine node on its way into integers.
private struct AffinePreparation {
    let kind: IntegerGraph.Kind
    let form: IntegerGraph.Form

    init(_ terms: [AffineReLUGraph.Term], _ bias: [Double], _ nodes: [IntegerGraph.Node]) {
        let rows = bias.indices
        let divisors = terms.map { nodes[$0.source].form.divisor * $0.map.divisor(rows: rows) }
        let divisor = divisors.map { .one / $0 }.commonOddDenominator
        let constants = bias.map { Rational(weight: $0) * divisor }
        let factors = terms.map { divisor / nodes[$0.source].form.divisor }
        var exponent = constants.filter { !$0.isZero }.map(\.exponent).min()
        for (term, factor) in zip(terms, factors) {
            let own = nodes[term.source].form.exponent
            term.map.forEachWeight(rows: rows, times: factor) { _, _, weight in
                exponent = min(exponent ?? .max, weight.exponent + own)
            } endRow: {
            }
        }
        let least = exponent ?? 0
        var products: [IntegerGraph.Product] = []
        var bits = 1
        for (term, factor) in zip(terms, factors) {
            let source = nodes[term.source].form
            let shift = source.exponent - least
            var matrix = LongMatrix()
            term.map.forEachWeight(rows: rows, times: factor) { _, column, weight in
                weight.append(to: &matrix, column: column, shift: shift)
            } endRow: {
                matrix.endRow()
            }
            bits = max(bits, matrix.bits + source.bits + Self.log2(matrix.longestRow))
            products.append(.init(source: term.source, matrix: matrix))
        }
        bits = max(bits, constants.map { $0.bits(above: least) }.max() ?? 0) + Self.log2(terms.count + 1)
        form = IntegerGraph.Form(exponent: least, divisor: divisor, bits: bits)
        kind = .affine(
            products,
            bias: LongIntegers(
                constants: constants, slopes: constants.map { _ in .zero }, exponent: least,
                width: LongIntegers.width(bits: bits)))
    }

    /// A power of two with this exponent is at least `count`.
    private static func log2(_ count: Int) -> Int { Int.bitWidth - count.leadingZeroBitCount }
}

/// A weight: a float's significand where it is one, else any number.
private enum Weight {
    case single(magnitude: UInt64, exponent: Int, isNegative: Bool)
    case long(Rational)

    /// Requires a weight other than 0.
    init(_ value: Double, times factor: Rational) {
        guard factor == .one, value.isNormal else {
            self = .long(Rational(weight: value) * factor)
            return
        }
        let bits = value.significandBitPattern | 1 << 52
        let twos = bits.trailingZeroBitCount
        self = .single(
            magnitude: bits >> UInt64(twos), exponent: Int(value.exponent) - 52 + twos, isNegative: value < 0)
    }

    var exponent: Int {
        switch self {
        case .single(_, let exponent, _): exponent
        case .long(let value): value.exponent
        }
    }

    func append(to matrix: inout LongMatrix, column: Int, shift: Int) {
        switch self {
        case .single(let magnitude, let exponent, let isNegative):
            matrix.append(column: column, magnitude: magnitude, shift: exponent + shift, isNegative: isNegative)
        case .long(let value):
            matrix.append(column: column, value, shift: shift)
        }
    }
}

extension LinearMap {
    /// The least odd number whose product with every entry is an integer times a power of two.
    fileprivate func divisor(rows: Range<Int>) -> Rational {
        guard case .division(let divisors) = self else { return .one }
        return divisors.map { .one / Rational(weight: $0) }.commonOddDenominator
    }

    /// Every entry that is not 0 times a factor, row by row.
    fileprivate func forEachWeight(
        rows: Range<Int>, times factor: Rational, _ body: (_ row: Int, _ column: Int, Weight) -> Void,
        endRow: () -> Void
    ) {
        for row in rows {
            forEachEntry(row: row) { column, entry in
                switch entry {
                case .factor(let value):
                    if value != 0 { body(row, column, Weight(value, times: factor)) }
                case .reciprocal(let divisor): body(row, column, .long(factor / Rational(weight: divisor)))
                }
            }
            endRow()
        }
    }
}
