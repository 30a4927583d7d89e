import Contexts
import DataFiles
import Exact
import Foundation

/// The data files beside these tests, made by `Fixtures/make_fixtures.py`.
enum Fixtures {
    static let folder = Bundle.module.resourceURL?.appendingPathComponent("Fixtures").path ?? "Fixtures"

    static func path(_ name: String) -> String { "\(folder)/\(name)" }

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    /// The package's `models` folder.
    static let models = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("models").path
}

extension NumberArray {
    /// All elements in C order.
    var elements: [StoredNumber] { (0..<count).map { self[$0] } }
}

extension Rational {
    /// `p/q`, for expected values.
    init(_ numerator: Int, over denominator: Int) {
        self = Rational(numerator) / Rational(denominator)
    }
}
