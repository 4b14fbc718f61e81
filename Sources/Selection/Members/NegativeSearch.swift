import Glibc

/// Finds the responses that `ampo` rejects.
struct NegativeSearch {
    let answers: AnswerTable
    let choice: NegativeChoice

    /// - Parameter candidates: responses in order of reward, best first.
    /// - Returns: `count` of them, or all where there are no more.
    func negatives(_ count: Int, of candidates: [Int]) -> [Int] {
        guard count < candidates.count else { return candidates }
        switch choice {
        case .bottom:
            return candidates.suffix(count)
        case .clusters:
            let search = MedoidSearch(weights: candidates.map { _ in 1 }, distance: distance(candidates))
            let medoids = search.choose(count)
            // Candidates come best first, so that the last of a cluster is its worst.
            var worst = medoids
            for point in candidates.indices {
                worst[search.nearest(to: point, of: medoids).place] = point
            }
            return worst.map { candidates[$0] }
        case .coverage:
            // Weights count in proportion only: the worst has 1, so that none overflows.
            let least = candidates.map { answers.rewards[$0] }.min() ?? 0
            let weights = candidates.map { exp(least - answers.rewards[$0]) }
            return MedoidSearch(weights: weights, distance: distance(candidates)).choose(count).map { candidates[$0] }
        }
    }

    /// 1 - cosine; 1 where a vector is missing.
    private func distance(_ candidates: [Int]) -> (Int, Int) -> Double {
        guard let name = choice.vectors, let vectors = answers.vectors[name] else { return { _, _ in 1 } }
        return { first, second in
            let cosine = vectors.cosine(candidates[first], candidates[second])
            return cosine.isNaN ? 1 : 1 - cosine
        }
    }
}
