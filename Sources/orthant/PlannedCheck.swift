import Contexts
import Exact
import ModelReading
import Networks
import Queries
import Reports
import Synchronization
import Verification

/// A check that is to be run: what is known about it, and how to get its query when its turn comes.
struct PlannedCheck {
    let description: CheckDescription
    /// What the check itself allows, as rows of the options table; a flag of the command line wins.
    var wishes: [(option: String, value: String)] = []
    /// Whether it looks for the greatest value of a name.
    var isSearch = false
    /// Reads and lowers. Called once, right before the check runs. Throws the ``InputError`` of whatever does not fit.
    /// Throws ``ModelError/stopped(file:_:)`` when the limits of the check say stop.
    let prepare: (Limits) throws -> PreparedCheck

    /// The options with what the check itself allows, where no flag of the command line says otherwise. Throws
    /// ``UsageError/badOption(name:value:range:)``.
    func options(_ sourced: SourcedOptions) throws(UsageError) -> Options {
        var own = sourced
        for (option, value) in wishes where sourced.source(of: option) != .flag {
            try own.set(option, value, shownAs: "the \(option) of check '\(description.id)'")
        }
        return own.options
    }
}

/// A check that can run now.
struct PreparedCheck {
    /// The check holds when all of them do.
    let queries: [Query]
    /// The region alone, where `queries` do not tell it from the property.
    var region: (() throws -> [Query])?
    /// A search for the greatest value of a name; `queries` are then those of the greatest value in question.
    var search: PreparedSearch?
    /// Whether no input meets the assertions, which was seen without an engine.
    var isVacuous = false
    /// Whether the claim is that the region has no point: then that it has none is no remark.
    var claimsEmptiness = false
    /// What the user should know, one line each.
    var warnings: [String] = []
    /// What the query depends on beside the model file, its cases and its options; see ``CheckKey``.
    var keyRemark = ""
    /// What a counterexample is compared with, such as the centre of a ball; `nil` for the middle of a box.
    var original: [Double]?
    /// Inputs that are looked at before any search.
    var known = KnownPoints()

    init(query: Query, warnings: [String] = []) {
        self.init(queries: [query], warnings: warnings)
    }

    init(queries: [Query], warnings: [String] = []) {
        self.queries = queries
        self.warnings = warnings
    }

    /// Decides the claim, and whether a region that it holds on has points. Throws what making the region throws.
    func answer(_ context: Context) throws -> Answer {
        let vacuity: VacuityCheck = region == nil ? .included : .leftOut
        var answer = ClaimVerifier(queries: queries, context: context, vacuity: vacuity, known: known).run()
        if let region, case .holds = answer.verdict, !claimsEmptiness {
            answer.vacuity = NonVacuity(regions: try region(), context: context, members: known.members).run()
        }
        return answer
    }
}

/// A search that can run now.
struct PreparedSearch {
    let name: String
    let from: Rational
    let to: Rational
    let resolution: Rational
    /// The claim at a value.
    let queries: (Rational) throws -> [Query]
    /// Its region alone.
    let region: (Rational) throws -> [Query]
}

extension PlannedCheck {
    /// A property in a VNN-LIB file of its own, on its networks. Its id is its path.
    static func property(at path: String, networks: [NetworkArgument], store: NetworkStore) -> PlannedCheck {
        PlannedCheck(
            description: CheckDescription(
                id: path, place: Place(file: path), network: networks.map(\.text).joined(separator: " "),
                models: networks.map(\.path))
        ) { limits in
            let problem = try Problem(property: path, networks: networks, store: store, limits: limits)
            var prepared = PreparedCheck(query: problem.query, warnings: problem.warnings)
            prepared.isVacuous = problem.query.cases.isEmpty
            return prepared
        }
    }
}

/// The network that was read last: checks that follow each other mostly share one.
final class NetworkStore: Sendable {
    private struct Entry {
        let path: String
        let hidden: [String]
        let network: Network
    }

    private let last = Mutex<Entry?>(nil)

    /// The network in a file. Throws as `ModelReading.network(at:hidden:limits:)` does.
    func network(at path: String, hidden: [String] = [], limits: Limits = Limits()) throws -> Network {
        if let last = last.withLock({ $0 }), last.path == path, last.hidden == hidden { return last.network }
        let network = try ModelReading.network(at: path, hidden: hidden, limits: limits)
        last.withLock { $0 = Entry(path: path, hidden: hidden, network: network) }
        return network
    }
}
