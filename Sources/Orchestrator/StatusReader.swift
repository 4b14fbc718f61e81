import JSONCursor
package import Ledger
import Platform
import Scheduling
import Settings

/// Reads where a run stands. Blocks; needs no lock and disturbs nobody.
package struct StatusReader: Sendable {
    let ledger: Ledger
    let folder: RunFolder

    package init(ledger: Ledger, folder: RunFolder) {
        self.ledger = ledger
        self.folder = folder
    }

    package func read() throws -> StatusReport {
        guard let run = try ledger.run() else {
            throw RunError(.input, "\(folder.ledger) holds no run yet")
        }
        let tally = try ledger.tally()
        let configuration = try RunStore.configuration(ledger)
        let learned = Learned(
            trainings: try ledger.trainings(),
            evaluations: try ledger.evaluations(),
            rewards: try HeldOutRewards.read(ledger),
            spending: try ledger.spending(),
            batches: try ledger.batches()
        )
        func pool(_ kind: String) -> Int { tally.filter { $0.round == 0 && $0.kind == kind }.reduce(0) { $0 + $1.count } }
        return StatusReport(
            run: run,
            rounds: try ledger.rounds().map {
                try round($0, tally.filter { [record = $0] in $0.round == record.round }, configuration, learned)
            },
            roundsPlanned: configuration?.rounds,
            pool: pool("pool"),
            poolHeldOut: pool("pool_held_out"),
            poolDropped: tally.filter { $0.round == 0 && $0.kind == "pool_dropped" }.map { ($0.reason, $0.count) },
            holder: RunLock.holder(at: folder.lock)
        )
    }

    /// What is known of the run's trainings.
    private struct Learned {
        var trainings: [TrainingRecord]
        var evaluations: [EvaluationRecord]
        var rewards: HeldOutRewards
        var spending: [SpendRecord]
        var batches: [BatchRecord]
    }

    private func round(
        _ record: RoundRecord,
        _ tally: [TallyEntry],
        _ configuration: Configuration?,
        _ learned: Learned
    ) throws -> StatusReport.Round {
        func count(_ kind: String) -> Int { tally.filter { $0.kind == kind }.reduce(0) { $0 + $1.count } }
        func failed(_ prefix: String) -> Int { tally.filter { $0.kind.hasPrefix("failed:" + prefix) }.reduce(0) { $0 + $1.count } }
        let selections = try ledger.selections(round: record.round)
        let base = try phase(.base, record, tally, configuration, selections)
        let hasEvolved = try ledger.plannedPhases(round: record.round).contains(.evolved)
        let evolved = try hasEvolved ? phase(.evolved, record, tally, configuration, selections) : nil
        let trained = [base, evolved].compactMap { $0 }
        // Nothing is asked about responses that are not there or empty.
        let askable = try trained.map { try self.askable($0, tally, record, configuration) }.reduce(0, +)
        let unasked = trained.flatMap(\.responses.reasons).filter { $0.reason == "not_annotated" }.reduce(0) { $0 + $1.count }
        let measured = Phase.measured.reduce(0) { $0 + count("response" + $1.suffix) }
        let rewardNames = configuration?.rewards.count ?? 1
        let isOwnReference = record.reference == record.policy && record.referenceVersion == record.weightVersion
        let models = configuration.map { $0.policy.logprobs == .none ? 0 : ($0.reference == nil || isOwnReference ? 1 : 2) } ?? 0
        return StatusReport.Round(
            record: record,
            base: base,
            evolved: evolved,
            rewrites: try RewriteCounts.read(ledger, round: record.round),
            rewards: .init(
                name: "rewards",
                planned: (askable - unasked + measured) * rewardNames,
                done: count("reward"),
                failed: failed("reward:")
            ),
            logprobs: .init(name: "logprobs", planned: askable * models, done: count("logprob"), failed: failed("logprob:")),
            selections: selections.map {
                $0.phase == .base || $0.name == $0.phase.rawValue ? $0.name : "\($0.name) (\($0.phase.rawValue))"
            },
            exports: try ledger.exports(round: record.round),
            training: learned.trainings.last { $0.round == record.round },
            heldOutReward: learned.rewards.means.indices.contains(record.round) ? learned.rewards.means[record.round] : nil,
            baselineReward: record.round == 1 ? learned.rewards.means.first ?? nil : nil,
            rewardGain: learned.rewards.gain(record.round),
            evaluations: learned.evaluations.filter { evaluation in
                evaluation.round == record.round && !Phase.measured.contains { $0.metric == evaluation.metric }
            },
            spent: spent(record.round, configuration, learned),
            lastFailures: try ledger.lastFailures(round: record.round, limit: 3)
        )
    }

    private func spent(_ round: Int, _ configuration: Configuration?, _ learned: Learned) -> StatusReport.Spent? {
        let records = learned.spending.filter { $0.round == round }
        let out = learned.batches.count { $0.round == round && $0.batchID != nil && !$0.isCollected }
        guard !records.isEmpty || out > 0 else { return nil }
        return StatusReport.Spent(
            spending: records.reduce(Spending()) { $0 + $1.spending },
            cost: configuration.flatMap { $0.prices.isEmpty ? nil : $0.cost(of: records) },
            batchesOut: out
        )
    }

    private func phase(
        _ phase: Phase,
        _ record: RoundRecord,
        _ tally: [TallyEntry],
        _ configuration: Configuration?,
        _ selections: [SelectionRecord]
    ) throws -> StatusReport.Answers {
        func count(_ kind: String) -> Int { tally.filter { $0.kind == kind + phase.suffix }.reduce(0) { $0 + $1.count } }
        let request = try configuration?.selectionRequest(round: record.round, phase: phase)
        var answers = StatusReport.Answers(
            phase: phase,
            promptsPlanned: count("prompt"),
            responsesDone: count("response"),
            responsesFailed: count("failed:sample"),
            responses: try ledger.responseFunnel(request?.query(record) ?? imported(record))
        )
        let own = selections.first { $0.phase == phase && $0.name == phase.rawValue } ?? selections.first { $0.phase == phase }
        if let own {
            (answers.promptsPaired, answers.promptsKept) = try ledger.promptCounts(selection: own.id)
            answers.promptReasons = try ledger.promptReasons(selection: own.id)
            answers.candidates = Self.candidates(own.statistics)
        } else {
            answers.promptReasons = tally.filter { $0.kind == "prompt_left_out" + phase.suffix }.map { ($0.reason, $0.count) }
            let left = answers.promptsPlanned - answers.promptReasons.reduce(0) { $0 + $1.count }
            if left > 0 { answers.promptReasons.append(("pending", left)) }
        }
        return answers
    }

    /// Responses that have, or will have, something to be asked about.
    private func askable(
        _ answers: StatusReport.Answers,
        _ tally: [TallyEntry],
        _ record: RoundRecord,
        _ configuration: Configuration?
    ) throws -> Int {
        let leftOut = tally.filter { $0.kind == "prompt_left_out" + answers.phase.suffix }.map(\.reason)
        let textless = Set(["empty", "sample_failed"] + leftOut)
        var responses = answers.responses
        // One of nothing but reasoning is no answer, and yet has a text that is measured.
        if let configuration, configuration.policy.reasoning != nil {
            var request = try configuration.selectionRequest(round: record.round, phase: answers.phase)
            request.reasoning = nil
            responses = try ledger.responseFunnel(request.query(record))
        }
        return responses.planned - responses.reasons.filter { textless.contains($0.reason) }.reduce(0) { $0 + $1.count }
    }

    /// The facts that count in an import nobody configured a run for.
    private func imported(_ record: RoundRecord) throws -> AnswerQuery {
        AnswerQuery(
            round: record.round,
            samples: 0,
            reward: try ledger.rewardNames(round: record.round).first ?? "",
            policy: nil,
            reference: nil,
            weightVersion: record.weightVersion,
            sources: [.given, .imported],
            excludesTruncated: false
        )
    }

    private static func candidates(_ statistics: String) -> Int {
        var candidates = 0
        try? JSONCursor.read(Array(statistics.utf8)) { cursor in
            try cursor.object { key, cursor in
                if key == "candidates" { candidates = try cursor.integer() } else { try cursor.skip() }
            }
        }
        return candidates
    }
}
