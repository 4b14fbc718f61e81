@testable import Selection

/// A response of a hand-written round.
struct Answer {
    var reward: Double
    var tokens: Int32 = 1
    var policy: Double? = -1
    var reference: Double? = -1
    /// Nil: a text of its own.
    var text: Int32?
}

extension AnswerTable {
    /// Prompts with these responses; samples count from 0 and prompt hashes from 1.
    init(_ prompts: [[Answer]]) {
        self.init()
        for (prompt, answers) in prompts.enumerated() {
            beginPrompt(hash: UInt64(prompt + 1))
            for (sample, answer) in answers.enumerated() {
                append(
                    sample: Int32(sample),
                    reward: answer.reward,
                    tokens: answer.tokens,
                    policyLogprob: answer.policy,
                    referenceLogprob: answer.reference,
                    textIdentity: answer.text ?? Int32(1000 + sample)
                )
            }
        }
    }

    /// Prompts of two responses each, whose only candidate has these margins under `mean_logprob`.
    init(margins: [(dr: Double, dh: Double)]) {
        self.init(margins.map { [Answer(reward: $0.dr, policy: $0.dh), Answer(reward: 0, policy: 0)] })
    }
}

extension SelectionSpec {
    static func of(
        _ score: String,
        where filter: String? = nil,
        pairing: Pairing = .allPairs,
        family: ImplicitReward = .meanLogprob,
        keep: Keep = .ratio(1),
        runSeed: Int = 1,
        round: Int = 1
    ) throws -> SelectionSpec {
        SelectionSpec(
            pairing: pairing,
            implicitReward: family,
            score: try ScoreExpression.parse(score),
            filter: try filter.map { try FilterExpression.parse($0) },
            keep: keep,
            runSeed: runSeed,
            round: round
        )
    }
}
