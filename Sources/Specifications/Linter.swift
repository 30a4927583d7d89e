import Contexts
import Exact
import Networks
import Properties
import SpecReading

/// Warns about checks that say something odd: the file is in order, and probably not what was meant.
///
/// Looks at the first cases of one entry under `checks:`; what does not change from case to case is looked at in the first
/// one. Cost: a claim and an evaluation of the network per case looked at, and one evaluation in intervals.
struct Linter {
    /// The cases of one entry.
    let checks: ArraySlice<Check>
    let sink: DiagnosticSink

    /// How many cases are looked at.
    static let caseLimit = 20
    /// Networks with more stored numbers are not evaluated: a warning must not take longer than the answer.
    static let parameterLimit = 5_000_000

    func run() {
        guard let first = checks.first else { return }
        lintNetwork(first.network)
        guard let property = first.definition.node.property, let region = first.definition.node.region else { return }
        let isSmall = first.network.network.parameterCount <= Self.parameterLimit
        lintCases(region, property, evaluates: isSmall)
        let shapes = region.allShapes(in: first.definition.library.namespace)
        DataLinter(check: first, region: region, shapes: shapes, sink: sink).run()
        guard isSmall, let made = made(first) else { return }
        lintRange(first, property, made)
    }

    private func made(_ check: Check) -> ClaimReader.Made? {
        let scope = check.search.map { check.scope.binding($0.name, to: .number($0.to)) } ?? check.scope
        return ClaimReader(
            definition: check.definition, network: check.network, scope: scope, sink: DiagnosticSink()
        ).read()
    }

    private func lintNetwork(_ network: DeclaredNetwork) {
        if network.semantics == .float32 { warn(.float32, at: network.span) }
        if network.units == nil, network.network.inputUnits != nil {
            warn(.unitsOfModel(path: network.path), at: network.span)
        }
    }

    private func warn(_ warning: SpecWarning.Oddity, at span: Span) { sink.warn(warning, at: span) }

    // MARK: Every case

    private func lintCases(_ region: RegionNode, _ property: Located<PropertyNode>, evaluates: Bool) {
        var isEmptyClaim = false
        if case .empty = property.value { isEmptyClaim = true }
        var failing: [Check] = []
        var empty: [Check] = []
        let tried = checks.prefix(Self.caseLimit)
        for check in tried {
            guard let made = made(check) else { continue }
            if made.isEmpty {
                empty.append(check)
            } else if evaluates, let center = made.center, made.isFalse(at: center, check.network) {
                failing.append(check)
            }
        }
        if let first = failing.first, !isEmptyClaim {
            let warning = SpecWarning.Oddity.falseAtCenter(
                first: words(first), cases: failing.count, tried: tried.count)
            warn(warning, at: property.span)
        }
        if let first = empty.first, !isEmptyClaim {
            warn(.emptyRegion(first: words(first)), at: region.span)
        }
    }

    private func words(_ check: Check) -> String {
        check.parameters.map { "\($0.name) = \($0.text)" }.joined(separator: ", ")
    }

    // MARK: Ranges of outputs

    /// Interval bounds of the outputs on the box around the region: what they exclude is excluded.
    private func lintRange(_ check: Check, _ property: Located<PropertyNode>, _ made: ClaimReader.Made) {
        guard !made.isEmpty, let box = made.sides.box, box.lower != box.upper else { return }
        let input = zip(box.lower, box.upper).map { lower, upper in
            OutwardInterval(lower: lower.double(.down), upper: upper.double(.up))
        }
        let output = check.network.network.output(at: input)
        let constant = output.indices.filter { output[$0].isPoint }
        if !constant.isEmpty {
            let names = constant.prefix(3).map(check.network.outputName)
            warn(
                .constantOutputs(outputs: Array(names), count: constant.count), at: property.span)
        }
        let reader = PropertyReader(
            values: ValueReader(scope: check.scope, library: check.definition.library, sink: DiagnosticSink()),
            network: check.network)
        for node in property.value.namedClasses {
            // A class that comes from a label is looked at case by case, at the centre.
            guard case .literal = node.value, let index = reader.index(node),
                let rival = check.network.rival(beating: index, output)
            else {
                continue
            }
            warn(
                .classOutOfReach(name: check.network.className(index), rival: check.network.className(rival)),
                at: node.span)
        }
    }
}

extension ClaimReader.Made {
    /// Whether the centre belongs to the box around the region and violates the property, in float arithmetic. Properties
    /// of hidden neurons are not looked at.
    fileprivate func isFalse(at center: [Rational], _ network: DeclaredNetwork) -> Bool {
        guard claim.observed.isEmpty, sides.contains(center) else { return false }
        let output = network.network.output(at: center.map { $0.double(.nearest) }).map { Rational(exactly: $0) }
        if output.contains(nil) { return false }
        return claim.unsafe.isMet { variable in
            switch variable {
            case .input(let i): center[i]
            case .output(let j): output[j] ?? .zero
            }
        }
    }
}

extension Network {
    fileprivate var parameterCount: Int { nodes.reduce(0) { $0 + $1.operator.parameterCount } }
}

extension Sides {
    /// The box of all ends; `nil` when one is missing.
    fileprivate var box: Box? {
        let low = lower.compactMap { $0?.value }
        let high = upper.compactMap { $0?.value }
        guard low.count == lower.count, high.count == upper.count, crossed == nil else { return nil }
        return Box(lower: low, upper: high)
    }

    fileprivate func contains(_ point: [Rational]) -> Bool {
        point.indices.allSatisfy { i in
            (lower[i].map { $0.value <= point[i] } ?? true) && (upper[i].map { $0.value >= point[i] } ?? true)
        }
    }
}

extension Formula {
    fileprivate func isMet(_ value: (Variable) -> Rational) -> Bool {
        switch self {
        case .row(let row): row.isMet(slack: row.slack(value))
        case .all(let parts): parts.allSatisfy { $0.isMet(value) }
        case .any(let parts): parts.contains { $0.isMet(value) }
        }
    }
}

extension OutwardInterval {
    /// Narrower than rounding alone would make it.
    fileprivate var isPoint: Bool {
        upper - lower <= 1e-12 * max(1, lower.magnitude, upper.magnitude)
    }
}

extension DeclaredNetwork {
    /// A class whose score is above that of `index` wherever the outputs lie in their intervals.
    fileprivate func rival(beating index: Int, _ output: [OutwardInterval]) -> Int? {
        output.indices.first { rival in
            switch decision {
            case .argmax: output[rival].lower > output[index].upper
            case .argmin: output[rival].upper < output[index].lower
            }
        }
    }
}

extension PropertyNode {
    /// All classes that the property names.
    var namedClasses: [ClassNode] {
        switch self {
        case .class(let name, _), .top(let name, _): [name]
        case .never(let names): names
        case .target(let name, let rivals, _): [name] + rivals
        case .all(let parts), .any(let parts): parts.flatMap(\.value.namedClasses)
        case .holds, .violatedWhen, .empty, .invalid: []
        }
    }
}

extension RegionNode {
    /// The mappings of shapes in the region, outermost first, names followed once.
    func allShapes(in namespace: Namespace) -> [ShapesNode] {
        var seen: Set<String> = []
        return allShapes(in: namespace, &seen)
    }

    private func allShapes(in namespace: Namespace, _ seen: inout Set<String>) -> [ShapesNode] {
        switch self {
        case .domain, .invalid: return []
        case .reference(let reference):
            let name = reference.value.name
            guard seen.insert(name).inserted, let definition = namespace.regions[name] else { return [] }
            return definition.value.allShapes(in: namespace, &seen)
        case .shapes(let node):
            var result = [node]
            for shape in node.shapes {
                switch shape.value {
                case .cone(let base, _, _): result += base.allShapes(in: namespace, &seen)
                case .intersection(let parts), .union(let parts):
                    for part in parts { result += part.allShapes(in: namespace, &seen) }
                case .ball, .boxInterval, .boxCorners, .boxRows, .hull, .hullOfRows, .halfspaces, .pattern: break
                }
            }
            if let within = node.within { result += within.allShapes(in: namespace, &seen) }
            return result
        }
    }
}
