import Inference

/// Draws one token after another as `SamplingParameters` ask.
///
/// Penalties change the logits, the temperature divides them, then candidates are cut in this order: min_p (relative to the likeliest),
/// top_k, top_p (of the probability those left): the smallest number of top candidates that reaches it. Candidates rank by probability,
/// ties by the lower id. A temperature below 0.00001 takes the first. Not `Sendable`: one task uses it.
final class TokenDraw {
    private let sampling: SamplingParameters
    private var penalties: TokenPenalties?
    private let count: Int
    private let penalised: UnsafeMutablePointer<Double>
    /// Not normalised: exp((logit - largest) / temperature).
    private let weights: UnsafeMutablePointer<Double>
    private let candidates: TokenCandidates

    init(sampling: SamplingParameters, prompt: [Int32], vocabularyCount: Int) {
        self.sampling = sampling
        count = vocabularyCount
        penalties = TokenPenalties(sampling: sampling, prompt: prompt, vocabularyCount: vocabularyCount)
        penalised = .allocate(capacity: count)
        weights = .allocate(capacity: count)
        penalised.initialize(repeating: 0, count: count)
        weights.initialize(repeating: 0, count: count)
        candidates = TokenCandidates(count: count, weights: weights)
    }

    deinit {
        penalised.deallocate()
        weights.deallocate()
    }

    /// Makes ready for another response to the same prompt.
    func startResponse() {
        penalties?.forgetResponse()
    }

    /// One token, drawn with one number of `generator` (none when greedy).
    func draw(from next: NextToken, generator: inout SeededGenerator) -> Int32 {
        let token = choose(from: next, generator: &generator)
        penalties?.record(token)
        return token
    }

    private func choose(from next: NextToken, generator: inout SeededGenerator) -> Int32 {
        var logits = UnsafePointer(next.logits)
        var largest = next.largest
        if let penalties {
            largest = penalties.apply(to: logits, into: penalised)
            logits = UnsafePointer(penalised)
        }
        if sampling.temperature < 1e-5 {
            return TokenDraw.first(equalTo: largest, in: logits, count: count)
        }
        let sum = StableMath.exponentials(
            of: logits,
            shift: largest,
            scale: 1 / sampling.temperature,
            powers: next.powers,
            into: weights,
            count: count
        )
        let number = generator.uniform()
        if sampling.topP >= 1 && sampling.topK == 0 && sampling.minP == 0 {
            return TokenDraw.pick(in: weights, count: count, at: number * sum)
        }
        let mass = candidates.keep(sampling, sum: sum)
        return candidates.pick(at: number * mass)
    }

    private static func first(equalTo largest: Double, in logits: UnsafePointer<Double>, count: Int) -> Int32 {
        var token = 0
        while token < count - 1 && logits[token] < largest { token &+= 1 }
        return Int32(token)
    }

    /// The token whose stretch of the cumulated weights holds `point`; rounding at the far end falls to the last token with a weight.
    private static func pick(in weights: UnsafePointer<Double>, count: Int, at point: Double) -> Int32 {
        var cumulated = 0.0
        var last = 0
        var token = 0
        while token < count {
            let weight = weights[token]
            cumulated += weight
            if cumulated > point { return Int32(token) }
            if weight > 0 { last = token }
            token &+= 1
        }
        return Int32(last)
    }
}
