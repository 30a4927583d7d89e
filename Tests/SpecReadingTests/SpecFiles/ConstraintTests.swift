import Exact
import SpecReading
import Testing

@Suite struct ConstraintTests {
    /// The sum written out with explicit signs and numbers.
    private func words(_ sum: WrittenSum) -> String {
        sum.summands.map { summand in
            let sign = summand.isNegative ? "-" : "+"
            let number = summand.coefficient.map { words($0.value) }
            return sign + [number, summand.atom.map { words($0.value) }].compactMap(\.self).joined(separator: "*")
        }.joined()
    }

    private func words(_ term: Term<Rational>) -> String {
        switch term {
        case .literal(let value): value.text
        case .reference(let reference): reference.text
        case .invalid: "?"
        }
    }

    private func words(_ atom: Atom) -> String {
        switch atom {
        case .variable(let name, let indices): name + indices.map { "[\($0.value)]" }.joined()
        case .activation(let layer, let neuron): "relu\(layer.value).\(neuron.value)"
        case .preActivation(let layer, let neuron): "pre\(layer.value).\(neuron.value)"
        case .sum(let name, let ranges, let isMean):
            (isMean ? "mean " : "sum ") + name.value + ranges.map { "[\($0.value)]" }.joined()
        }
    }

    private func words(_ constraint: Constraint) -> String {
        zip(constraint.sums, constraint.relations.map(\.value.rawValue) + [""]).map { "\(words($0)) \($1)" }
            .joined(separator: " ").trimmingCharacters
    }

    @Test(arguments: [
        ("x[0] >= 0", "+x[0] >= +0"),
        ("2 x[0] <= 1/2", "+2*x[0] <= +0.5"),
        ("2*x[0]<=1", "+2*x[0] <= +1"),
        ("x[0]*2 - y[1] < 3", "+2*x[0]-y[1] < +3"),
        ("-x[0] + 1e-1 > 0", "-x[0]+0.1 > +0"),
        ("- 0.06 <= theta <= 0.06", "-0.06 <= +theta <= +0.06"),
        ("1 >= rho > theta", "+1 >= +rho > +theta"),
        ("Y_0 == X_12", "+Y_0 == +X_12"),
        ("x[0, 2] <= $eps", "+x[0][2] <= +$eps"),
        ("$job.factor x[1] >= $eps.low", "+$job.factor*x[1] >= +$eps.low"),
        ("sum(x[0..27]) <= 1/2", "+sum x[0...27] <= +0.5"),
        ("mean(x[3,0..1]) >= 2", "+mean x[3...3][0...1] >= +2"),
        ("3 sum( x[ 0..1 ] ) >= 2", "+3*sum x[0...1] >= +2"),
        ("relu[0][5] - pre[1][2] >= 0", "+relu0.5-pre1.2 >= +0"),
        ("3 >= y[0] + 2", "+3 >= +y[0]+2"),
        ("y1 - 1 >= 0", "+y1-1 >= +0"),
        ("relu_out >= 0", "+relu_out >= +0"),
    ])
    func forms(_ text: String, _ meaning: String) throws {
        let constraint = try constraint("'\(text)'")
        #expect(words(constraint) == meaning)
    }

    @Test func placesAreThoseOfTheFile() throws {
        let constraint = try constraint("rho - 2 x[13] <= 1/2")
        #expect(constraint.sums[0].span == Span(file: "t", line: 8, column: 11, length: 13))
        #expect(constraint.sums[0].summands[1].atom?.span == Span(file: "t", line: 8, column: 19, length: 5))
        #expect(constraint.sums[0].summands[1].coefficient?.span == Span(file: "t", line: 8, column: 17, length: 1))
        #expect(constraint.relations[0].span == Span(file: "t", line: 8, column: 25, length: 2))
        guard case .variable(_, let indices) = constraint.sums[0].summands[1].atom?.value else {
            throw UnexpectedTree()
        }
        #expect(indices[0].span == Span(file: "t", line: 8, column: 21, length: 2))
    }

    @Test func quotedTextStartsBehindTheQuote() throws {
        let constraint = try constraint("\"rho >= 1\"")
        #expect(constraint.sums[0].span == Span(file: "t", line: 8, column: 12, length: 3))
    }

    /// Texts that are nearly constraints. The first two are those of Marabou #372, whose reader ignores one and reads the
    /// other as `y1 >= 0`.
    static let nearMisses = [
        "y-1 >= 0", "y1-1 >= ", "y[0]", "y[0] >=", ">= 0", "y[0] > = 0", "y[0] => 0", "y[0] =< 0", "y[0] = 0",
        "y[0] != 0", "y[0] <> 0", "y[0] ≤ 0", "y[0] >= 0 1", "y[0] >= 0,", "y[0] >= 1,5",
        "y[0] y[1] >= 0", "2 3 >= y[0]", "y[0] ++ 1 >= 0", "y[0] - -1 >= 0", "+y[0] >= 0", "2y[0] >= 0", "y[0]2 >= 0",
        "y[0]*2*3 >= 0", "2*-y[0] >= 0", "y[0]*-2 >= 0", "y(0) >= 0", "y{0} >= 0", "y[0 >= 0", "y0] >= 0", "y[] >= 0",
        "y[0][1] >= 0", "y[-1] >= 0", "y[1.5] >= 0", "y[01] >= 0", "y[a] >= 0", "y[$k] >= 0", "y[0;1] >= 0",
        "Y_01 >= 0", "Y_-1 >= 0", "x >= 0", "y >= 0", "relu[0] >= 0", "relu[0,5] >= 0", "pre >= 0", "relu0[5] [1] >= 0",
        "sum(y) >= 0", "sum(y[0]) >= 0", "sum y[0..3] >= 0", "sum(y[3..0]) >= 0", "sum(y[0..3] >= 0", "y[0..3] >= 0",
        "max(y[0], y[1]) >= 0", "|y[0]| >= 0", "y[0] >= 0 && y[1] >= 0", "y[0] >= 0 or y[1] >= 0",
        "0 <= y[0] <= 1 <= 2", "0 <= y[0] >= 1", "0 == y[0] == 1", "(y[0]) >= 0", "2(y[0] + 1) >= 0",
        "y[0] * y[1] >= 0",
        "y[0]^2 >= 0", "y[0]**2 >= 0", "1/y[0] >= 0", "y[0]/2 >= 0", "y[0]/y[1] >= 0", "3 >= 2", "y[0] >= 2/25S",
        "y[0] >= .5", "y[0] >= 1e", "y[0] >= 1/0", "y[0] >= $", "y[0] >= 0x10", "y[0]>=0;", "y.0 >= 0",
        "y[0] >= 10%", "not y[0] >= 0", "−y[0] >= 0", "y[0] >= 1_000", "ｙ[0] >= 0",
    ]

    @Test func nearMissesAreRefused() {
        #expect(Self.nearMisses.count >= 40)
        for text in Self.nearMisses {
            let found = messages(spec(property: "\n      holds:\n        - \"\(text)\""))
            #expect(found.count == 1, "\(text): \(found)")
            #expect(found.first?.hasPrefix("8:") == true, "\(text): \(found)")
        }
    }

    @Test func misreadingsOfMarabou() throws {
        #expect(
            messages(spec(property: "\n      holds:\n        - y-1 >= 0"))
                == ["8:11: error[S211]: 'y' has no index; expected y[0], y[1] and so on; help: write y[0]"])
        // Read exactly as written: the name y1, which only a network with an output of this name has, minus 1.
        #expect(words(try constraint("y1-1 >= 0")) == "+y1-1 >= +0")
    }

    @Test func productsSayWhatIsMultiplied() {
        func problem(_ text: String, in key: String) -> String? {
            let text =
                key == "box"
                ? spec(region: "\n      box:\n        - \(text)") : spec(property: "\n      holds:\n        - \(text)")
            return messages(text).first.map { String($0.prefix { $0 != ";" }) }
        }
        #expect(problem("rho * theta <= 4", in: "box") == "7:15: error[S210]: product of two inputs")
        #expect(problem("y[0] * y[1] <= 4", in: "holds") == "8:16: error[S210]: product of two outputs")
        #expect(problem("y[0] * x[1] <= 4", in: "holds") == "8:16: error[S210]: product of two variables")
        #expect(problem("relu[0][1] * x[1] <= 4", in: "box") == "7:22: error[S210]: product of two variables")
    }
}

extension String {
    fileprivate var trimmingCharacters: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
