/// Chooses responses worth annotating before any has a reward: Annotation-Efficient Preference Optimization (Jinnai and Honda,
/// arXiv 2405.13541).
package enum DiverseSubset {
    /// The k of n responses S with a large
    ///
    ///     sum_i sum_{j in S, j != i} s_ij / ((n - 1) k)  -  lambda * sum_{i != j in S} s_ij / (k (k - 1))
    ///
    /// where s is the cosine: typical of all, and unlike each other. Found greedily one after the other, then by the best exchange of
    /// one response as long as one helps; ties go to the lower indices.
    /// - Parameters:
    ///   - responses: a prompt's, by their indices in the vectors. A missing vector is like nothing (s = 0).
    ///   - k: at least 1; all are chosen where there are no more. 2 in the paper.
    ///   - lambda: 1 weighs both alike, 0 ignores unlikeness.
    /// - Returns: ascending indices.
    package static func aepo(_ vectors: VectorTable, of responses: [Int], k: Int, lambda: Double) -> [Int] {
        let count = responses.count
        guard k >= 1 else { return [] }
        guard k < count else { return responses.sorted() }
        let sorted = responses.sorted()
        var similarity = [Double](repeating: 0, count: count * count)
        for first in 0..<count {
            for second in 0..<first {
                let cosine = vectors.cosine(sorted[first], sorted[second])
                similarity[first * count + second] = cosine.isNaN ? 0 : cosine
                similarity[second * count + first] = similarity[first * count + second]
            }
        }
        // A response's part of the first sum, and the factor of a likeness within the subset: each pair of it counts twice.
        let typical = (0..<count).map { other in
            (0..<count).reduce(0) { $0 + similarity[$1 * count + other] } / Double((count - 1) * k)
        }
        let penalty = k > 1 ? 2 * lambda / Double(k * (k - 1)) : 0
        func value(_ subset: [Int]) -> Double {
            var sum = 0.0
            for (place, first) in subset.enumerated() {
                sum += typical[first]
                for second in subset[..<place] { sum -= penalty * similarity[first * count + second] }
            }
            return sum
        }
        return SubsetSearch(count: count, value: value).choose(k).map { sorted[$0] }
    }
}
