import Contexts
import Exact
import SpecReading

/// From the entries under `checks:` to checks, one entry after the other.
struct Elaboration {
    private let library: Library
    private let sink: DiagnosticSink
    private let limit: Int
    private(set) var checks: [Check] = []
    /// Ids without names in them, and where they were first used.
    private var constantIDs: [String: Span] = [:]
    /// Which case has an id, in words.
    private var users: [String: String] = [:]

    init(library: Library, sink: DiagnosticSink, limit: Int) {
        self.library = library
        self.sink = sink
        self.limit = limit
    }

    /// Adds the checks of an entry; none when it has errors.
    mutating func add(_ node: CheckNode) {
        checkConstantID(node)
        let start = ValueReader(scope: Scope(), library: library, sink: sink)
        let networkNode = node.network ?? library.namespace.network
        if networkNode == nil {
            sink.report(.missingNetwork, at: node.place)
        }
        let common = networkNode.flatMap { NetworkDeclaration(values: start).common($0) }
        let before = sink.errorCount
        guard let expansion = expansion(node, common, networkNode), sink.errorCount == before else {
            probeStub(node, common ?? nil, networkNode)
            return
        }
        guard expansion.check(limit: limit, at: node.bindings.first?.name.span ?? node.span, sink: sink) else { return }
        let definition = definition(node, common)
        if let first = expansion.first(where: { isKept($0, node) != false }) {
            probe(definition, first, networkNode, loadsData: true)
        }
        for scope in expansion.probes where isKept(scope, node) == true {
            probe(definition, scope, networkNode, loadsData: false)
        }
        guard sink.errorCount == before, networkNode != nil else { return }
        expand(definition, expansion, networkNode)
    }

    // MARK: Parts

    /// What the names run over. `nil` when a list cannot be had, which has been reported.
    private func expansion(_ node: CheckNode, _ network: DeclaredNetwork?, _ networkNode: NetworkNode?) -> Expansion? {
        let values = ValueReader(scope: Scope(), library: library, sink: sink)
        var lists: [[BoundValue]] = []
        var isComplete = true
        for binding in node.bindings {
            checkFilter(binding.value, networkNode)
            guard let list = BindingReader(values: values, network: network).values(of: binding.value) else {
                isComplete = false
                continue
            }
            lists.append(list)
        }
        guard isComplete else { return nil }
        return Expansion(names: node.bindings.map(\.name.value), lists: lists, isZipped: node.isZipped)
    }

    /// `where: correct` asks one network.
    private func checkFilter(_ node: ValuesNode, _ networkNode: NetworkNode?) {
        guard case .rows(_, _, let filter?) = node, case .correct = filter.value, let path = networkNode?.path,
            !path.isConstant
        else { return }
        sink.report(.filterNeedsNetwork(path: path.value), at: filter.span)
    }

    private func definition(_ node: CheckNode, _ network: DeclaredNetwork?) -> CheckDefinition {
        let defaults = library.namespace.defaults
        let budget = node.budget.filled(from: defaults.budget)
        var property: ReadProperty?
        if let vnnlib = node.vnnlib, vnnlib.isConstant, let network {
            let values = ValueReader(scope: Scope(), library: library, sink: sink)
            property = VNNLIBCheck(values: values, network: network).read(vnnlib)
        }
        return CheckDefinition(
            node: node, library: library,
            budget: Budget(
                time: budget.time?.value, memory: budget.memory?.value, nodes: budget.nodes?.value,
                threads: budget.threads?.value ?? defaults.threads?.value),
            seed: defaults.seed?.value, property: property)
    }

    /// Whether the conditions of a check let a case stand. `nil` when one has no truth, which has been reported.
    private func isKept(_ scope: Scope, _ node: CheckNode) -> Bool? {
        ConditionReader(values: ValueReader(scope: scope, library: library, sink: sink)).areMet(node.conditions)
    }

    // MARK: Mistakes

    /// Looks at a check whose lists could not be had: its other mistakes are still worth telling.
    private func probeStub(_ node: CheckNode, _ network: DeclaredNetwork?, _ networkNode: NetworkNode?) {
        let values = ValueReader(scope: Scope(), library: library, sink: sink)
        let reader = BindingReader(values: values, network: network)
        let scope = Scope(
            names: node.bindings.map(\.name.value), values: node.bindings.map { reader.stub(of: $0.value) })
        probe(definition(node, network), scope, networkNode, loadsData: true)
    }

    /// Reads everything that a check says in one case.
    private func probe(_ definition: CheckDefinition, _ scope: Scope, _ networkNode: NetworkNode?, loadsData: Bool) {
        let node = definition.node
        let values = ValueReader(scope: scope, library: library, sink: sink)
        if let id = node.id { _ = values.text(id) }
        let search = node.search.map { SearchReader(values: values).search($0) }
        guard let networkNode, let network = NetworkDeclaration(values: values).network(networkNode) else { return }
        if let vnnlib = node.vnnlib {
            if !vnnlib.isConstant && loadsData { _ = VNNLIBCheck(values: values, network: network).read(vnnlib) }
            return
        }
        let bound = node.search.map {
            scope.binding($0.name.value, to: (search ?? nil).map { .number($0.to) } ?? .unknown)
        }
        let reader = ClaimReader(
            definition: definition, network: network, scope: bound ?? scope, sink: sink, loadsData: loadsData)
        let made = reader.read()
        if loadsData, let made, let search = search ?? nil, let searchNode = node.search {
            SearchReader(values: values).checkUse(search, searchNode, of: definition, network, made: made)
        }
    }

    private mutating func checkConstantID(_ node: CheckNode) {
        guard let id = node.id, id.isConstant else { return }
        guard let first = constantIDs[id.value] else {
            constantIDs[id.value] = id.span
            return
        }
        sink.report(
            .duplicateID(id: id.value, first: first.text(from: id.span)), at: id.span)
    }

    // MARK: Cases

    private mutating func expand(_ definition: CheckDefinition, _ expansion: Expansion, _ networkNode: NetworkNode?) {
        guard let node = networkNode, let id = definition.node.id else { return }
        let pieces = id.templatePieces
        let isConstant = node.path?.isConstant ?? true
        let start = ValueReader(scope: Scope(), library: library, sink: sink)
        let common = isConstant ? NetworkDeclaration(values: start).network(node) : nil
        let first = checks.count
        for scope in expansion {
            let values = ValueReader(scope: scope, library: library, sink: sink)
            guard isKept(scope, definition.node) == true,
                let network = common ?? NetworkDeclaration(values: values).network(node),
                let name = values.text(pieces)
            else { continue }
            var search: Search?
            if let node = definition.node.search {
                guard let read = SearchReader(values: values).search(node) else { continue }
                search = read
            }
            let check = Check(id: name, network: network, scope: scope, definition: definition, search: search)
            if isNew(check, expansion) { checks.append(check) }
        }
        if checks.count == first, !sink.hasErrors {
            sink.warn(.noCase, at: definition.node.place)
        }
        checkLabels(checks[first...])
        if !sink.hasErrors { Linter(checks: checks[first...], sink: sink).run() }
    }

    private mutating func isNew(_ check: Check, _ expansion: Expansion) -> Bool {
        let words = check.caseWords
        guard let first = users[check.id] else {
            users[check.id] = words
            return true
        }
        guard let span = check.definition.node.id?.span else { return false }
        let several = zip(expansion.names, expansion.lists).first { name, list in
            list.count > 1 && !(check.definition.node.id?.value.contains("$\(name)") ?? false)
        }
        var suggestion = several.map { "$\($0.0)" }
        if let several, case .row? = several.1.first { suggestion = "$\(several.0).row" }
        sink.report(
            .duplicateCase(id: check.id, first: first, second: words, template: suggestion), at: span)
        return false
    }

    /// Labels of rows are data, and there are as many as rows: the first one that is no class is reported.
    private func checkLabels(_ checks: ArraySlice<Check>) {
        for check in checks {
            guard let property = check.definition.node.property else { return }
            let values = ValueReader(scope: check.scope, library: library, sink: sink)
            let reader = PropertyReader(values: values, network: check.network)
            guard property.value.namedClasses.allSatisfy({ reader.index($0) != nil }) else { return }
        }
    }
}

extension Check {
    /// `img = test[12], eps = 2/255`, or the place of a check without names.
    fileprivate var caseWords: String {
        if parameters.isEmpty {
            return "the check at \(place.position.map { "\($0.line):\($0.column)" } ?? place.text)"
        }
        return parameters.map { "\($0.name) = \($0.text)" }.joined(separator: ", ")
    }
}

extension CheckNode {
    /// Where messages about the whole check point.
    var place: Span { id?.span ?? span }
}

extension CheckNode.VNNLIBNode {
    fileprivate var isConstant: Bool {
        switch self {
        case .file(let path): path.isConstant
        case .text: true
        }
    }
}

extension NetworkDeclaration {
    /// The network when it is the same in all cases; `nil` when it is not, or cannot be used.
    func common(_ node: NetworkNode) -> DeclaredNetwork? {
        guard let path = node.path, path.isConstant else { return nil }
        return network(node)
    }
}
