import Exact

extension Formula {
    /// Some other of `count` scores is at least as high as that of class `index`: a tie included. With `isLeastBest` the
    /// lowest score wins.
    package static func isBeaten(_ index: Int, of count: Int, isLeastBest: Bool = false) -> Formula {
        let sign = isLeastBest ? Rational(-1) : Rational.one
        return .any(
            (0..<count).filter { $0 != index }.map {
                .row(LinearRow(terms: [(.output(index), sign), (.output($0), -sign)], bound: .zero))
            })
    }
}
