import Exact
import Networks
import Properties
import Queries

/// Moves points to floats of the network's type inside an exact box.
struct Snap: Sendable {
    /// How far outside the region a float point may lie and still be replayed.
    static let tolerance = 1e-4

    private let box: Box
    private let elementType: ElementType
    /// The least and greatest float inside each range; crossed where there is none.
    private let least: [Double]
    private let greatest: [Double]

    init(_ box: Box, elementType: ElementType) {
        self.box = box
        self.elementType = elementType
        switch elementType {
        case .float32:
            least = box.lower.map { Double($0.float(.up)) }
            greatest = box.upper.map { Double($0.float(.down)) }
        case .float64:
            least = box.lower.map { $0.double(.up) }
            greatest = box.upper.map { $0.double(.down) }
        }
    }

    /// Whether a float point misses the box by at most 1e-4 everywhere: what replaying it still says about the property.
    func isNear(_ input: [Double]) -> Bool {
        input.indices.allSatisfy {
            input[$0] >= box.lower[$0].double(.up) - Self.tolerance
                && input[$0] <= box.upper[$0].double(.down) + Self.tolerance
        }
    }

    func snap(_ point: [Double]) -> (input: [Double], exact: [Rational], grade: Witness.Grade) {
        var input: [Double] = []
        var exact: [Rational] = []
        var grade = Witness.Grade.strict
        for i in point.indices {
            let rounded = elementType == .float32 ? Double(Float(point[i])) : point[i]
            if least[i] <= greatest[i] {
                let value = min(greatest[i], max(least[i], rounded))
                input.append(value)
                exact.append(Rational(exactly: value) ?? box.lower[i])
            } else {
                // No float lies in the range: the nearest one stands in for the range's lower end.
                let value =
                    elementType == .float32 ? Double(box.lower[i].float(.nearest)) : box.lower[i].double(.nearest)
                grade = .tolerant
                input.append(value)
                exact.append(box.lower[i])
            }
        }
        return (input, exact, grade)
    }
}
