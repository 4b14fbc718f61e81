/// Counts what is left out on the way from pairs of responses to candidates, and remembers how far each prompt came.
struct PairTally {
    /// Pairs of responses left out, by reason.
    private(set) var counts: [PairReason: Int] = [:]
    /// A prompt: the reason it has no candidate, if it turns out to have none.
    private(set) var furthest: [PairReason]

    init(prompts: Int) {
        furthest = [PairReason](repeating: .tooFewResponses, count: prompts)
    }

    mutating func leaveOut(_ prompt: Int, _ reason: PairReason) {
        counts[reason, default: 0] += 1
        furthest[prompt] = max(furthest[prompt], reason)
    }

    /// Notes why a prompt has no pair to look at.
    mutating func note(_ prompt: Int, _ reason: PairReason) {
        furthest[prompt] = max(furthest[prompt], reason)
    }
}
