/// Finds what a misspelt name was meant to be.
package enum NearestName {
    /// The most letters that may be wrong. In a short word, two are no slip but another word.
    private static func limit(_ word: String) -> Int { word.count > 4 ? 2 : 1 }

    /// The candidate that needs the fewest letters inserted, deleted or replaced, the first of several; `nil` when more
    /// than two letters are wrong, or more than one of at most four.
    package static func to(_ word: String, among candidates: some Sequence<String>) -> String? {
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(word, candidate)
            guard distance <= limit(word), word.count > 1 || distance == 0 else { continue }
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Letters to insert, delete or replace to get from one word to the other. Cost: the product of the lengths.
    static func distance(_ a: String, _ b: String) -> Int {
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
