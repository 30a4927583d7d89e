import Contexts
import Digests
import Dispatch
import Foundation
import Kernels
import Queries
import Reports
import Verification

/// Runs checks one after the other and prints what becomes of them: the one way from checks to output and exit code.
struct CheckRun {
    /// How a check is decided.
    enum Method {
        case verify
        /// Counterexamples only, in so many attacks.
        case falsify(rounds: Int)
    }

    private let checks: [PlannedCheck]
    private let options: SourcedOptions
    private let arguments: RunArguments
    private let format: OutputFormat
    private let failureLevel: FailureLevel?
    private let method: Method
    private let folder: CounterexampleFolder?
    private var digests: [String: String] = [:]

    /// Throws ``UsageError`` and ``FileError`` about the arguments. `checks` are all checks of the run's files; the arguments
    /// say which of them run.
    init(_ checks: [PlannedCheck], _ method: Method, options: SourcedOptions, arguments: RunArguments) throws {
        self.checks = try arguments.selected(checks)
        self.options = options
        self.arguments = arguments
        self.method = method
        format = try arguments.chosenFormat() ?? .table
        failureLevel = try arguments.failureLevel()
        folder = try arguments.counterexamples.map { path throws(FileError) in
            try CounterexampleFolder(at: path, checks: checks)
        }
    }

    /// Runs the checks. Finished verdicts are on stdout when a later check cannot be read, and when the user interrupts the
    /// run. Returns the exit status.
    mutating func run() throws -> ExitStatus {
        let start = ContinuousClock.now
        let whole = Limits()
        let interruption = Interruption(stopping: whole)
        defer { withExtendedLifetime(interruption) {} }
        var writer = format.writer(for: checks.map(\.description), settings)
        let progress = RunProgress(planned: checks.count, display: display) { Terminal.draw($0) }
        let timer = ProgressTimer(progress)
        defer { timer.stop() }
        let (tally, unfinished) = try runAll(&writer, whole, progress)
        timer.stop()
        let seconds = (ContinuousClock.now - start).seconds
        try writer.closing(tally, seconds: seconds).forEach(Terminal.result)
        if let unfinished, checks.count > 1 { Terminal.note(Resumption.hint(from: unfinished.description.id)) }
        return status(tally)
    }

    /// Runs one check after the other until the end or an interrupt; returns the check at which it was interrupted.
    private mutating func runAll(
        _ writer: inout any OutcomeWriter, _ whole: Limits, _ progress: RunProgress
    ) throws -> (CheckTally, unfinished: PlannedCheck?) {
        var tally = CheckTally(planned: checks.count)
        for (index, check) in checks.enumerated() {
            if whole.stop != nil {
                tally.interrupt()
                return (tally, check)
            }
            progress.begin(check.description.id)
            let outcome = try outcome(of: check, whole, progress)
            tally.add(outcome)
            // Not before something is known: bad input leaves stdout empty.
            let lines = (index == 0 ? writer.heading : []) + (try writer.lines(for: outcome))
            progress.aside { lines.forEach(Terminal.result) }
            progress.finish(tally)
            if tally.isInterrupted { return (tally, check) }
        }
        return (tally, nil)
    }

    private var settings: OutputSettings {
        OutputSettings(
            style: format.isForPrograms ? .plain : Terminal.style, showsTimes: !arguments.noTiming,
            isQuiet: arguments.quiet, isComplete: arguments.verbose > 0)
    }

    private var display: RunProgress.Display {
        if arguments.quiet || arguments.verbose > 0 || checks.count < 2 { return .none }
        let isDumb = ProcessInfo.processInfo.environment["TERM"] == "dumb"
        guard Terminal.isTerminal(.errors), !isDumb else { return .lines(every: .seconds(30)) }
        return .bar(width: Terminal.width(of: .errors))
    }

    private func status(_ tally: CheckTally) -> ExitStatus {
        let ending = tally.ending(failOn: failureLevel)
        if arguments.exitZero && ending != .interrupted { return .holds }
        return ExitStatus(ending)
    }
}

// MARK: one check

extension CheckRun {
    private mutating func outcome(
        of check: PlannedCheck, _ whole: Limits, _ progress: RunProgress
    ) throws -> CheckOutcome {
        let options = try check.options(options)
        // The clock of a check on its own starts with the process.
        let start = checks.count == 1 ? Orthant.start : .now
        if options.memory != nil { FreeMemory.giveBack() }
        let limits = options.limits(deadline: start + .seconds(options.timeout), partOf: whole)
        let context = Context(options: options, limits: limits, log: Terminal.log(level: arguments.verbose))
        let prepared: PreparedCheck
        do {
            prepared = try check.prepare(limits)
        } catch ModelError.stopped(_, let cause), FileError.stopped(_, let cause) {
            return CheckOutcome(check.description, .stopped(cause, options), options: options)
        }
        var (outcome, query) = try decide(check.description, prepared, context)
        context.logExpenses()
        if prepared.claimsEmptiness { outcome.vacuity = nil }
        if prepared.isVacuous && outcome.verdict.kind == .holds { outcome.vacuity = .vacuous }
        outcome.warnings = prepared.warnings
        if outcome.isVacuous { outcome.warnings.append(UsageWarning.vacuous(check: check.description.id).line) }
        progress.aside { outcome.warnings.forEach(Terminal.error) }
        try addEvidence(to: &outcome, prepared, query)
        return outcome
    }

    /// The outcome, and the query that a witness belongs to.
    private func decide(
        _ check: CheckDescription, _ prepared: PreparedCheck, _ context: Context
    ) throws -> (CheckOutcome, Query?) {
        switch method {
        case .verify:
            if let search = prepared.search { return try self.search(check, search, context) }
            let answer = try prepared.answer(context)
            let query = prepared.queries.indices.contains(answer.queryIndex) ? prepared.queries[answer.queryIndex] : nil
            return (CheckOutcome(check, answer, options: context.options), query)
        case .falsify(let rounds): return falsify(check, prepared.queries, rounds, context)
        }
    }

    private func search(
        _ check: CheckDescription, _ search: PreparedSearch, _ context: Context
    ) throws -> (CheckOutcome, Query?) {
        let findings = try LargestRadius(
            from: search.from, to: search.to, resolution: search.resolution, context: context, vacuity: .leftOut,
            queries: search.queries
        ).run()
        let point = findings.proved ?? findings.refuted ?? findings.undecided
        guard let answer = point?.answer else {
            let reason = context.limits.stop.map { UnknownReason($0) } ?? .timeout
            let outcome = CheckOutcome(
                check, .unknown(reason), method: context.options.engine.rawValue, seconds: findings.seconds,
                statistics: Statistics(), options: context.options)
            return (outcome, nil)
        }
        var outcome = CheckOutcome(
            check, answer.verdict, method: answer.engine.rawValue, seconds: findings.seconds,
            statistics: answer.statistics, options: context.options)
        outcome.unfinished = answer.unfinished
        if let proved = findings.proved?.value {
            outcome.vacuity = NonVacuity(regions: try search.region(proved), context: context).run()
        }
        outcome.bound = CheckOutcome.Bound(
            name: search.name, lower: findings.proved?.value, upper: findings.refuted?.value,
            undecided: findings.undecided?.value)
        guard case .violated = answer.verdict, let value = findings.refuted?.value else { return (outcome, nil) }
        return (outcome, try search.queries(value)[answer.queryIndex])
    }

    /// Attacks one query after the other.
    private func falsify(
        _ check: CheckDescription, _ queries: [Query], _ rounds: Int, _ context: Context
    ) -> (CheckOutcome, Query?) {
        var statistics = Statistics()
        var seconds = 0.0
        var verdict = Verdict.unknown(.noCounterexample(points: 0))
        var unfinished: UnfinishedSearch?
        for query in queries {
            let finding = Falsifier(query: query, context: context, rounds: rounds).run()
            statistics.add(finding.statistics)
            seconds += finding.seconds
            verdict = finding.verdict
            if case .unknown(.noCounterexample) = verdict {
                verdict = .unknown(.noCounterexample(points: statistics.attackPoints))
                unfinished = [unfinished, finding.unfinished].compactMap(\.self).min { $0.nearness < $1.nearness }
                continue
            }
            var outcome = CheckOutcome(
                check, verdict, method: "attack", seconds: seconds, statistics: statistics, options: context.options)
            outcome.unfinished = finding.unfinished
            return (outcome, query)
        }
        var outcome = CheckOutcome(
            check, verdict, method: "attack", seconds: seconds, statistics: statistics, options: context.options)
        outcome.unfinished = unfinished
        return (outcome, nil)
    }

    private mutating func addEvidence(
        to outcome: inout CheckOutcome, _ prepared: PreparedCheck, _ query: Query?
    ) throws {
        if case .violated(let witness) = outcome.verdict, let query {
            outcome.counterexample = Counterexample(witness, of: query, original: prepared.original)
        }
        if format.showsDigests || folder != nil && outcome.counterexample != nil {
            outcome.networkDigest = try digest(outcome.check)
        }
        if format.showsDigests, let digest = outcome.networkDigest {
            outcome.key = CheckKey.of(
                prepared.queries, networkDigest: digest, options: outcome.options, remark: prepared.keyRemark)
        }
        if let folder, let counterexample = outcome.counterexample {
            try folder.write(counterexample, into: &outcome)
        }
    }

    /// The digest of the model file; of several, that of a list of theirs.
    private mutating func digest(_ check: CheckDescription) throws -> String {
        if check.models.count == 1 { return try digest(of: check.models[0]) }
        var lines = [check.network]
        for path in check.models { lines.append(try digest(of: path)) }
        return SHA256Digest.of(lines.joined(separator: "\n"))
    }

    private mutating func digest(of path: String) throws -> String {
        if let known = digests[path] { return known }
        let digest = try SHA256Digest.ofFile(at: path)
        digests[path] = digest
        return digest
    }
}

/// Ticks a progress display from a queue of its own, as long as the run lasts.
private final class ProgressTimer {
    private let source: any DispatchSourceTimer
    private let progress: RunProgress

    init(_ progress: RunProgress) {
        self.progress = progress
        source = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "progress"))
        source.schedule(deadline: .now() + .milliseconds(200), repeating: .milliseconds(200))
        source.setEventHandler { progress.tick() }
        source.activate()
    }

    /// May be called twice.
    func stop() {
        source.cancel()
        progress.end()
    }
}
