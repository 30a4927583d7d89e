import Exact

/// y_i = x_i * c_i, or x_i / c_i: Mul and Div by a constant.
package struct Scale: Hashable, Sendable {
    /// One factor (or divisor) per element.
    package let factors: [Double]
    /// Whether `factors` divide. Kept apart because 1 / c is not a float in general.
    package let divides: Bool

    /// Requires no zero among divisors.
    package init(factors: [Double], divides: Bool) {
        precondition(!divides || factors.allSatisfy { $0 != 0 }, "division by 0")
        self.factors = factors
        self.divides = divides
    }

    func evaluate<S: Scalar>(_ x: [S]) -> [S] {
        zip(x, factors).map { divides ? $0 / S(weight: $1) : $0 * S(weight: $1) }
    }
}

/// y_i = x_i + c_i: Add and Sub of a constant.
package struct Offset: Hashable, Sendable {
    /// One addend per element.
    package let addends: [Double]

    package init(addends: [Double]) {
        self.addends = addends
    }

    func evaluate<S: Scalar>(_ x: [S]) -> [S] {
        zip(x, addends).map { $0 + S(weight: $1) }
    }
}

/// y = +-x_1 +-x_2 ...: Add and Sub of branches.
package struct Sum: Hashable, Sendable {
    /// For each input of the node, whether it is subtracted.
    package let subtracts: [Bool]

    package init(subtracts: [Bool]) {
        self.subtracts = subtracts
    }

    func evaluate<S: Scalar>(_ terms: [[S]]) -> [S] {
        var total = [S](repeating: .zero, count: terms.first?.count ?? 0)
        for (term, subtract) in zip(terms, subtracts) {
            for i in total.indices { total[i] = subtract ? total[i] - term[i] : total[i] + term[i] }
        }
        return total
    }
}

/// y_i = x_(p(i)): Transpose, and selections of elements.
package struct Gather: Hashable, Sendable {
    /// For each output element, the input element it copies.
    package let indices: [Int]

    package init(indices: [Int]) {
        self.indices = indices
    }

    func evaluate<S: Scalar>(_ x: [S]) -> [S] {
        indices.map { x[$0] }
    }
}
