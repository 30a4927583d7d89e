import Exact

/// A continuous piecewise-linear function of one variable, by its breakpoints and the line on each side of them.
package struct PiecewiseLinear: Hashable, Sendable {
    /// y = slope x + intercept.
    package struct Line: Hashable, Sendable {
        package let slope: Double
        package let intercept: Double

        package init(slope: Double, intercept: Double) {
            self.slope = slope
            self.intercept = intercept
        }

        func value<S: Scalar>(at x: S) -> S {
            if slope == 0 { return S(weight: intercept) }
            let product = slope == 1 ? x : S(weight: slope) * x
            return intercept == 0 ? product : product + S(weight: intercept)
        }
    }

    /// Increasing; at least one.
    package let breakpoints: [Double]
    /// One more than breakpoints, from left to right.
    package let lines: [Line]

    /// Requires lines that meet at the breakpoints, exactly.
    package init(breakpoints: [Double], lines: [Line]) {
        precondition(!breakpoints.isEmpty && lines.count == breakpoints.count + 1, "lines and breakpoints disagree")
        precondition(zip(breakpoints, breakpoints.dropFirst()).allSatisfy { $0 < $1 }, "breakpoints not in order")
        for (k, point) in breakpoints.enumerated() {
            let x = Rational(weight: point)
            precondition(lines[k].value(at: x) == lines[k + 1].value(at: x), "a jump at \(point)")
        }
        self.breakpoints = breakpoints
        self.lines = lines
    }

    func value<S: Scalar>(at x: S) -> S {
        var result: S?
        for (k, line) in lines.enumerated() {
            let lower = k == 0 ? -.infinity : breakpoints[k - 1]
            let upper = k == breakpoints.count ? .infinity : breakpoints[k]
            guard let part = x.part(from: lower, to: upper) else { continue }
            let value = line.value(at: part)
            result = result.map { S.enclosing($0, value) } ?? value
        }
        // NaN, after an overflow, is on no side of a breakpoint.
        return result ?? x
    }

    /// Whether f(a x) = a f(x) for every a >= 0.
    var isHomogeneous: Bool { breakpoints == [0] && lines.allSatisfy { $0.intercept == 0 } }
}

/// y_i = f_i(x_i): Clip, LeakyRelu, PRelu, Abs, HardSigmoid.
package struct Activation: Hashable, Sendable {
    /// The functions that occur, all with as many breakpoints.
    package let functions: [PiecewiseLinear]
    /// For each element its function.
    package let choice: [Int]
    /// Breakpoints of each function.
    package let breakpointCount: Int

    /// Requires functions with equally many breakpoints.
    package init(functions: [PiecewiseLinear], choice: [Int]) {
        breakpointCount = functions.first?.breakpoints.count ?? 0
        precondition(breakpointCount > 0, "no functions")
        precondition(
            functions.allSatisfy { [breakpointCount] in $0.breakpoints.count == breakpointCount }, "torn table")
        precondition(choice.allSatisfy { functions.indices.contains($0) }, "no such function")
        self.functions = functions
        self.choice = choice
    }

    /// One function for all elements.
    package init(_ function: PiecewiseLinear, count: Int) {
        self.init(functions: [function], choice: [Int](repeating: 0, count: count))
    }

    func evaluate<S: Scalar>(_ x: [S]) -> [S] {
        zip(x, choice).map { functions[$1].value(at: $0) }
    }
}
