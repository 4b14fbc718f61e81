/// Finds the known name a misspelt one was meant to be.
enum NameDistance {
    /// The nearest of `names` with at most one edit in three characters; the first of equally near ones.
    static func nearest(to word: String, among names: [String]) -> String? {
        let word = Array(word.lowercased().utf8.prefix(65))
        var best: (name: String, edits: Int)?
        for name in names {
            let edits = edits(between: word, and: Array(name.lowercased().utf8))
            let isNear = edits <= max(1, name.utf8.count / 3)
            if isNear, edits < (best?.edits ?? .max) { best = (name, edits) }
        }
        return best?.name
    }

    /// Levenshtein distance: insertions, deletions and replacements.
    private static func edits(between left: [UInt8], and right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (i, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in right.indices {
                let replaced = diagonal + (byte == right[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, min(row[j], diagonal) + 1)
            }
        }
        return row[right.count]
    }
}
