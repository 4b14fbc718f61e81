import JSONCursor
package import Ledger
import Platform
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
        return StatusReport(
            run: run,
            rounds: try ledger.rounds().map { try round($0, tally.filter { [record = $0] in $0.round == record.round }, configuration) },
            roundsPlanned: configuration?.rounds,
            pool: tally.filter { $0.round == 0 && $0.kind == "pool" }.reduce(0) { $0 + $1.count },
            poolDropped: tally.filter { $0.round == 0 && $0.kind == "pool_dropped" }.map { ($0.reason, $0.count) },
            holder: RunLock.holder(at: folder.lock)
        )
    }

    private func round(_ record: RoundRecord, _ tally: [TallyEntry], _ configuration: Configuration?) throws -> StatusReport.Round {
        func count(_ kind: String) -> Int { tally.filter { $0.kind == kind }.reduce(0) { $0 + $1.count } }
        func failed(_ prefix: String) -> Int { tally.filter { $0.kind.hasPrefix("failed:" + prefix) }.reduce(0) { $0 + $1.count } }
        let prompts = count("prompt")
        let request = try configuration?.selectionRequest(round: record.round)
        let funnel = try ledger.responseFunnel(request?.query(record) ?? imported(record))
        let selections = try ledger.selections(round: record.round)
        var reasons: [(reason: String, count: Int)] = []
        var paired = 0
        var kept = 0
        var candidates = 0
        if let own = selections.first(where: { $0.name == $0.phase.rawValue }) ?? selections.first {
            (paired, kept) = try ledger.pairCounts(selection: own.id)
            reasons = try ledger.promptReasons(selection: own.id)
            candidates = Self.candidates(own.statistics)
        } else {
            reasons = tally.filter { $0.kind == "prompt_left_out" }.map { ($0.reason, $0.count) }
            let left = prompts - reasons.reduce(0) { $0 + $1.count }
            if left > 0 { reasons.append(("pending", left)) }
        }
        // Nothing is asked about responses that are not there or empty.
        let textless = Set(["empty", "sample_failed"] + tally.filter { $0.kind == "prompt_left_out" }.map(\.reason))
        let usableMost = funnel.planned - funnel.reasons.filter { textless.contains($0.reason) }.reduce(0) { $0 + $1.count }
        let rewardNames = configuration?.rewards.count ?? 1
        let models =
            configuration.map { $0.policy.logprobs == .none ? 0 : ($0.reference == nil || record.reference == record.policy ? 1 : 2) } ?? 0
        return StatusReport.Round(
            record: record,
            promptsPlanned: prompts,
            promptsPaired: paired,
            promptsKept: kept,
            promptReasons: reasons,
            responsesDone: count("response"),
            responsesFailed: failed("sample"),
            responses: funnel,
            rewards: .init(name: "rewards", planned: usableMost * rewardNames, done: count("reward"), failed: failed("reward:")),
            logprobs: .init(name: "logprobs", planned: usableMost * models, done: count("logprob"), failed: failed("logprob:")),
            candidates: candidates,
            selections: selections.map(\.name),
            exports: try ledger.exports(round: record.round),
            lastFailures: try ledger.lastFailures(round: record.round, limit: 3)
        )
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
