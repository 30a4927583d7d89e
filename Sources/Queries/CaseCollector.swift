import Properties

/// Regions with their unsafe polyhedra, on the way to cases: what is unsafe on the same region is one case.
struct CaseCollector {
    struct Draft {
        let region: BoundedRegion
        let decisions: [PhaseDecision]
        var unsafe: [[LinearRow]]
    }

    private struct Key: Hashable {
        let region: BoundedRegion
        let decisions: [PhaseDecision]
    }

    private(set) var drafts: [Draft] = []
    private var draftOf: [Key: Int] = [:]

    /// Cost: hashing the region, but for the first one: a single region may have 100,000 inputs.
    mutating func add(_ region: BoundedRegion, decisions: [PhaseDecision] = [], unsafe: [[LinearRow]]) {
        if drafts.count == 1 { draftOf[Key(region: drafts[0].region, decisions: drafts[0].decisions)] = 0 }
        if !drafts.isEmpty {
            let key = Key(region: region, decisions: decisions)
            if let index = draftOf[key] {
                drafts[index].unsafe += unsafe
                return
            }
            draftOf[key] = drafts.count
        }
        drafts.append(Draft(region: region, decisions: decisions, unsafe: unsafe))
    }
}

extension CaseCollector.Draft {
    /// The unsafe polyhedra, each once.
    var polyhedra: [Polyhedron] {
        if unsafe.count < 2 { return unsafe.map(Polyhedron.init(rows:)) }
        var seen = Set<[LinearRow]>()
        return unsafe.filter { seen.insert($0).inserted }.map(Polyhedron.init(rows:))
    }
}
