import Exact

/// y_i = the greatest (or least) of some x_j: MaxPool, Max, Min.
package struct Extremum: Hashable, Sendable {
    /// Greatest or least.
    package enum Side: Hashable, Sendable {
        case greatest, least
    }

    package let side: Side
    /// For each element of the result the elements it is chosen from; none is empty.
    package let windows: [[Int]]

    /// Requires windows that are not empty.
    package init(_ side: Side, of windows: [[Int]]) {
        precondition(windows.allSatisfy { !$0.isEmpty }, "an empty window")
        self.side = side
        self.windows = windows
    }

    func evaluate<S: Scalar>(_ x: [S]) -> [S] {
        windows.map { window in
            window.dropFirst().reduce(x[window[0]]) {
                side == .greatest ? S.greater($0, x[$1]) : S.lesser($0, x[$1])
            }
        }
    }
}

/// All elements of several tensors in one: Concat.
package struct Concatenation: Hashable, Sendable {
    /// For each input, where its elements go.
    package let places: [[Int]]

    /// Requires places that fill the result, each once.
    package init(places: [[Int]]) {
        let all = places.joined()
        precondition(all.sorted() == Array(0..<all.count), "places do not fill the result")
        self.places = places
    }

    package var count: Int { places.reduce(0) { $0 + $1.count } }

    func evaluate<S: Scalar>(_ parts: [[S]]) -> [S] {
        var result = [S](repeating: .zero, count: count)
        for (part, places) in zip(parts, places) {
            for (value, place) in zip(part, places) { result[place] = value }
        }
        return result
    }
}
