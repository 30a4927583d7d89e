/// Suggestions for misspelt words.
package enum Spelling {
    /// The word nearest to `word`, if it takes at most two letters to get there.
    package static func nearest(to word: String, among words: [String]) -> String? {
        let distances = words.map { (distance(word, $0), $0) }
        guard let best = distances.min(by: { $0.0 < $1.0 }), best.0 <= 2 else { return nil }
        return best.1
    }

    /// Letters to insert, delete or replace to get from one word to the other.
    package static func distance(_ a: String, _ b: String) -> Int {
        let b = Array(b)
        var row = Array(0...b.count)
        for letter in a {
            var diagonal = row[0]
            row[0] += 1
            for (j, other) in b.enumerated() {
                let above = row[j + 1]
                row[j + 1] = letter == other ? diagonal : min(diagonal, above, row[j]) + 1
                diagonal = above
            }
        }
        return row[b.count]
    }
}
