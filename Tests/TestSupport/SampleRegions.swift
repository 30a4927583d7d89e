package import Exact
package import Properties

/// Random regions in the plane, of every shape, whose numbers are eighths and thirds.
package enum SampleRegions {
    /// A bounded region. Cones have a least scale.
    package static func random(_ random: inout SeededNumbers) -> Region {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return shape(&random)
        case 1: return .inflated(base: shape(&random), radius: number(1, &random).magnitude)
        case 2: return .cone(base: shape(&random), scale: scale(&random))
        case 3:
            return .cone(base: .inflated(base: shape(&random), radius: Rational(1) / 3), scale: scale(&random))
        case 4: return .intersection([box(&random), shape(&random), .halfspaces([row(&random)])])
        case 5: return .intersection([.cone(base: shape(&random), scale: scale(&random)), box(&random)])
        case 6: return .intersection([shape(&random), shape(&random)])
        case 7: return .swept(base: shape(&random), by: sweep(&random))
        case 8: return .cone(base: .swept(base: box(&random), by: sweep(&random)), scale: scale(&random))
        default: return .union([shape(&random), box(&random), shape(&random)])
        }
    }

    /// Along any direction, sometimes a move by one number only.
    package static func sweep(_ random: inout SeededNumbers) -> Sweep {
        let lower = number(1, &random)
        let width = Bool.random(using: &random) ? number(2, &random).magnitude : 0
        return Sweep(point(&random), from: lower, to: lower + width)
    }

    /// A box, a 1-norm ball or a hull.
    package static func shape(_ random: inout SeededNumbers) -> Region {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return box(&random)
        case 1:
            // Equal radii, different ones, and one that is 0.
            let radii = [number(2, &random).magnitude, Bool.random(using: &random) ? 0 : number(2, &random).magnitude]
            return .oneNormBall(center: point(&random), radii: radii)
        default:
            return .hull((0..<Int.random(in: 1...4, using: &random)).map { _ in point(&random) })
        }
    }

    package static func box(_ random: inout SeededNumbers) -> Region {
        let (a, b) = (point(&random), point(&random))
        return .box(Box(lower: zip(a, b).map { min($0, $1) }, upper: zip(a, b).map { max($0, $1) }))
    }

    /// Between 1/2 and 4, sometimes without an end.
    package static func scale(_ random: inout SeededNumbers) -> Scale {
        let lower = Rational(Int.random(in: 1...6, using: &random)) / 3
        let isBounded = Bool.random(using: &random)
        return Scale(lower: lower, upper: isBounded ? lower * Rational(Int.random(in: 1...3, using: &random)) : nil)
    }

    package static func point(_ random: inout SeededNumbers) -> [Rational] {
        [number(2, &random), number(2, &random)]
    }

    /// A row over both inputs, strict half of the time.
    package static func row(_ random: inout SeededNumbers) -> LinearRow {
        LinearRow(
            terms: [(.input(0), number(1, &random)), (.input(1), number(1, &random))], bound: number(2, &random),
            isStrict: Bool.random(using: &random))
    }

    /// An eighth or a third in [-bound, bound].
    package static func number(_ bound: Int, _ random: inout SeededNumbers) -> Rational {
        let parts = Bool.random(using: &random) ? 8 : 3
        return Rational(Int.random(in: (-parts * bound)...(parts * bound), using: &random)) / Rational(parts)
    }
}
