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
    /// Phases that the inputs of the region have: a pattern. A branch of the search starts from them.
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
}

/// A conjunction of linear rows over inputs and outputs. Without rows it is the whole space.
package struct Polyhedron: Hashable, Sendable {
    package let rows: [LinearRow]

    package init(rows: [LinearRow]) {
        self.rows = rows
    }
}
