/// The colours of every picture: those of Okabe and Ito (2008), which people with any kind of colour vision can tell apart.
package enum SVGColour: String, Sendable, CaseIterable {
    case black = "#000000"
    case orange = "#E69F00"
    case skyBlue = "#56B4E9"
    case green = "#009E73"
    case yellow = "#F0E442"
    case blue = "#0072B2"
    case vermilion = "#D55E00"
    case purple = "#CC79A7"
    case grey = "#999999"
    case paleGrey = "#E5E5E5"
    case white = "#FFFFFF"
}

/// A drawing as SVG text: equal calls give equal bytes. The origin is at the top left, lengths are in pixels.
package struct SVGWriter: Sendable {
    /// Which part of a text its point is.
    package enum Anchor: String, Sendable {
        case start, middle, end
    }

    private let width: Double
    private let height: Double
    private let title: String
    private let description: String
    private var elements: [String] = []

    /// `title` says what is drawn, `description` what is to be seen, for those who cannot see it.
    package init(width: Double, height: Double, title: String, description: String) {
        precondition(width > 0 && height > 0, "a drawing without area")
        self.width = width
        self.height = height
        self.title = title
        self.description = description
    }

    /// A filled rectangle; `opacity` from 0 to 1 makes shades of one colour. `hint` is shown where a pointer rests on it.
    package mutating func rectangle(
        x: Double, y: Double, width: Double, height: Double, fill: SVGColour, opacity: Double = 1,
        border: SVGColour? = nil, hint: String? = nil
    ) {
        let stroke =
            (opacity == 1 ? "" : " fill-opacity=\"\(Self.number(opacity))\"")
            + (border.map { " stroke=\"\($0.rawValue)\"" } ?? "")
        let shape =
            "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\""
            + " height=\"\(Self.number(height))\" fill=\"\(fill.rawValue)\"\(stroke)"
        elements.append(Self.closed(shape, name: "rect", hint: hint))
    }

    /// A line from one point to another, broken into dashes if asked.
    package mutating func line(
        from start: (x: Double, y: Double), to end: (x: Double, y: Double), colour: SVGColour, width: Double = 1,
        isDashed: Bool = false
    ) {
        elements.append(
            "<line x1=\"\(Self.number(start.x))\" y1=\"\(Self.number(start.y))\" x2=\"\(Self.number(end.x))\""
                + " y2=\"\(Self.number(end.y))\"\(Self.stroke(colour, width, isDashed))/>")
    }

    /// A line through points.
    package mutating func path(
        _ points: [(x: Double, y: Double)], colour: SVGColour, width: Double = 2, isDashed: Bool = false
    ) {
        let list = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
        elements.append("<polyline points=\"\(list)\" fill=\"none\"\(Self.stroke(colour, width, isDashed))/>")
    }

    /// A disc.
    package mutating func disc(x: Double, y: Double, radius: Double, fill: SVGColour, hint: String? = nil) {
        let shape =
            "<circle cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"\(Self.number(radius))\""
            + " fill=\"\(fill.rawValue)\""
        elements.append(Self.closed(shape, name: "circle", hint: hint))
    }

    /// Text whose `anchor` is at the point; `turned` is clockwise, in degrees.
    package mutating func text(
        _ text: String, x: Double, y: Double, size: Double = 12, anchor: Anchor = .start, turned: Double = 0,
        colour: SVGColour = .black
    ) {
        let place = "x=\"\(Self.number(x))\" y=\"\(Self.number(y))\""
        let turn =
            turned == 0
            ? "" : " transform=\"rotate(\(Self.number(turned)) \(Self.number(x)) \(Self.number(y)))\""
        elements.append(
            "<text \(place) font-size=\"\(Self.number(size))\" text-anchor=\"\(anchor.rawValue)\""
                + " fill=\"\(colour.rawValue)\"\(turn)>\(XMLText.escaped(text))</text>")
    }

    /// The whole document, ended by a line break.
    package var document: String {
        let size = "\(Self.number(width)) \(Self.number(height))"
        let head = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(Self.number(width))\" height=\"\(Self.number(height))\""
                + " viewBox=\"0 0 \(size)\" role=\"img\" aria-labelledby=\"title desc\""
                + " font-family=\"sans-serif\">",
            "<title id=\"title\">\(XMLText.escaped(title))</title>",
            "<desc id=\"desc\">\(XMLText.escaped(description))</desc>",
            "<rect width=\"100%\" height=\"100%\" fill=\"\(SVGColour.white.rawValue)\"/>",
        ]
        return (head + elements + ["</svg>"]).joined(separator: "\n") + "\n"
    }

    private static func stroke(_ colour: SVGColour, _ width: Double, _ isDashed: Bool) -> String {
        " stroke=\"\(colour.rawValue)\" stroke-width=\"\(number(width))\""
            + (isDashed ? " stroke-dasharray=\"4 3\"" : "")
    }

    private static func closed(_ start: String, name: String, hint: String?) -> String {
        guard let hint else { return start + "/>" }
        return "\(start)><title>\(XMLText.escaped(hint))</title></\(name)>"
    }

    /// At most two places after the point, and no more than are needed.
    private static func number(_ value: Double) -> String {
        var text = NumberText.fixed(value, places: 2)
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }
}
