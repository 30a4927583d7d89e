import Exact
import Properties

/// sum of coefficient * variable, plus a constant. The variables of a claim: inputs and outputs in the network's own units,
/// observed neurons behind the outputs.
struct LinearForm {
    var terms: [(variable: Variable, coefficient: Rational)] = []
    var constant = Rational.zero

    /// A constant.
    init(_ constant: Rational = .zero) { self.constant = constant }

    init(_ variable: Variable, coefficient: Rational = .one, constant: Rational = .zero) {
        terms = [(variable, coefficient)]
        self.constant = constant
    }

    var isConstant: Bool { terms.isEmpty }

    /// Adds `factor` times another form.
    mutating func add(_ other: LinearForm, times factor: Rational) {
        terms += other.terms.map { ($0.variable, $0.coefficient * factor) }
        constant += other.constant * factor
    }

    /// `self - other <= 0`, or `<`.
    func row(atMost other: LinearForm, isStrict: Bool) -> LinearRow {
        var difference = self
        difference.add(other, times: Rational(-1))
        return LinearRow(terms: difference.terms, bound: -difference.constant, isStrict: isStrict)
    }
}
