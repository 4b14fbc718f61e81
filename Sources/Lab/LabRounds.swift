import Playground
import Selection

/// Walks one arm through its rounds: observe, select, train, measure, and answer again.
struct LabRounds {
    let settings: LabSettings
    let base: PlaygroundModel
    let reward: PlaygroundReward

    /// One record a round. Throws `CancellationError` between rounds when the task is cancelled.
    func records(_ arm: LabArm, _ start: LabSeed) throws -> [LabRecord] {
        var records: [LabRecord] = []
        var policy = base
        var answers = start.first
        for round in 1...settings.rounds {
            try Task.checkCancellation()
            let chosen = try select(arm, answers, round)
            if !chosen.pairs.isEmpty {
                var training = settings.training
                training.seed = Int64(arm.seed * 1000 + round)
                policy = try PlaygroundTrainer(training).train(policy, on: chosen.pairs, version: "round-\(round)").model
            }
            let sampler = try PlaygroundSampler(model: policy, sampling: settings.sampling)
            records.append(
                LabRecord(
                    metric: settings.metrics[arm.metric].name,
                    noise: settings.noises[arm.noise],
                    seed: arm.seed,
                    round: round,
                    heldOut: try start.measure(settings, sampler, reward),
                    pairs: chosen.pairs.count,
                    agreement: chosen.pairs.isEmpty ? nil : Double(chosen.agreeing) / Double(chosen.pairs.count)
                )
            )
            if round < settings.rounds {
                answers = try start.answers(round: round + 1, settings, sampler, reward)
            }
        }
        return records
    }

    /// The kept pairs in plan order, and how many of them the noiseless reward orders alike.
    private func select(_ arm: LabArm, _ answers: LabAnswers, _ round: Int) throws -> (pairs: [PlaygroundPair], agreeing: Int) {
        let noise = LabelNoise(kind: settings.noiseKind, level: settings.noises[arm.noise], seed: arm.seed, round: round)
        let table = answers.table(observed: try noise.observed(answers))
        let specification = SelectionSpec(
            pairing: .allPairs,
            implicitReward: .meanLogprob,
            score: settings.metrics[arm.metric].score,
            keep: settings.keep,
            runSeed: arm.seed,
            round: round
        )
        var pairs: [PlaygroundPair] = []
        var agreeing = 0
        for pair in try Selector.select(table, by: specification).pairs where pair.kept {
            let group = answers.answers[pair.prompt]
            let chosen = group[Int(table.samples[pair.chosen])]
            let rejected = group[Int(table.samples[pair.rejected])]
            agreeing += chosen.reward > rejected.reward ? 1 : 0
            pairs.append(try PlaygroundPair(prompt: answers.prompts[pair.prompt].messages, chosen: chosen.text, rejected: rejected.text))
        }
        return (pairs, agreeing)
    }
}
