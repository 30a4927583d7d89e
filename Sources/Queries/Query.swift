import Exact
package import Networks
package import Properties

/// The normal form that every engine answers:
///
///     does some input of a case's region have an output in one of the case's unsafe polyhedra?
///
/// Cases are alternatives: a property with two input boxes has two. The property holds when every case is answered no.
///
/// The inputs and outputs that cases speak about are those of `graph`. In a *plain* query, one without an embedding, these
/// are the inputs and outputs of the network. With an embedding the graph's inputs are parameters from which the network's
/// inputs follow; its outputs are the network's, inside a cone divided by the scale. Observed neurons are further outputs.
package struct Query: Sendable {
    /// The model as it was loaded; witnesses are judged on it.
    package let network: Network
    /// The same function as affine and ReLU nodes, of the parameters when there is an embedding; engines work on it.
    package let graph: AffineReLUGraph
    package let cases: [Case]
    /// How network inputs follow from the graph's; `nil` when they are the same.
    package let embedding: Embedding?
    /// The neurons whose values are outputs after those of the network.
    package let observed: [ObservedNeuron]
    /// What the property calls the inputs and outputs of the network.
    package let names: VariableNames
    /// How the network was put together, when it is a product of models: equal for equal products of the same models.
    package let composition: String?

    package init(
        network: Network, graph: AffineReLUGraph, cases: [Case], embedding: Embedding? = nil,
        observed: [ObservedNeuron] = [], names: VariableNames = .indexed, composition: String? = nil
    ) {
        self.network = network
        self.graph = graph
        self.cases = cases
        self.embedding = embedding
        self.observed = observed
        self.names = names
        self.composition = composition
    }

    /// The same question about other cases; with a `graph`, about its inputs and outputs.
    package func with(_ cases: [Case], graph: AffineReLUGraph? = nil) -> Query {
        Query(
            network: network, graph: graph ?? self.graph, cases: cases, embedding: embedding, observed: observed,
            names: names,
            composition: composition)
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
    /// The same polyhedra as the claim states them, over inputs and outputs of the network (and observed neurons): what a
    /// counterexample is judged by. Differs from `unsafe` when the query has an embedding.
    package let stated: [Polyhedron]

    /// `stated` is `unsafe` when left out.
    package init(
        box: Box, regionRows: [LinearRow], decisions: [PhaseDecision] = [], unsafe: [Polyhedron],
        stated: [Polyhedron]? = nil
    ) {
        precondition(stated.map { $0.count == unsafe.count } ?? true, "a polyhedron without its statement")
        self.box = box
        self.decisions = decisions
        lower = box.lower.map { $0.double(.down) }
        upper = box.upper.map { $0.double(.up) }
        self.regionRows = regionRows
        self.unsafe = unsafe
        self.stated = stated ?? unsafe
    }

    /// The same region with some of its polyhedra, by index.
    package func keeping(_ alternatives: [Int]) -> Case {
        Case(
            box: box, regionRows: regionRows, decisions: decisions, unsafe: alternatives.map { unsafe[$0] },
            stated: alternatives.map { stated[$0] })
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
