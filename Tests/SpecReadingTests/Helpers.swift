import Contexts
import Exact
import Properties
import SpecReading

/// Reads text as a VNN-LIB file named `p.vnnlib`.
func read(_ text: String) throws -> ReadProperty {
    try VNNLIBReader.read(Array(text.utf8), file: "p.vnnlib")
}

/// The formula of one assertion over X_0, X_1, X_2, Y_0, Y_1; a single condition stands for itself.
func formula(of condition: String) throws -> Formula {
    let names = ["X_0", "X_1", "X_2", "Y_0", "Y_1"]
    let declarations = names.map { "(declare-const \($0) Real)" }.joined(separator: "\n")
    let read = try read("\(declarations)\n(assert \(condition))")
    if case .all(let parts) = read.property.formula, parts.count == 1 { return parts[0] }
    return read.property.formula
}

/// The formula written out: `(X_0 <= 1 and (Y_0 < 2 or Y_1 <= 3))`.
func written(_ formula: Formula) -> String {
    switch formula {
    case .row(let row): row.description
    case .all(let parts): "(" + parts.map(written).joined(separator: " and ") + ")"
    case .any(let parts): "(" + parts.map(written).joined(separator: " or ") + ")"
    }
}
