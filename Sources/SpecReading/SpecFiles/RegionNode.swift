/// A region as written: a name, the whole domain, or shapes whose intersection it is.
package indirect enum RegionNode: Sendable {
    case reference(Located<Reference>)
    /// The word `domain`: the intervals of the network's `domain:`.
    case domain(Span)
    case shapes(ShapesNode)
    /// Could not be read; an error has been reported.
    case invalid(Span)

    package var span: Span {
        switch self {
        case .reference(let reference): reference.span
        case .domain(let span), .invalid(let span): span
        case .shapes(let shapes): shapes.span
        }
    }
}

/// A mapping of shapes with what is applied to their intersection.
package struct ShapesNode: Sendable {
    package var shapes: [Located<ShapeNode>]
    package var clip: IntervalNode?
    package var within: RegionNode?
    package var inflate: NumberNode?
    /// False when a part could not be read, which has been reported: then nothing follows from what is missing here, for
    /// example that an input has no bound.
    package var isComplete = true
    package var span: Span

    package init(shapes: [Located<ShapeNode>], span: Span) {
        self.shapes = shapes
        self.span = span
    }
}

package enum ShapeNode: Sendable {
    package enum Norm: String, Sendable, CaseIterable { case inf, one = "1", two = "2" }

    case ball(center: Located<PointNode>, radius: VectorNode, norm: Located<Norm>?)
    /// Every input in one interval.
    case boxInterval(IntervalNode)
    case boxCorners(lower: Located<PointNode>, upper: Located<PointNode>)
    case boxRows([ConstraintNode])
    /// With `brightness`, every entry of the base is moved by one number of the interval before the scale.
    case cone(of: RegionNode, scale: Located<ScaleNode>?, brightness: Located<IntervalNode>?)
    /// The points of data rows.
    case hullOfRows(ValuesNode)
    case hull([Located<PointNode>])
    case halfspaces([ConstraintNode])
    case pattern(PatternNode)
    case intersection([RegionNode])
    case union([RegionNode])
}

package enum ScaleNode: Sendable {
    case positive
    case only(NumberNode)
    /// Without `to` there is no greatest scale.
    case range(from: NumberNode, to: NumberNode?)
    /// Could not be read; an error has been reported.
    case invalid
}

package enum PointNode: Sendable {
    case reference(Reference)
    case vector(VectorNode)
    case row(data: Located<String>, row: IntegerNode)
    case npy(TemplateNode)
    case png(TemplateNode, scale: NumberNode?)
    case csv(TemplateNode, row: IntegerNode)
    /// Could not be read; an error has been reported.
    case invalid
}

/// An activation pattern as written.
package enum PatternNode: Sendable {
    /// A name from `naps:` or a path.
    case named(TemplateNode)
    case layers([Layer])
    /// Could not be read; an error has been reported.
    case invalid

    package struct Layer: Sendable {
        /// `relu[0]` or the name of a tensor.
        package let name: Located<String>
        package let phases: Phases

        package init(name: Located<String>, phases: Phases) {
            self.name = name
            self.phases = phases
        }
    }

    package enum Phases: Sendable {
        /// One character per neuron: `A`, `I` or `-`.
        case text(Located<String>)
        case indices(active: [Located<ClosedRange<Int>>], inactive: [Located<ClosedRange<Int>>])
    }
}
