import Exact
import Properties

/// One of the 45 networks: advisories that follow the last one, for a time to the loss of vertical separation.
struct ACASNetwork: Equatable {
    let advisory: Int
    let time: Int

    var name: String { "\(advisory)_\(time)" }

    /// Whether a file's name holds the network's: the indices with an underscore between them and no digit around them.
    func isNamed(by path: String) -> Bool {
        let file = path.split(separator: "/").last ?? ""
        return file.ranges(of: name).contains { range in
            let before = file[..<range.lowerBound].last
            let after = file[range.upperBound...].first
            return !(before?.isNumber ?? false) && !(after?.isNumber ?? false)
        }
    }
}

/// The ten ACAS Xu properties of the verification literature.
///
/// Bounds are the normalised ones of the VNN-LIB files of the verification competition, digit by digit, so that verdicts
/// are about the same boxes; each stands beside the physical range it came from.
///
/// Reference Katz et al., Reluplex: An Efficient SMT Solver for Verifying Deep Neural Networks, 2017, appendix.
struct ACASProperty {
    /// The networks a property was stated for.
    enum Scope {
        case all
        /// 2_1 to 5_9.
        case afterAnAdvisory
        /// All but 1_7, 1_8 and 1_9.
        case allButLateClear
        case one(ACASNetwork)

        func contains(_ member: ACASNetwork) -> Bool {
            switch self {
            case .all: true
            case .afterAnAdvisory: member.advisory > 1
            case .allButLateClear: !(member.advisory == 1 && member.time >= 7)
            case .one(let only): member == only
            }
        }

        var text: String {
            switch self {
            case .all: "all networks"
            case .afterAnAdvisory: "networks 2_1 to 5_9"
            case .allButLateClear: "all networks but 1_7, 1_8 and 1_9"
            case .one(let only): "network \(only.name)"
            }
        }
    }

    /// The range of one input: physical, in words, and as the network gets it.
    struct Range {
        let physical: String
        let lower: Rational
        let upper: Rational

        init(_ physical: String, _ lower: String, _ upper: String) {
            self.physical = physical
            self.lower = ACASProperty.decimal(lower)
            self.upper = ACASProperty.decimal(upper)
        }
    }

    /// Which advisories a point must get to refute the property. The least score wins.
    enum Refutation {
        /// The score of an output is at least a number.
        case score(of: Int, atLeast: Rational)
        /// An output has the greatest score.
        case greatest(Int)
        /// An output has the least score among all.
        case least(Int)
        /// Some other output scores no more than this one.
        case notLeast(Int)
        /// One of `some` scores no more than any of `others`.
        case leastOf(some: [Int], others: [Int])
    }

    /// A number of the table.
    static func decimal(_ text: String) -> Rational {
        guard let number = Rational(decimal: text) else { preconditionFailure("'\(text)' is no decimal number") }
        return number
    }

    static let inputs = ["rho (ft)", "theta (rad)", "psi (rad)", "v_own (ft/s)", "v_int (ft/s)"]
    static let advisories = ["COC", "WL", "WR", "SL", "SR"]

    let number: Int
    let sentence: String
    let scope: Scope
    /// The region is the union of boxes.
    let boxes: [[Range]]
    let refutation: Refutation

    /// The property as the set of points that would refute it.
    var unsafe: UnsafeProperty {
        let region = boxes.map { box in
            Formula.all(
                box.enumerated().flatMap { i, range in
                    [
                        .row(LinearRow(.input(i), times: 1, bound: range.upper)),
                        .row(LinearRow(.input(i), times: -1, bound: -range.lower)),
                    ]
                })
        }
        return UnsafeProperty(
            inputCount: Self.inputs.count, outputCount: Self.advisories.count,
            formula: .all([.any(region), refutation.formula]), source: "acas property \(number)")
    }

    /// What the property says, in words and physical units.
    var text: String {
        let rows = boxes.enumerated().map { k, box in
            zip(Self.inputs, box).map { name, range in
                "  \(name)\(String(repeating: " ", count: 14 - name.count))\(range.physical)"
            }.joined(separator: "\n")
        }
        return "property \(number): \(sentence)\n" + rows.joined(separator: "\n  or\n")
    }
}

extension ACASProperty.Refutation {
    /// a <= b between two outputs.
    private static func row(_ a: Int, _ b: Int) -> Formula {
        .row(LinearRow(terms: [(.output(a), 1), (.output(b), -1)], bound: .zero))
    }

    var formula: Formula {
        let outputs = ACASProperty.advisories.indices
        func others(_ j: Int) -> [Int] { outputs.filter { $0 != j } }
        switch self {
        case .score(let j, let bound): return .row(LinearRow(.output(j), times: -1, bound: -bound))
        case .greatest(let j): return .all(others(j).map { Self.row($0, j) })
        case .least(let j): return .all(others(j).map { Self.row(j, $0) })
        case .notLeast(let j): return .any(others(j).map { Self.row($0, j) })
        case .leastOf(let some, let others): return .any(some.map { j in .all(others.map { Self.row(j, $0) }) })
        }
    }
}
