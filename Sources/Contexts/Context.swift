/// What every engine is handed: options, limits and the log. There are no globals.
package struct Context: Sendable {
    package let options: Options
    package let limits: Limits
    package let log: Log

    package init(options: Options = Options(), limits: Limits = Limits(), log: Log = .silent) {
        self.options = options
        self.limits = limits
        self.log = log
    }

    /// The same options and log under other limits.
    package func with(_ limits: Limits) -> Context {
        Context(options: options, limits: limits, log: log)
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
