/// What the program calls itself.
package enum Product {
    package static let name = "Orthant"
    /// Semantic version; `orthant --version` prints just this.
    package static let version = "0.1.0"
}
