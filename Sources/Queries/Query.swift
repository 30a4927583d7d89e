import Exact
package import Networks
package import Properties

/// The normal form that every engine answers:
///
///     does some input of a case's region have an output in one of the case's unsafe polyhedra?
///
/// Cases are alternatives: a property with two input boxes has two. The property holds when every case is answered no.
package struct Query: Sendable {
    /// The model as it was loaded; witnesses are judged on it.
    package let network: Network
    /// The same function as affine and ReLU nodes; engines work on it.
    package let graph: AffineReLUGraph
    package let cases: [Case]

    package init(network: Network, graph: AffineReLUGraph, cases: [Case]) {
        self.network = network
        self.graph = graph
        self.cases = cases
    }

    /// The same question about other cases.
    package func with(_ cases: [Case]) -> Query {
        Query(network: network, graph: graph, cases: cases)
    }
}

/// A region of inputs and what must not happen on it.
package struct Case: Hashable, Sendable {
    /// The exact input box.
    package let box: Box
    /// The box in Doubles, rounded outward: a superset of `box`.
    package let lower: [Double]
    package let upper: [Double]
    /// Linear constraints on inputs beyond the box; all must be met by a witness.
    package let regionRows: [LinearRow]
    /// Phases that the inputs of the region have: a pattern, closed (active: pre-activation >= 0, inactive: <= 0). It is the
    /// root's set of phase decisions, which the search goes on from. Neurons are counted as the graph counts them.
    package let decisions: [PhaseDecision]
    /// A witness meets every row of one of these polyhedra.
    package let unsafe: [Polyhedron]

    package init(box: Box, regionRows: [LinearRow], decisions: [PhaseDecision] = [], unsafe: [Polyhedron]) {
        self.box = box
        self.decisions = decisions
        lower = box.lower.map { $0.double(.down) }
        upper = box.upper.map { $0.double(.up) }
        self.regionRows = regionRows
        self.unsafe = unsafe
    }

    /// The same region with some of its polyhedra, by index.
    package func keeping(_ alternatives: [Int]) -> Case {
        Case(box: box, regionRows: regionRows, decisions: decisions, unsafe: alternatives.map { unsafe[$0] })
    }

    /// The same region with every output unsafe: its witnesses are the points of the region.
    package var withEverythingUnsafe: Case {
        Case(box: box, regionRows: regionRows, decisions: decisions, unsafe: [Polyhedron(rows: [])])
    }

    /// Whether the region is the box and nothing else: then it has a point, and every point of the box is one.
    package var isPlainBox: Bool { regionRows.isEmpty && decisions.isEmpty }
}

/// A conjunction of linear rows over inputs and outputs. Without rows it is the whole space.
package struct Polyhedron: Hashable, Sendable {
    package let rows: [LinearRow]

    package init(rows: [LinearRow]) {
        self.rows = rows
    }
}
