package import Contexts
import Digests
import Exact
import Properties
package import Queries

/// The name of a check by its content: equal for equal networks, regions and claims, whatever they are called and however
/// their numbers are written.
package enum CheckKey {
    /// SHA-256 over the digest of the model file, the queries in their normal form, and the options that decide what can be
    /// found out. `remark` says what else the query depends on, such as layers in front of the network.
    ///
    /// Cost: the text of the query's exact numbers.
    package static func of(_ queries: [Query], networkDigest: String, options: Options, remark: String = "") -> String {
        var lines = [
            "orthant-key 1", "version \(Product.version.prefix { $0 != "." })", "network \(networkDigest)",
            "engine \(options.engine.rawValue)", "remark \(remark)",
        ]
        lines += Set(queries.compactMap(\.composition)).sorted().map { "product \($0)" }
        for (query, problem) in queries.flatMap({ query in query.cases.map { (query, $0) } }) {
            lines.append("case")
            // The same box of parameters stands for many regions.
            lines += query.embedding?.lines ?? []
            lines += query.observed.map { "observed \($0.neuron) \($0.side)" }
            for (lower, upper) in zip(problem.box.lower, problem.box.upper) {
                lines.append("\(lower.text) \(upper.text)")
            }
            lines += problem.regionRows.map { "region \($0)" }
            lines += problem.decisions.map { "phase \($0.neuron) \($0.isActive)" }
            for polyhedron in problem.unsafe {
                lines.append("unsafe")
                lines += polyhedron.rows.map(\.description)
            }
        }
        return SHA256Digest.of(lines.joined(separator: "\n"))
    }
}
