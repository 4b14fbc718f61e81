import Playground
import Selection

/// What all arms of a seed share: its prompts, and the untrained policy's answers.
struct LabSeed: Sendable {
    let seed: Int
    /// Prompts to train on.
    let pool: [LabPrompt]
    let heldOut: [LabPrompt]
    /// The answers of round 1, which every arm begins with.
    let first: LabAnswers
    /// The untrained policy's mean reward on the held-out prompts.
    let untrained: Double

    init(_ seed: Int, prompts: [LabPrompt], settings: LabSettings, base: PlaygroundModel, reward: PlaygroundReward) throws {
        let hashes = prompts.map(\.hash)
        // Round 0 of the draw is no round of training: it sets the held-out prompts apart.
        let apart = try PromptSampling(runSeed: seed, round: 0).draw(settings.heldOutPrompts, from: hashes)
        let isHeldOut = Set(apart)
        self.seed = seed
        heldOut = apart.map { prompts[$0] }
        pool = prompts.indices.filter { !isHeldOut.contains($0) }.map { prompts[$0] }
        let sampler = try PlaygroundSampler(model: base, sampling: settings.sampling)
        first = try Self.answers(pool, seed, round: 1, settings, sampler, reward)
        untrained = try Self.measure(heldOut, seed, settings, sampler, reward)
    }

    /// A round's prompts, drawn from the pool, and `sampler`'s answers to them.
    func answers(round: Int, _ settings: LabSettings, _ sampler: PlaygroundSampler, _ reward: PlaygroundReward) throws -> LabAnswers {
        try Self.answers(pool, seed, round: round, settings, sampler, reward)
    }

    /// The mean noiseless reward on the held-out prompts, with the same seeds at every call.
    func measure(_ settings: LabSettings, _ sampler: PlaygroundSampler, _ reward: PlaygroundReward) throws -> Double {
        try Self.measure(heldOut, seed, settings, sampler, reward)
    }

    private static func answers(
        _ pool: [LabPrompt],
        _ seed: Int,
        round: Int,
        _ settings: LabSettings,
        _ sampler: PlaygroundSampler,
        _ reward: PlaygroundReward
    ) throws -> LabAnswers {
        let drawn = try PromptSampling(runSeed: seed, round: round).draw(settings.prompts, from: pool.map(\.hash))
        return try LabAnswers(
            to: drawn.map { pool[$0] },
            count: settings.samples,
            from: sampler,
            reward: reward,
            seed: seed,
            round: round,
            phase: "base"
        )
    }

    private static func measure(
        _ heldOut: [LabPrompt],
        _ seed: Int,
        _ settings: LabSettings,
        _ sampler: PlaygroundSampler,
        _ reward: PlaygroundReward
    ) throws -> Double {
        try LabAnswers(
            to: heldOut,
            count: settings.heldOutSamples,
            from: sampler,
            reward: reward,
            seed: seed,
            round: 0,
            phase: "held-out"
        ).meanReward
    }
}
