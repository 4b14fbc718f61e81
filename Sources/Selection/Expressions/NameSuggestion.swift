/// Finds the known name a misspelt one was meant to be.
enum NameSuggestion {
    /// The nearest of `names`: equal but for case, or at most two edits away (one for names of up to three letters).
    static func nearest(to word: String, among names: [String]) -> String? {
        let lowercase = word.lowercased()
        // A very long word is near nothing, and need not be compared letter by letter.
        guard lowercase.utf8.count <= 32 else { return nil }
        var best: (name: String, distance: Int)?
        for name in names {
            let distance = self.distance(Array(lowercase.utf8), Array(name.utf8))
            let allowed = min(name.utf8.count, lowercase.utf8.count) <= 3 ? 1 : 2
            if distance <= allowed, distance < (best?.distance ?? .max) {
                best = (name, distance)
            }
        }
        return best?.name
    }

    /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            for column in 0..<right.count {
                let replaced = previous[column] + (left[row] == right[column] ? 0 : 1)
                var cheapest = min(replaced, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    cheapest = min(cheapest, beforePrevious[column - 1] + 1)
                }
                current.append(cheapest)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
