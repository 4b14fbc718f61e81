/// Merge sort that may stop at a comparison nobody has made yet: best first, of equals the earlier one first.
enum MergeRanking {
    /// What comes next.
    enum Step: Hashable {
        case compare(first: Int, second: Int)
        /// Places of the responses, best first.
        case ranked([Int])
    }

    private struct Missing: Error {
        var first: Int
        var second: Int
    }

    /// - Parameter known: In any order; a pair at most once.
    static func next(count: Int, known: [JudgeComparison]) -> Step {
        var shares: [[Int]: Double] = [:]
        for comparison in known {
            shares[[comparison.first, comparison.second]] = comparison.share
            shares[[comparison.second, comparison.first]] = 1 - comparison.share
        }
        do {
            return .ranked(try sorted(Array(0..<count), shares))
        } catch {
            return .compare(first: error.first, second: error.second)
        }
    }

    private static func sorted(_ places: [Int], _ shares: [[Int]: Double]) throws(Missing) -> [Int] {
        guard places.count > 1 else { return places }
        let middle = places.count / 2
        let left = try sorted(Array(places[..<middle]), shares)
        let right = try sorted(Array(places[middle...]), shares)
        var merged: [Int] = []
        var (i, j) = (0, 0)
        while i < left.count, j < right.count {
            guard let share = shares[[left[i], right[j]]] else {
                throw Missing(first: min(left[i], right[j]), second: max(left[i], right[j]))
            }
            if share >= 0.5 {
                merged.append(left[i])
                i += 1
            } else {
                merged.append(right[j])
                j += 1
            }
        }
        return merged + left[i...] + right[j...]
    }
}
