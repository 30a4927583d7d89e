import Reports
import Testing

@Suite struct SVGWriterTests {
    @Test func oneOfEverything() {
        var drawing = SVGWriter(width: 100, height: 50.5, title: "a < b", description: "\"all\" & nothing")
        drawing.rectangle(x: 1, y: 2, width: 3.456, height: 4, fill: .green, border: .black, hint: "cell 1 & 2")
        drawing.rectangle(x: 0, y: 0, width: 1, height: 1, fill: .blue)
        drawing.line(from: (0, 0), to: (10, 0.125), colour: .black, isDashed: true)
        drawing.path([(0, 1), (2, 3)], colour: .vermilion, width: 1.5)
        drawing.disc(x: 5, y: 5, radius: 2, fill: .orange)
        drawing.text("x > 0", x: 7, y: 8, anchor: .middle, turned: -90)
        #expect(
            drawing.document == """
                <svg xmlns="http://www.w3.org/2000/svg" width="100" height="50.5" viewBox="0 0 100 50.5" role="img" \
                aria-labelledby="title desc" font-family="sans-serif">
                <title id="title">a &lt; b</title>
                <desc id="desc">&quot;all&quot; &amp; nothing</desc>
                <rect width="100%" height="100%" fill="#FFFFFF"/>
                <rect x="1" y="2" width="3.46" height="4" fill="#009E73" stroke="#000000">\
                <title>cell 1 &amp; 2</title></rect>
                <rect x="0" y="0" width="1" height="1" fill="#0072B2"/>
                <line x1="0" y1="0" x2="10" y2="0.13" stroke="#000000" stroke-width="1" stroke-dasharray="4 3"/>
                <polyline points="0,1 2,3" fill="none" stroke="#D55E00" stroke-width="1.5"/>
                <circle cx="5" cy="5" r="2" fill="#E69F00"/>
                <text x="7" y="8" font-size="12" text-anchor="middle" fill="#000000" transform="rotate(-90 7 8)">\
                x &gt; 0</text>
                </svg>

                """)
    }
}
