package import Exact

/// A spec file as it is written: typed, every scalar with its place, nothing looked up and nothing expanded.
///
/// The decoder makes it from YAML; names (`$img`, `rho`, `relu[0]`) are resolved by the elaboration into checks. What a
/// file leaves out is `nil` or empty here; defaults are the elaboration's.
///
/// The decoder reports an error and goes on, so that the elaboration finds the mistakes in the rest of the same check.
/// Where a part could not be read stands `invalid` (or `nil` for a part that must be there): an error has been reported,
/// and nothing more is to be said about what depends on it.
package struct SpecFile: Sendable {
    package var path: String
    package var name: Located<String>?
    package var description: Located<String>?
    package var includes: [Located<String>] = []
    package var network: NetworkNode?
    package var data: [Definition<DataNode>] = []
    package var patterns: [Definition<PatternNode>] = []
    package var regions: [Definition<RegionNode>] = []
    package var parameters: [Definition<ValuesNode>] = []
    package var defaults = DefaultsNode()
    package var checks: [CheckNode] = []

    package init(path: String) {
        self.path = path
    }
}

/// `name: value` in one of the tables of a file.
package struct Definition<Value: Sendable>: Sendable {
    package let name: Located<String>
    package let value: Value

    package init(name: Located<String>, value: Value) {
        self.name = name
        self.value = value
    }
}

/// `$name` or `$name.field`.
package struct Reference: Hashable, Sendable {
    package let name: String
    package let field: String?

    package init(name: String, field: String? = nil) {
        self.name = name
        self.field = field
    }
}

/// A scalar that is either written out or a reference to something bound by `for:` or `params:`.
package enum Term<Value: Sendable & Hashable>: Sendable, Hashable {
    case literal(Value)
    case reference(Reference)
    /// Could not be read; an error has been reported.
    case invalid
}

package typealias NumberNode = Located<Term<Rational>>
package typealias IntegerNode = Located<Term<Int>>
/// Text with `$name` and `$name.field` in it, for ids and paths.
package typealias TemplateNode = Located<String>
/// A class as written: an index, the name of an output, or a reference.
package typealias ClassNode = Located<Term<String>>
package typealias ConstraintNode = Located<Constraint>

package struct NetworkNode: Sendable {
    package enum Decision: String, Sendable, CaseIterable { case argmax, argmin }
    package enum Semantics: String, Sendable, CaseIterable { case real, float32 }

    /// Physical units: a written value v reaches the network as (v - mean) / range, or as v * scale + shift.
    package enum Units: Sendable {
        case meanRange(mean: VectorNode, range: VectorNode)
        case scaleShift(scale: VectorNode, shift: VectorNode)
    }

    /// `nil` when the path is missing or could not be read; an error has been reported then.
    package var path: TemplateNode?
    package var sha256: Located<String>?
    package var input: Located<String>?
    package var output: Located<String>?
    package var decision: Located<Decision>?
    package var inputs: [Located<String>]?
    package var outputs: [Located<String>]?
    package var units: Located<Units>?
    /// One interval per input, or one for all.
    package var domain: Located<[IntervalNode]>?
    package var semantics: Located<Semantics>?
    /// The path, or the whole mapping.
    package var span: Span

    package init(path: TemplateNode?, span: Span) {
        self.path = path
        self.span = span
    }
}

/// A list of numbers, or one number that stands for every entry.
package enum VectorNode: Sendable {
    case uniform(NumberNode)
    case entries(Located<[NumberNode]>)
}

package struct IntervalNode: Sendable {
    package let lower: NumberNode
    package let upper: NumberNode
    package let span: Span

    package init(lower: NumberNode, upper: NumberNode, span: Span) {
        self.lower = lower
        self.upper = upper
        self.span = span
    }
}

package struct DataNode: Sendable {
    package enum Layout: String, Sendable, CaseIterable { case chw = "CHW", hwc = "HWC" }

    package enum Source: Sendable {
        /// NPY or IDX files, told apart by their content.
        case arrays(images: Located<String>, labels: Located<String>?)
        /// Keys of one NPZ archive.
        case npz(Located<String>, images: Located<String>, labels: Located<String>?)
        case cifar([Located<String>])
        /// PNG files by a pattern, labels in a table with columns name and label.
        case png(Located<String>, labels: Located<String>?)
        /// `label` is a column's name or index; `features` a range of columns.
        case csv(Located<String>, header: Located<Bool>?, label: Located<String>?, features: Located<String>?)
        /// Could not be read; an error has been reported.
        case invalid
    }

    package var source: Source
    package var scale: NumberNode?
    package var shape: Located<[Located<Int>]>?
    package var layout: Located<Layout>?
    /// The whole entry, for messages that point at the data set.
    package var span: Span

    package init(source: Source, span: Span) {
        self.source = source
        self.span = span
    }
}

/// What a name in `for:` or `params:` runs over.
package enum ValuesNode: Sendable {
    /// One value or a list; each is a number, a class or any other text.
    case list([Located<String>])
    case rows(data: Located<String>, rows: Located<Rows>, filter: Located<RowFilter>?)
    case table(csv: Located<String>)
    case range(from: NumberNode, to: NumberNode, step: NumberNode)
    case files(Located<String>)
    case reference(Located<Reference>)
    /// Could not be read; an error has been reported. The name is bound all the same.
    case invalid
}

package enum Rows: Sendable, Hashable {
    case all
    /// Closed ranges; a single row is a range of one.
    case ranges([Located<ClosedRange<Int>>])
    case first(Int)
    case sample(count: Int, seed: Int)
}

package enum RowFilter: Sendable, Hashable {
    /// The network's decision is the row's label.
    case correct
    case label(Int)
}

package struct CheckNode: Sendable {
    /// A VNN-LIB file, which states the unsafe set.
    package enum VNNLIBNode: Sendable {
        case file(TemplateNode)
        case text(Located<String>)
    }

    package enum Expectation: String, Sendable, CaseIterable { case holds, violated }

    /// `nil` when it is missing or could not be read; an error has been reported then.
    package var id: TemplateNode?
    package var bindings: [Definition<ValuesNode>] = []
    /// Bindings advance together instead of being multiplied.
    package var isZipped = false
    /// Over bound names only.
    package var conditions: [ConstraintNode] = []
    package var network: NetworkNode?
    /// A check has a region and a property, or a VNN-LIB file. What is missing of that has been reported.
    package var region: RegionNode?
    package var property: Located<PropertyNode>?
    package var vnnlib: VNNLIBNode?
    package var search: SearchNode?
    package var budget = BudgetNode()
    package var expectation: Located<Expectation>?
    package var note: Located<String>?
    /// The whole entry; its first line and column stand in results.
    package var span: Span

    package init(id: TemplateNode?, span: Span) {
        self.id = id
        self.span = span
    }
}

package struct SearchNode: Sendable {
    package let name: Located<String>
    package let from: NumberNode
    package let to: NumberNode
    package let resolution: NumberNode

    package init(name: Located<String>, from: NumberNode, to: NumberNode, resolution: NumberNode) {
        self.name = name
        self.from = from
        self.to = to
        self.resolution = resolution
    }
}

package struct BudgetNode: Sendable {
    /// Seconds.
    package var time: Located<Rational>?
    /// Bytes.
    package var memory: Located<Int>?
    package var nodes: Located<Int>?
    package var threads: Located<Int>?

    package init() {}
}

package struct DefaultsNode: Sendable {
    package var budget = BudgetNode()
    package var seed: Located<Int>?
    package var threads: Located<Int>?
    package var decision: Located<NetworkNode.Decision>?

    package init() {}
}
