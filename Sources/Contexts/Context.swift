/// What every engine is handed: options, limits, the log and where progress is told. There are no globals.
package struct Context: Sendable {
    package var options: Options
    package var limits: Limits
    package let log: Log
    /// Where the run stands; its lines go to the log.
    package var progress: SearchProgress

    package init(options: Options = Options(), limits: Limits = Limits(), log: Log = .silent) {
        self.options = options
        self.limits = limits
        self.log = log
        progress = SearchProgress(log: log)
    }

    /// The same under other limits.
    package func with(_ limits: Limits) -> Context {
        var context = self
        context.limits = limits
        return context
    }

    /// Says on the log where the time went, and how much memory the process held at most.
    package func logExpenses() {
        if let shares = progress.shares { log.stage(shares) }
        if let peak = ResidentMemory.peak { log.stage("memory: \(peak >> 20)MiB at most") }
    }

    /// The same for a part of the run whose progress is its own affair.
    package func withoutProgress() -> Context {
        var context = self
        context.progress = SearchProgress()
        return context
    }
}

/// Lines about the progress of a run, for stderr. Results never go through here.
package struct Log: Sendable {
    /// 0: nothing, 1: stages (`-v`), 2: their details (`-vv`).
    package let level: Int
    private let sink: @Sendable (String) -> Void

    package static let silent = Log(level: 0) { _ in }

    package init(level: Int, sink: @escaping @Sendable (String) -> Void) {
        self.level = level
        self.sink = sink
    }

    /// Writes a line about a stage. The text is not made unless it is wanted.
    package func stage(_ text: @autoclosure () -> String) {
        if level >= 1 { sink(text()) }
    }

    /// Writes a line about what happens inside a stage.
    package func detail(_ text: @autoclosure () -> String) {
        if level >= 2 { sink(text()) }
    }
}
