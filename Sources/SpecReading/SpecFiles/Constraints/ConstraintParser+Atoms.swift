import Contexts

/// The quantities of a constraint: `rho`, `x[3]`, `X_3`, `relu[0][5]`, `sum(x[0..27])`.
extension ConstraintParser {
    /// Requires a name as the next token.
    mutating func atom(_ places: Places) throws(ScalarFault) -> Located<Atom> {
        let name = token
        advance()
        if token.isSymbol("(") { return try sum(name, places) }
        switch name.text {
        case "relu", "pre":
            let layer = try neuronIndex(name, places)
            let neuron = try neuronIndex(name, places)
            let atom: Atom =
                name.text == "relu"
                ? .activation(layer: layer, neuron: neuron) : .preActivation(layer: layer, neuron: neuron)
            return located(atom, from: name, places)
        case "sum", "mean":
            throw unexpected(.openingParenthesis)
        default: break
        }
        guard token.isSymbol("[") else {
            if name.text == "x" || name.text == "y" { throw fault(.unindexed(name.text), name) }
            try checkNumbered(name)
            return located(.variable(name: name.text, indices: []), from: name, places)
        }
        let indices = try indices(places)
        if token.isSymbol("[") { throw fault(.secondIndex(name: name.text), token) }
        return located(.variable(name: name.text, indices: indices), from: name, places)
    }

    private func located(_ atom: Atom, from name: ConstraintToken, _ places: Places) -> Located<Atom> {
        Located(atom, at: places(name.range.lowerBound..<previousEnd))
    }

    /// `X_3` and `Y_3` are numbered: `X_03` is nothing.
    private func checkNumbered(_ name: ConstraintToken) throws(ScalarFault) {
        guard name.text.hasPrefix("X_") || name.text.hasPrefix("Y_"), name.text.dropFirst(2).allSatisfy(\.isNumber)
        else {
            return
        }
        do {
            _ = try IntegerText.parse(String(name.text.dropFirst(2)))
        } catch {
            throw ScalarFault(fault: error.fault, range: (name.range.lowerBound + 2)..<name.range.upperBound)
        }
    }

    // MARK: Indices

    /// `[` index `]`.
    private mutating func neuronIndex(_ name: ConstraintToken, _ places: Places) throws(ScalarFault) -> Located<Int> {
        guard token.isSymbol("[") else { throw unexpected(.openingBracket) }
        advance()
        let index = try index(places)
        guard token.isSymbol("]") else { throw unexpected(.closingBracket) }
        advance()
        return index
    }

    /// `[` index {`,` index} `]`.
    private mutating func indices(_ places: Places) throws(ScalarFault) -> [Located<Int>] {
        var indices: [Located<Int>] = []
        repeat {
            advance()
            indices.append(try index(places))
        } while token.isSymbol(",")
        guard token.isSymbol("]") else { throw unexpected(.closingBracket) }
        advance()
        return indices
    }

    private mutating func index(_ places: Places) throws(ScalarFault) -> Located<Int> {
        if token.kind == .number, token.text.contains("..") { throw fault(.rangeOutsideSum, token) }
        let (value, span) = try whole(places, .index, IntegerText.parse)
        return Located(value, at: span)
    }

    /// A token read by `parse`; a minus before it is part of it.
    private mutating func whole<Value>(
        _ places: Places, _ expectation: SpecSyntaxError.Expectation, _ parse: (String) throws(ScalarFault) -> Value
    ) throws(ScalarFault) -> (Value, Span) {
        let start = token.range.lowerBound
        let minus = token.isSymbol("-") && nextToken.kind == .number ? "-" : ""
        if !minus.isEmpty { advance() }
        guard token.kind == .number else { throw unexpected(expectation) }
        do {
            let value = try parse(minus + token.text)
            let span = places(start..<token.range.upperBound)
            advance()
            return (value, span)
        } catch {
            throw ScalarFault(
                fault: error.fault, range: (error.range.lowerBound + start)..<(error.range.upperBound + start))
        }
    }

    // MARK: Sums

    /// `sum(x[0..27])`: the name has been read, the `(` is next.
    private mutating func sum(_ function: ConstraintToken, _ places: Places) throws(ScalarFault) -> Located<Atom> {
        guard function.text == "sum" || function.text == "mean" else {
            throw ScalarFault(fault: .nonlinear(.function(function.text)), range: function.range)
        }
        advance()
        guard token.kind == .name else { throw unexpected(.variable) }
        let name = Located(token.text, at: places(token.range))
        advance()
        guard token.isSymbol("[") else { throw unexpected(.openingBracket) }
        var ranges: [Located<ClosedRange<Int>>] = []
        var isRange = false
        repeat {
            advance()
            isRange = isRange || token.text.contains("..")
            let (range, span) = try whole(places, .range, IntegerText.range)
            ranges.append(Located(range, at: span))
        } while token.isSymbol(",")
        guard token.isSymbol("]") else { throw unexpected(.closingBracket) }
        advance()
        guard token.isSymbol(")") else { throw unexpected(.closingParenthesis) }
        guard isRange else { throw fault(.noRange(function: function.text), function) }
        advance()
        let atom = Atom.sum(name: name, ranges: ranges, isMean: function.text == "mean")
        return located(atom, from: function, places)
    }
}
