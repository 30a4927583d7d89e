package import Contexts
import Exact
package import Networks
package import Verification

extension Vacuity {
    /// What is known about the region's points, for people: one, that there is none, or why neither is known. Lists are cut
    /// unless `isComplete`.
    package func text(elementType: ElementType, options: Options, isComplete: Bool) -> String {
        switch self {
        case .vacuous: return "region    empty: no input meets all of its rows and phases"
        case .undecided(let reason):
            return "region    perhaps empty: no point found (\(reason.text(options)))"
        case .nonEmpty(let point):
            let values = point.input.map { value in
                let nearest = value.double(.nearest)
                return Rational(exactly: nearest) == value ? NumberText.exact(nearest, elementType) : value.text
            }
            return "region    not empty: a point of it\n" + ValueList.text(values, isComplete: isComplete) { "X_\($0)" }
        }
    }
}
