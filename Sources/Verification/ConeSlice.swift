import Exact
import Networks
import Properties
import Queries

/// Float points of cones: a cone over a box is, at one scale, a box of inputs itself.
extension WitnessJudge {
    /// Parameters of a float point of the cone, near the input at those given: the scale is rounded to a float, the input
    /// snapped to floats inside the box that the cone is at this scale. `nil` where the base is no box, where some entry has no
    /// float in its range, and at t = 0.
    func slicedParameters(_ caseIndex: Int, _ parameters: [Rational]) -> [Rational]? {
        guard let embedding = query.embedding, embedding.isConeOverBox, let given = embedding.scale(at: parameters),
            let point = embedding.point(at: parameters)
        else { return nil }
        let box = query.cases[caseIndex].box
        let scale = Self.rounded(given, within: box)
        let base = box.lower.indices.dropLast()
        let slice = Box(lower: base.map { box.lower[$0] * scale }, upper: base.map { box.upper[$0] * scale })
        let snap = Snap(slice, elementType: query.network.elementType)
        let (_, exact, grade) = snap.snap(point.map { $0.double(.nearest) })
        return grade == .strict ? exact.map { $0 / scale } + [.one / scale] : nil
    }

    /// The scale as a short float, when that is one of the cone's: its inverse is the last parameter.
    private static func rounded(_ scale: Rational, within box: Box) -> Rational {
        guard let float = Rational(exactly: Double(scale.float(.nearest))), float > .zero, let least = box.lower.last,
            let greatest = box.upper.last, least <= .one / float, .one / float <= greatest
        else { return scale }
        return float
    }
}
