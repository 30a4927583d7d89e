import Contexts
import DataFiles
import Exact
import Networks
import Patterns
import Properties
import Queries
import Reports
import SpecReading
import Verification

/// The work of `nap minimize`, once everything has been read.
struct PatternMinimisation {
    let wish: MinimisationWish
    let oracle: PatternOracle
    let opened: PatternNetwork
    let document: NAPDocument
    let target: Int
    let data: PatternData?
    let source: LabelSource

    /// Data rows that are looked at, for each purpose.
    private static let mostCenters = 40
    private static let mostGradients = 64
    private static let mostVolumePoints = 500

    /// Minimises, writes the pattern and says what came out. Nothing is written unless the claim was proved.
    func run(file: String, domain: String, output: String?) throws -> MinimisationReport {
        let start = ContinuousClock.now
        var added: [Int] = []
        var pattern = document.pattern
        var found: Result<MinimisedPattern, UnverifiedStart>?
        if wish.strengthens, let rows = data?.rows {
            switch strengthened(pattern, rows) {
            case .success(let findings): (pattern, added) = (findings.pattern, findings.added)
            case .failure(let unverified): found = .failure(unverified)
            }
        }
        let result = try found ?? minimise(pattern)
        let run = MinimisationReport.Run(
            network: opened.model, file: file, target: target, method: wish.method.rawValue,
            size: document.pattern.size, strengthened: wish.strengthens ? added.count : nil, calls: oracle.calls,
            reused: oracle.reused, seconds: (ContinuousClock.now - start).seconds)
        switch result {
        case .failure(let unverified): return MinimisationReport(run, unverified: unverified, callOptions)
        case .success(let minimised):
            let about = MinimisationReport.About(
                vacuity: try vacuity(minimised.pattern), coverage: coverage(minimised),
                volume: try volume(minimised, oracle.query.cases[0].box), rejection: try rejection(minimised),
                output: output)
            try write(minimised, domain, output)
            return MinimisationReport(run, minimised, layers: opened.layers, about, oracle.context.options)
        }
    }

    private func minimise(_ pattern: ActivationPattern) throws -> Result<MinimisedPattern, UnverifiedStart> {
        switch wish.method {
        case .coarsen: return Coarsening(oracle, order: wish.order).run(pattern)
        case .stochcoarsen:
            return StochasticCoarsening(oracle, size: wish.size, samples: wish.samples, seed: wish.seed).run(pattern)
        case .optadvprune:
            let box = oracle.query.cases[0].box
            let width = zip(box.lower, box.upper).map { $1 - $0 }.max() ?? .one
            return AdversarialPruning(
                oracle, centers: try centers(pattern), radii: [1, 2, 4].map { width * Rational($0) / Rational(20) }
            ).run(pattern)
        case .gradient:
            let rows = followers(of: pattern).prefix(Self.mostGradients)
            let points = try rows.compactMap { row in try data?.set.roundedPoint(row) }
            return GradientPruning(oracle, points: points.isEmpty ? try aFollower(pattern) : points).run(pattern)
        }
    }

    /// The pattern with neurons decided as most rows of the class have them.
    private func strengthened(
        _ pattern: ActivationPattern, _ rows: EvaluatedData
    ) -> Result<Strengthening.Findings, UnverifiedStart> {
        let own = rows.rows.filter { $0.classification(source) == target }.map(\.active)
        let majority = PhaseCounts(rows, of: target, source).majority
        return Strengthening(oracle, rows: own, majority: majority).run(pattern)
    }

    /// Where adversarial inputs are looked for: near data of the class, or else near an input that follows the pattern.
    private func centers(_ pattern: ActivationPattern) throws -> [[Rational]] {
        guard let data else { return oracle.follower(of: pattern).map { [$0] } ?? [] }
        let own = data.rows.rows.indices.filter { data.rows.rows[$0].classification(source) == target }
        return try own.prefix(Self.mostCenters).map { try data.set.point($0) }
    }

    private func aFollower(_ pattern: ActivationPattern) throws -> [[Double]] {
        oracle.follower(of: pattern).map { [$0.map { $0.double(.nearest) }] } ?? []
    }

    private func followers(of pattern: ActivationPattern) -> [Int] {
        guard let rows = data?.rows.rows else { return [] }
        return rows.indices.filter { pattern.isFollowed(byActive: rows[$0].active) }
    }

    /// The options with the time that a call has, for words about a call.
    private var callOptions: Options {
        var options = oracle.context.options
        if oracle.stop == nil { options.timeout = wish.callLimit.seconds }
        return options
    }
}

// MARK: What is said about the result

extension PatternMinimisation {
    /// Whether an input of the domain follows the pattern: a row of the data, or one that is searched for.
    private func vacuity(_ pattern: ActivationPattern) throws -> Vacuity? {
        let members = try followers(of: pattern).prefix(8).compactMap { row in try data?.set.roundedPoint(row) }
        return NonVacuity(queries: [oracle.query(under: pattern)], context: oracle.context, members: members).run()
    }

    private func coverage(_ found: MinimisedPattern) -> MinimisationReport.Coverage? {
        guard let rows = data?.rows else { return nil }
        return MinimisationReport.Coverage(
            data: rows.name, before: Following(of: document.pattern, label: target, in: rows, source),
            after: Following(of: found.pattern, label: target, in: rows, source))
    }

    private func volume(_ found: MinimisedPattern, _ box: Box) throws -> MinimisationReport.Volume? {
        let own = followers(of: found.start)
        guard let data, !own.isEmpty else { return nil }
        let points = try own.prefix(Self.mostVolumePoints).map { try data.set.roundedPoint($0) }
        let estimate = VolumeEstimate(
            network: opened.network, lower: box.lower.map { $0.double(.nearest) },
            upper: box.upper.map { $0.double(.nearest) }, points: points)
        return MinimisationReport.Volume(
            log10Ratio: estimate.log10(of: found.pattern) - estimate.log10(of: found.start))
    }

    /// How many adversarial inputs near rows that follow the start do not follow it, and do not follow what is left of it.
    private func rejection(_ found: MinimisedPattern) throws -> MinimisationReport.Rejection? {
        guard let data, let radius = wish.attackRadius else { return nil }
        let centers = followers(of: found.start).filter { data.rows.rows[$0].decision == target }
            .prefix(Self.mostCenters)
        let attack = AdversarialInputs(oracle.query, context: oracle.context)
        var active: [NeuronSet] = []
        for row in centers {
            guard let witness = attack.near(try data.set.point(row), within: radius) else { continue }
            active += oracle.evaluator.activeNeurons(at: [witness.exactInput])
        }
        return MinimisationReport.Rejection(
            radius: radius, rows: centers.count, found: active.count,
            before: active.count { !found.start.isFollowed(byActive: $0) },
            after: active.count { !found.pattern.isFollowed(byActive: $0) })
    }

    private func write(_ found: MinimisedPattern, _ domain: String, _ output: String?) throws {
        guard let output else { return }
        var written = document
        written.pattern = found.pattern
        written.network = opened.digest
        written.target = target
        written.coverage = []
        written.minimized = [
            NAPFile.Remark("method", wish.method.rawValue), NAPFile.Remark("from", String(document.pattern.size)),
            NAPFile.Remark("domain", domain), NAPFile.Remark("tool", "orthant \(Product.version)"),
        ]
        try written.write(to: output, layers: opened.layers)
    }
}
