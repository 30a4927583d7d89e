extension SpecSyntaxError {
    /// Why a constraint is not linear.
    package enum Nonlinearity: Hashable, Sendable {
        case product(Factors)
        case division
        case power
        case function(String)

        /// What the two factors of a product are.
        package enum Factors: String, Hashable, Sendable {
            case inputs, outputs, variables
        }
    }

    /// Why a text is not a constraint.
    package enum ConstraintFault: Hashable, Sendable {
        case unexpected(String, Expectation)
        case endsEarly(Expectation)
        case noRelation
        case tooManyRelations
        case mixedDirections(String, String)
        case unknownRelation(String, suggestion: String)
        /// `x` or `y` alone.
        case unindexed(String)
        case secondIndex(name: String)
        case rangeOutsideSum
        case noRange(function: String)
        case parenthesis
        case division
        case connective(String)
        case noVariable
        case severalLines
        case empty
    }

    /// What may stand at a place of a constraint.
    package enum Expectation: String, Hashable, Sendable {
        case operand, variable, number, relation, operatorOrRelation, operatorOrEnd
        case openingBracket, closingBracket, openingParenthesis, closingParenthesis, index, range
    }
}
