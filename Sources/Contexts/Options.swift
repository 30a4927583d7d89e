import Foundation

/// The engine a run uses; `auto` is a portfolio.
package enum EngineChoice: String, Sendable, CaseIterable, Encodable {
    case auto, bounds, bab, milp, smt
}

/// Everything a user can set that the engines read. Defaults and ranges stand in ``table``.
package struct Options: Sendable, Hashable, Encodable {
    package var engine = EngineChoice.auto
    package var seed = 1
    /// One worker per processor.
    package var threads = min(Self.mostThreads, max(1, ProcessInfo.processInfo.activeProcessorCount))
    package var timeout = 60.0
    /// Resident memory of the process in bytes; `nil` for all there is.
    package var memory: Int?
    /// Subproblems that a search may bound; `nil` for any number.
    package var nodes: Int?
    package var attackRestarts = 20
    package var batchSize = 64

    package init() {}

    private static let mostThreads = 1_024
    /// Less is no use: the program and its libraries take half of it before anything is read.
    private static let memoryRange = (64 << 20)...(1_024 << 40)
    /// What stands for a limit that is not set.
    private static let unlimited = "none"
}

/// One row of the options table: name, default, range and help of one option.
package struct OptionRow: Sendable {
    package let name: String
    /// What stands for the value in help texts: `n`, `seconds`.
    package let valueName: String
    /// The values allowed, in words: a range or a list.
    package let range: String
    package let help: String
    /// The option's value as text.
    package let text: @Sendable (Options) -> String
    /// Sets the option from text; `false` when the text is not in range.
    package let set: @Sendable (inout Options, String) -> Bool

    package var defaultText: String { text(Options()) }
}

extension Options {
    /// The one list of options, sorted by name. The command line, its help and its range checks are made from these rows;
    /// a new option is a new row here and a field above.
    package static let table: [OptionRow] = [
        integer(
            "attack-restarts", \.attackRestarts, 0...1_000_000,
            "starting points of an attack"),
        integer("batch-size", \.batchSize, 1...4_096, "subproblems bounded together"),
        choice("engine", \.engine, "how a query is decided"),
        limit(
            "memory", \.memory, "size",
            "\(ByteCount.text(memoryRange.lowerBound)) to \(ByteCount.text(memoryRange.upperBound))",
            "memory of the process", text: ByteCount.text
        ) { ByteCount.bytes($0).flatMap { memoryRange.contains($0) ? $0 : nil } },
        limit(
            "nodes", \.nodes, "n", "1 to \(Int32.max)", "subproblems bounded, for each check", text: { String($0) }
        ) { Int($0).flatMap { (1...Int(Int32.max)).contains($0) ? $0 : nil } },
        integer("seed", \.seed, 0...Int(Int32.max), "seed of every random choice"),
        integer("threads", \.threads, 1...mostThreads, "worker threads of the search"),
        real("timeout", \.timeout, 0.001...1e9, "seconds", "wall-clock time for each check"),
    ]

    private static func integer(
        _ name: String, _ field: WritableKeyPath<Options, Int> & Sendable, _ range: ClosedRange<Int>, _ help: String
    ) -> OptionRow {
        OptionRow(
            name: name, valueName: "n", range: "\(range.lowerBound) to \(range.upperBound)", help: help,
            text: { String($0[keyPath: field]) }
        ) { options, text in
            guard let value = Int(text), range.contains(value) else { return false }
            options[keyPath: field] = value
            return true
        }
    }

    /// A limit that is not there unless somebody sets it; `read` is `nil` for what is not in range.
    private static func limit(
        _ name: String, _ field: WritableKeyPath<Options, Int?> & Sendable, _ valueName: String, _ range: String,
        _ help: String, text: @escaping @Sendable (Int) -> String, read: @escaping @Sendable (String) -> Int?
    ) -> OptionRow {
        OptionRow(
            name: name, valueName: valueName, range: "\(range), or \(unlimited)", help: help,
            text: { $0[keyPath: field].map(text) ?? unlimited }
        ) { options, text in
            if text == unlimited {
                options[keyPath: field] = nil
                return true
            }
            guard let value = read(text) else { return false }
            options[keyPath: field] = value
            return true
        }
    }

    private static func real(
        _ name: String, _ field: WritableKeyPath<Options, Double> & Sendable, _ range: ClosedRange<Double>,
        _ valueName: String, _ help: String
    ) -> OptionRow {
        OptionRow(
            name: name, valueName: valueName, range: "\(short(range.lowerBound)) to \(short(range.upperBound))",
            help: help, text: { short($0[keyPath: field]) }
        ) { options, text in
            guard let value = Double(text), range.contains(value) else { return false }
            options[keyPath: field] = value
            return true
        }
    }

    /// `60` rather than `60.0`.
    private static func short(_ value: Double) -> String {
        Int(exactly: value).map(String.init) ?? String(value)
    }

    private static func choice(
        _ name: String, _ field: WritableKeyPath<Options, EngineChoice> & Sendable, _ help: String
    ) -> OptionRow {
        OptionRow(
            name: name, valueName: name, range: EngineChoice.allCases.map(\.rawValue).joined(separator: ", "),
            help: help, text: { $0[keyPath: field].rawValue }
        ) { options, text in
            guard let value = EngineChoice(rawValue: text) else { return false }
            options[keyPath: field] = value
            return true
        }
    }
}
