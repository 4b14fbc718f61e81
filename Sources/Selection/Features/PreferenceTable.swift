/// A judge's comparisons of every prompt's responses: for each prompt an n x n matrix whose entry (i, j) is the share, from 0 to 1, in
/// which response i beats response j, both orders averaged; NaN where the two were not compared. The diagonal means nothing.
///
/// Built by appending prompts in the order of their table. Sums run over j in ascending order.
package struct PreferenceTable: Sendable {
    private var shares: [Double] = []
    /// A prompt: where its matrix begins.
    private var starts: [Int] = []
    /// A prompt: n.
    private var sizes: [Int] = []

    package init() {}

    package var promptCount: Int { sizes.count }

    /// Adds the next prompt.
    /// - Parameter matrix: n rows of n shares; what is no number from 0 to 1 counts as not compared, and so does a matrix of another size.
    package mutating func append(_ matrix: [Double], responses n: Int) {
        starts.append(shares.count)
        sizes.append(n)
        guard matrix.count == n * n else {
            return shares.append(contentsOf: repeatElement(.nan, count: n * n))
        }
        for (place, share) in matrix.enumerated() {
            let isComparison = place / n != place % n && share >= 0 && share <= 1
            shares.append(isComparison ? share : .nan)
        }
    }

    package func responseCount(of prompt: Int) -> Int { sizes[prompt] }

    /// The share in which response i of a prompt beats response j, both counted from 0 within the prompt; NaN where it is not known.
    package func share(_ prompt: Int, _ i: Int, _ j: Int) -> Double {
        shares[starts[prompt] + i * sizes[prompt] + j]
    }

    /// What a prompt's responses are worth by one of the scores, NaN for a response that was compared with none:
    ///
    /// - `winrate`: the mean of P_ij over the known j (Swamy et al., A Minimaximalist Approach to RLHF, arXiv 2401.04056);
    /// - `borda`: the sum of P_ij over the known j;
    /// - `copeland`: the number of known j with P_ij > 0.5 less the number of those with P_ij < 0.5.
    package func scores(_ score: JudgeScore, of prompt: Int) -> [Double] {
        (0..<sizes[prompt]).map { i in
            var known = 0.0
            var sum = 0.0
            var wins = 0.0
            for j in 0..<sizes[prompt] {
                let share = share(prompt, i, j)
                if share.isNaN { continue }
                known += 1
                sum += share
                wins += share > 0.5 ? 1 : share < 0.5 ? -1 : 0
            }
            guard known > 0 else { return .nan }
            switch score {
            case .winRate: return sum / known
            case .borda: return sum
            case .copeland: return wins
            }
        }
    }

    /// The response that beats each of the others, P_ij > 0.5 for all j; nil where there is none, or a comparison it needs is missing,
    /// or there is one response only.
    package func condorcetWinner(of prompt: Int) -> Int? {
        let n = sizes[prompt]
        guard n > 1 else { return nil }
        return (0..<n).first { i in (0..<n).allSatisfy { j in i == j || share(prompt, i, j) > 0.5 } }
    }

    /// How many triples of a prompt's responses are decided, and how many of those go round in a circle: i beats j, j beats k, k beats i.
    /// No reward of single responses can agree with a circle (Zhang et al., General Preference Modeling, arXiv 2410.02197).
    package func triples(of prompt: Int) -> (decided: Int, cyclic: Int) {
        let n = sizes[prompt]
        var decided = 0
        var cyclic = 0
        for i in 0..<n {
            for j in (i + 1)..<max(n, i + 1) {
                for k in (j + 1)..<max(n, j + 1) {
                    guard let first = beats(prompt, i, j), let second = beats(prompt, j, k), let third = beats(prompt, k, i) else {
                        continue
                    }
                    decided += 1
                    cyclic += first == second && second == third ? 1 : 0
                }
            }
        }
        return (decided, cyclic)
    }

    /// The share of the decided triples of all prompts that are cyclic; nil where none is decided.
    package var cyclicShare: Double? {
        var decided = 0
        var cyclic = 0
        for prompt in 0..<promptCount {
            let triples = triples(of: prompt)
            decided += triples.decided
            cyclic += triples.cyclic
        }
        return decided > 0 ? Double(cyclic) / Double(decided) : nil
    }

    /// Whether i beats j; nil where they are even or were not compared. Where only (j, i) is known, it is the other way round.
    private func beats(_ prompt: Int, _ i: Int, _ j: Int) -> Bool? {
        let share = share(prompt, i, j)
        let other = share.isNaN ? 1 - self.share(prompt, j, i) : share
        if other.isNaN || other == 0.5 { return nil }
        return other > 0.5
    }
}
