/// A property as written: what must hold on the whole region.
package indirect enum PropertyNode: Sendable {
    /// The class is strictly best; a tie violates.
    case `class`(ClassNode, margin: NumberNode?)
    /// None of the classes is ever best, alone or tied.
    case never([ClassNode])
    case top(ClassNode, within: IntegerNode)
    case target(ClassNode, against: [ClassNode], margin: NumberNode?)
    case holds([ConstraintNode])
    /// Holds when the constraints are not all met at once.
    case violatedWhen([ConstraintNode])
    case all([Located<PropertyNode>])
    case any([Located<PropertyNode>])
    /// No point satisfies the region.
    case empty
    /// Could not be read; an error has been reported.
    case invalid
}

/// A comparison of linear sums: `a rel b`, or `a rel b rel c`.
package struct Constraint: Sendable, Hashable {
    package enum Relation: String, Sendable, CaseIterable {
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case less = "<"
        case greater = ">"
        case equal = "=="
    }

    /// One more than `relations`, which are one or two.
    package let sums: [WrittenSum]
    package let relations: [Located<Relation>]

    package init(sums: [WrittenSum], relations: [Located<Relation>]) {
        self.sums = sums
        self.relations = relations
    }
}

/// Terms with their signs, added up.
package struct WrittenSum: Sendable, Hashable {
    package struct Summand: Sendable, Hashable {
        package let isNegative: Bool
        /// `nil` stands for 1.
        package let coefficient: NumberNode?
        /// `nil` for a constant.
        package let atom: Located<Atom>?

        package init(isNegative: Bool, coefficient: NumberNode?, atom: Located<Atom>?) {
            self.isNegative = isNegative
            self.coefficient = coefficient
            self.atom = atom
        }
    }

    package let summands: [Summand]
    package let span: Span

    package init(summands: [Summand], span: Span) {
        self.summands = summands
        self.span = span
    }
}

/// A quantity of a constraint, not looked up yet.
package enum Atom: Sendable, Hashable {
    /// `rho`, `x[3]`, `x[0,2]`, `Y_1`, or a bound name where the grammar allows it.
    case variable(name: String, indices: [Located<Int>])
    /// `relu[layer][neuron]`: the output of a ReLU.
    case activation(layer: Located<Int>, neuron: Located<Int>)
    /// `pre[layer][neuron]`: its input.
    case preActivation(layer: Located<Int>, neuron: Located<Int>)
    /// `sum(x[0..27])`; `mean` divides by the number of entries. One closed range per dimension.
    case sum(name: Located<String>, ranges: [Located<ClosedRange<Int>>], isMean: Bool)
}
