import Inference

/// Repetition, presence and frequency penalties on the logits, with the usual meaning: repetition divides a positive and multiplies a
/// negative logit of every token seen in prompt or response; presence subtracts once and frequency once per occurrence in the response.
struct TokenPenalties {
    private let repetition: Double
    private let presence: Double
    private let frequency: Double
    private var isInPrompt: [Bool]
    private var occurrences: [Int]

    /// Nil where every penalty is neutral.
    init?(sampling: SamplingParameters, prompt: [Int32], vocabularyCount: Int) {
        if sampling.repetitionPenalty == 1 && sampling.presencePenalty == 0 && sampling.frequencyPenalty == 0 { return nil }
        repetition = sampling.repetitionPenalty
        presence = sampling.presencePenalty
        frequency = sampling.frequencyPenalty
        isInPrompt = Array(repeating: false, count: vocabularyCount)
        occurrences = Array(repeating: 0, count: vocabularyCount)
        for token in prompt { isInPrompt[Int(token)] = true }
    }

    mutating func forgetResponse() {
        for token in occurrences.indices { occurrences[token] = 0 }
    }

    mutating func record(_ token: Int32) {
        occurrences[Int(token)] += 1
    }

    /// Writes the penalised logits and returns the largest.
    func apply(to logits: UnsafePointer<Double>, into result: UnsafeMutablePointer<Double>) -> Double {
        var largest = -Double.infinity
        for token in occurrences.indices {
            var logit = logits[token]
            let times = occurrences[token]
            if times > 0 || isInPrompt[token] {
                logit = logit > 0 ? logit / repetition : logit * repetition
            }
            if times > 0 {
                logit -= presence + frequency * Double(times)
            }
            result[token] = logit
            largest = max(largest, logit)
        }
        return largest
    }
}
