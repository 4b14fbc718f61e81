import Glibc
import Selection

/// Rewards as a fallible judge reports them.
///
/// The level is the share of comparisons (two answers to one prompt with different rewards) whose order is wrong, in expectation over the
/// noise and over all comparisons of the round; how strong the noise has to be for that is worked out from the round's noiseless
/// rewards. What happens to an answer depends on seed, round, prompt and sample alone: all arms of a seed see the same
/// mishaps in round 1, and a higher level adds to those of a lower one.
package struct LabelNoise: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// With probability q the judge reports the reward of a random answer of the round instead: rare, gross errors.
        case replaced
        /// Adds sigma times a standard normal number: frequent, small errors, which turn near ties.
        case gaussian
    }

    package static let largest = 0.4

    let kind: Kind
    let level: Double
    let seed: Int
    let round: Int

    /// The observed rewards: `result[prompt][sample]`.
    func observed(_ answers: LabAnswers) throws(LabError) -> [[Double]] {
        let clean = answers.answers.map { $0.map(\.reward) }
        if level == 0 { return clean }
        switch kind {
        case .replaced: return try replace(clean, answers.prompts)
        case .gaussian: return try shake(clean, answers.prompts)
        }
    }

    // MARK: Replaced

    private func replace(_ clean: [[Double]], _ prompts: [LabPrompt]) throws(LabError) -> [[Double]] {
        let all = clean.flatMap { $0 }
        let share = try replacedShare(clean, sorted: all.sorted())
        var observed = clean
        for (prompt, group) in clean.enumerated() {
            for sample in group.indices where chance("replaced", prompts[prompt], sample).unit < share {
                let other = Int(chance("replacement", prompts[prompt], sample).unit * Double(all.count))
                observed[prompt][sample] = all[other]
            }
        }
        return observed
    }

    /// The probability q that gives the level: with A the mean, over comparisons a > b, of P(X < b) + P(X > a) for a random reward X, and
    /// B = P(X < Y) for two of them, the share of wrong orders is q(1 − q)A + q²B.
    private func replacedShare(_ clean: [[Double]], sorted: [Double]) throws(LabError) -> Double {
        var sum = 0.0
        var comparisons = 0
        for group in clean {
            for better in group {
                for worse in group where better > worse {
                    sum += Self.shareBelow(worse, sorted) + 1 - Self.shareUpTo(better, sorted)
                    comparisons += 1
                }
            }
        }
        guard comparisons > 0 else { return 0 }
        let one = sum / Double(comparisons)
        let both = sorted.reduce(0) { $0 + Self.shareBelow($1, sorted) } / Double(sorted.count)
        let root = one * one + 4 * (both - one) * level
        let share = root < 0 ? 2 : 2 * level / (one + root.squareRoot())
        guard share <= 1 else { throw unreachable }
        return share
    }

    private static func shareBelow(_ value: Double, _ sorted: [Double]) -> Double {
        Double(firstIndex(sorted) { $0 >= value }) / Double(sorted.count)
    }

    private static func shareUpTo(_ value: Double, _ sorted: [Double]) -> Double {
        Double(firstIndex(sorted) { $0 > value }) / Double(sorted.count)
    }

    /// Where `condition`, once true, stays true; the count where it never is.
    private static func firstIndex(_ sorted: [Double], _ condition: (Double) -> Bool) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if condition(sorted[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    // MARK: Gaussian

    private func shake(_ clean: [[Double]], _ prompts: [LabPrompt]) throws(LabError) -> [[Double]] {
        let sigma = try deviation(clean)
        var observed = clean
        for (prompt, group) in clean.enumerated() {
            for sample in group.indices {
                let radius = (-2 * log(chance("radius", prompts[prompt], sample).openUnit)).squareRoot()
                let angle = 2 * Double.pi * chance("angle", prompts[prompt], sample).unit
                observed[prompt][sample] += sigma * radius * cos(angle)
            }
        }
        return observed
    }

    /// The sigma that gives the level: a comparison with difference d is wrong with probability Φ(−d / (sigma √2)) = erfc(d / (2 sigma)) / 2.
    private func deviation(_ clean: [[Double]]) throws(LabError) -> Double {
        var differences: [Double] = []
        for group in clean {
            for better in group {
                for worse in group where better > worse { differences.append(better - worse) }
            }
        }
        if differences.isEmpty { return 0 }
        var low = 0.0
        var high = 1e3
        for _ in 0..<60 {
            let middle = (low + high) / 2
            var wrong = 0.0
            for difference in differences { wrong += erfc(difference / (2 * middle)) / 2 }
            if wrong / Double(differences.count) < level { low = middle } else { high = middle }
        }
        guard high < 1e3 else { throw unreachable }
        return high
    }

    private func chance(_ purpose: String, _ prompt: LabPrompt, _ sample: Int) -> StableHash {
        var hash = StableHash(purpose: purpose)
        hash.combine(seed)
        hash.combine(round)
        hash.combine(prompt.hash)
        hash.combine(sample)
        return hash
    }

    private var unreachable: LabError {
        LabError("no noise makes \(level) of round \(round)'s comparisons wrong: its rewards hardly differ; lower --noise")
    }
}
