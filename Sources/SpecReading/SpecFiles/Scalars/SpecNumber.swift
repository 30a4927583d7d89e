package import Exact

/// Numbers from outside a spec file that are to read as if they stood in it: cells of tables, values given by name.
package enum SpecNumber {
    /// The exact value of `12`, `0.03`, `1e-3` or `2/255`; `nil` for anything else.
    package static func rational(_ text: String) -> Rational? { try? NumberText.parse(text) }
}
