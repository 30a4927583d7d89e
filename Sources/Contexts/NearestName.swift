/// Finds what a misspelt name was meant to be.
package enum NearestName {
    /// The most slips there may be. Two in a short word make another word.
    private static func limit(_ word: String) -> Int { word.count > 4 ? 2 : 1 }

    /// The candidate that needs the fewest slips, the first of several; `nil` when more
    /// than two are needed, or more than one in a word of at most four letters.
    package static func to(_ word: String, among candidates: some Sequence<String>) -> String? {
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(word, candidate)
            guard distance <= limit(word), word.count > 1 || distance == 0 else { continue }
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Letters to insert, delete, replace or swap with their neighbour to get from one word to the other (Damerau, A
    /// Technique for Computer Detection and Correction of Spelling Errors, 1964). Cost: the product of the lengths.
    package static func distance(_ a: String, _ b: String) -> Int {
        let (a, b) = (Array(a), Array(b))
        // Distances from the first i letters of `a`, two letters less, one less, and these, to every start of `b`.
        var (beforeLast, last) = ([Int](), Array(0...b.count))
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var least = a[i] == b[j] ? last[j] : min(last[j], last[j + 1], row[j]) + 1
                if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] { least = min(least, beforeLast[j - 1] + 1) }
                row.append(least)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
