import Ledger

/// What a run left behind, without anything that may depend on the order of events.
struct Outcome: Sendable {
    /// A kept pair.
    struct Pair: Sendable, Hashable {
        var prompt: String
        var position: Int
        var chosen: Side
        var rejected: Side
        var explicitMargin: Double
        var implicitMargin: Double?
        var score: Double
        var rank: Int
    }

    struct Side: Sendable, Hashable {
        var sample: Int
        var text: String
        var reward: Double
        var policyLogprob: Double?
        var referenceLogprob: Double?
        var tokens: Int?

        init(_ side: ExportRow.Response) {
            sample = side.sample
            text = side.text
            reward = side.reward
            policyLogprob = side.policyLogprob
            referenceLogprob = side.referenceLogprob
            tokens = side.tokens
        }
    }

    /// Kept pairs by round and phase, in plan order.
    var pairs: [[Pair]] = []
    /// Whose pairs the training set of each round holds.
    var emitted: [[String]] = []
    /// Every planned prompt with its origin, by round, phase and position.
    var plans: [String] = []
    /// What was measured of the held-out prompts.
    var evaluations: [EvaluationRecord] = []
    /// Items given up and prompts left out, with their round.
    var givenUp: Set<String> = []
    /// The bytes of the training sets and manifests by round; empty where none were written.
    var files: [[UInt8]] = []
    var visits = Visits()
}

extension Outcome.Pair {
    init(_ promptOf: ExportRow.Prompt, _ pair: ExportRow.Pair) {
        prompt = promptOf.contentHash
        position = promptOf.position
        chosen = Outcome.Side(pair.chosen)
        rejected = Outcome.Side(pair.rejected)
        explicitMargin = pair.explicitMargin
        implicitMargin = pair.implicitMargin
        score = pair.score
        rank = pair.rank
    }
}
