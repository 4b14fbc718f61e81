import Inference
import Ledger
import Platform
import Settings

/// What follows a closed round: training, evaluation, the question whether to go on.
extension RunEngine {
    func train(_ round: Int) async throws -> RoundEnd {
        let weights = try await weights(of: round)
        do {
            return try await control.interruptible { [training] in try await training.train(round, weights) }
        } catch is CancellationError {
            notice(.info("round \(round): a trainer that runs goes on by itself; resuming waits for it (--kill-trainer ends it)"))
            return .interrupted
        }
    }

    /// Runs the evaluation command on the weights the round made, with those served.
    func evaluate(_ round: Int) async throws -> RoundEnd {
        guard let eval = configuration.eval else { return .complete }
        let weights = try await weights(of: round + 1)
        do {
            return try await control.interruptible { [fleet, commands, ledger, writing, notice, self] in
                _ = try await fleet.serving(weights, round: round)
                let own = Phase.measured.map(\.metric)
                let printed = try await commands.evaluate(round, policy: configuration.trainerPath(policy: weights.policy))
                let metrics = printed.filter { !own.contains($0.name) }
                for metric in printed where own.contains(metric.name) {
                    notice(.warning("round \(round): eval.command's \(metric.name) is not recorded: selfplay has a number of that name"))
                }
                let records = metrics.map {
                    EvaluationRecord(round: round, metric: $0.name, value: $0.value, weightVersion: weights.policy.version)
                }
                guard let value = metrics.first(where: { $0.name == eval.metric })?.value else {
                    let names = metrics.map(\.name).joined(separator: ", ")
                    throw RunError(
                        .resumable,
                        "eval.command printed no number named \(eval.metric) in its last line of output (it printed: \(names.isEmpty ? "none" : names))"
                    )
                }
                let last = try await writing.run {
                    let last = try ledger.evaluations().last { $0.metric == eval.metric && $0.round < round }
                    try ledger.record(records, at: RunClock.wall)
                    return last
                }
                notice(.info("round \(round): \(eval.metric) \(Rounded.text(value))"))
                guard let last, value < last.value - eval.tolerance else { return .complete }
                let fall =
                    "\(eval.metric) fell from \(Rounded.text(last.value)) after round \(last.round) to \(Rounded.text(value)) after round \(round)"
                if eval.onFall == .stop { return .stopped("\(fall) (eval.on_fall: stop)") }
                notice(.warning("round \(round): \(fall)"))
                return .complete
            }
        } catch is CancellationError {
            return .interrupted
        }
    }

    /// Why no further round is worth its price; nil where one is, or where one was answered already.
    func earlyStop(after round: Int) async throws -> String? {
        guard let settings = configuration.earlyStop else { return nil }
        let rule = EarlyStop(
            meanScoreBelow: settings.meanScoreBelow,
            rewardGainBelow: settings.rewardGainBelow,
            rounds: settings.rounds
        )
        return try await writing.run { [ledger] in
            guard try ledger.rounds().last?.round == round else { return nil }
            let rewards = try HeldOutRewards.read(ledger)
            return rule.reason(
                try (1...round).map { EarlyStop.Round(meanScore: try ledger.meanKeptScore(round: $0), rewardGain: rewards.gain($0)) }
            )
        }
    }
}
