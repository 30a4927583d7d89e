import Exact
import Properties

/// How a network input x follows from the parameters u of a region: x = constant + the sum of parts, exactly.
struct ParameterMap: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        /// x += sum over k of u[first + k] * edges[k]. The parameters are weights: not negative, with a sum of at most 1.
        case weights(first: Int, edges: [[Rational]])
        /// x[targets[k]] += u[first + k] (or -= for the role `below`).
        case entries(first: Int, targets: [Int], role: Role)
    }

    /// What a parameter of its own for each input is.
    enum Role: String, Hashable, Sendable {
        /// The input itself.
        case point = "x"
        /// What a 1-norm ball adds to its centre, and what it takes away.
        case above = "p"
        case below = "q"
        /// What inflation adds.
        case error = "e"
    }

    let constant: [Rational]
    let parts: [Part]

    /// The map x = u for `count` inputs.
    static func identity(_ count: Int) -> ParameterMap {
        ParameterMap(
            constant: [Rational](repeating: .zero, count: count),
            parts: [.entries(first: 0, targets: Array(0..<count), role: .point)])
    }

    func moved(by shift: [Rational]) -> ParameterMap {
        ParameterMap(constant: zip(constant, shift).map { $0 + $1 }, parts: parts)
    }

    func adding(_ part: Part) -> ParameterMap {
        ParameterMap(constant: constant, parts: parts + [part])
    }

    /// Everything in it as text.
    var lines: [String] {
        ["constant \(Self.text(constant))"]
            + parts.flatMap { part in
                switch part {
                case .weights(let first, let edges): edges.map { "weight from \(first): \(Self.text($0))" }
                case .entries(let first, let targets, let role): ["\(role.rawValue) from \(first): \(targets)"]
                }
            }
    }

    private static func text(_ numbers: [Rational]) -> String { numbers.map(\.text).joined(separator: " ") }

    /// The input at given parameters.
    func point(at parameters: [Rational]) -> [Rational] {
        var point = constant
        for part in parts {
            switch part {
            case .weights(let first, let edges):
                for (k, edge) in edges.enumerated() where !parameters[first + k].isZero {
                    for i in point.indices { point[i] += edge[i] * parameters[first + k] }
                }
            case .entries(let first, let targets, let role):
                for (k, i) in targets.enumerated() {
                    let shift = parameters[first + k]
                    point[i] = role == .below ? point[i] - shift : point[i] + shift
                }
            }
        }
        return point
    }

    typealias Term = (parameter: Int, coefficient: Rational)

    /// For each input the parameters that move it. Cost: the size of the map.
    var terms: [[Term]] {
        var terms = [[Term]](repeating: [], count: constant.count)
        for part in parts {
            switch part {
            case .weights(let first, let edges):
                for (k, edge) in edges.enumerated() {
                    for i in edge.indices where !edge[i].isZero { terms[i].append((first + k, edge[i])) }
                }
            case .entries(let first, let targets, let role):
                for (k, i) in targets.enumerated() { terms[i].append((first + k, role == .below ? -.one : .one)) }
            }
        }
        return terms
    }

    /// The parameters that are weights with a sum of at most 1, one range per hull.
    var weightRanges: [Range<Int>] {
        parts.compactMap { part in
            if case .weights(let first, let edges) = part { first..<first + edges.count } else { nil }
        }
    }

    /// Names of the parameters, for messages; those of different parts may coincide.
    var names: [String] {
        parts.flatMap { part in
            switch part {
            case .weights(_, let edges): edges.indices.map { "w_\($0)" }
            case .entries(_, let targets, let role): targets.map { "\(role.rawValue)_\($0)" }
            }
        }
    }
}

/// Rewrites rows over network inputs (and outputs) as rows over the parameters of a region.
///
/// With an inverse scale t the points of the region are x / t and the outputs in the new row are t times those in the
/// old one: a row c.y + d.x <= e becomes c.(t y) + d.x - e t <= 0, the old row times t. For t > 0 it is met by the same
/// points; at t = 0 it is the closure of that.
struct RowRewriting {
    private let terms: [[ParameterMap.Term]]?
    private let constant: [Rational]
    private let inverseScale: Int?

    /// `map` is `nil` for x = u.
    init(_ map: ParameterMap?, inverseScale: Int?) {
        terms = map?.terms
        constant = map?.constant ?? []
        self.inverseScale = inverseScale
    }

    func rewritten(_ row: LinearRow) -> LinearRow {
        if terms == nil && inverseScale == nil { return row }
        var sum: [(variable: Variable, coefficient: Rational)] = []
        var bound = row.bound
        if let inverseScale {
            sum.append((.input(inverseScale), -bound))
            bound = .zero
        }
        for term in row.terms {
            guard case .input(let i) = term.variable, let terms else {
                sum.append((term.variable, term.coefficient))
                continue
            }
            bound -= term.coefficient * constant[i]
            for moved in terms[i] { sum.append((.input(moved.parameter), term.coefficient * moved.coefficient)) }
        }
        return LinearRow(terms: sum, bound: bound, isStrict: row.isStrict)
    }
}
