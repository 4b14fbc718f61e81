import GRDB
import Settings

@testable import Ledger
@testable import Orchestrator

/// What must hold whenever the process ends, and when a part of a round is answered.
extension SimulatedRun {
    /// At every restart: the funnels add up to the plan, the tally to the facts, and both to what was seen from outside.
    func checkLedger(_ record: RoundRecord) throws {
        let faults = try ledger.tallyFaults()
        guard faults.isEmpty else { throw Violation("the tally is wrong: \(faults.joined(separator: "; "))") }
        let tally = try ledger.tally().filter { $0.round == record.round }
        func count(_ kind: String, _ reason: String? = nil) -> Int {
            tally.filter { $0.kind == kind && (reason == nil || $0.reason == reason) }.reduce(0) { $0 + $1.count }
        }
        for (phase, prompts) in plans {
            try expect("prompts\(phase.suffix)", count("prompt" + phase.suffix), prompts.count)
            try expect("responses\(phase.suffix)", count("response" + phase.suffix), watch.recorded(phase.sampleStage))
            let leftOut = watch.leftOut.keys.count { $0.phase == phase }
            try expect("prompts left out\(phase.suffix)", count("prompt_left_out" + phase.suffix), leftOut)
            try expect("failures of \(phase.sampleStage)", count("failed:" + phase.sampleStage), watch.givenUp(phase.sampleStage))
        }
        for stage in saying(.base, record) + [StageID.rewrite.name] {
            try expect("failures of \(stage)", count("failed:" + stage), watch.givenUp(stage))
        }
        for reward in configuration.rewards {
            try expect("rewards \(reward.name)", count("reward", reward.name), watch.recorded("reward:" + reward.name))
        }
        try expect("comparisons", count("comparison"), watch.comparisons.count)
        try expect("vectors", count("embedding"), watch.recorded(StageID.embedding.name))
        if configuration.policy.logprobs == .given {
            let measured = watch.recorded(StageID.policyLogprob.name) + watch.recorded(StageID.referenceLogprob.name)
            try expect("log-probs", count("logprob"), measured)
        }
        try checkRewriteCounts(record, settled: count("rewrite_kept") + count("rewrite_dropped"), made: count("rewrite"))
        for phase in Phase.trained + Phase.measured where plans[phase] != nil { try checkResponseFunnel(record, phase) }
    }

    private func expect(_ what: String, _ found: Int, _ expected: Int) throws {
        guard found == expected else { throw Violation("the ledger holds \(found) \(what); \(expected) were recorded") }
    }

    private func checkResponseFunnel(_ record: RoundRecord, _ phase: Phase) throws {
        var query = try configuration.selectionRequest(round: record.round, phase: phase).query(record)
        query.samples = configuration.samples(in: phase)
        let funnel = try ledger.responseFunnel(query)
        let sum = funnel.usable + funnel.reasons.reduce(0) { $0 + $1.count }
        guard funnel.planned == (plans[phase]?.count ?? 0) * query.samples, sum == funnel.planned else {
            throw Violation("the funnel of responses adds up to \(sum) of \(funnel.planned): \(funnel)")
        }
        if record.isClosed, Phase.trained.contains(phase), funnel.reasons.contains(where: { $0.reason == "pending" }) {
            throw Violation("responses of a closed round are pending: \(funnel)")
        }
    }

    /// All rewrites are settled at once, and every planned one is kept, dropped, given up or pending.
    private func checkRewriteCounts(_ record: RoundRecord, settled: Int, made: Int) throws {
        try expect("rewrites", made, watch.recorded(StageID.rewrite.name))
        let isSettled = plans[configuration.shape.evolution == .betweenRounds ? .base : .evolved] != nil && plans[.parents] != nil
        try expect("settled rewrites", settled, isSettled ? made : 0)
        guard let each = configuration.rewritesPerParent,
            let counts = try RewriteCounts.read(ledger, round: record.round, each: each)
        else { return }
        let sum = counts.keptCount + counts.dropped.reduce(0) { $0 + $1.count }
        guard counts.planned == (plans[.parents]?.count ?? 0) * each, sum == counts.planned else {
            throw Violation("the funnel of rewrites adds up to \(sum) of \(counts.planned): \(counts)")
        }
        if isSettled, counts.dropped.contains(where: { $0.name == "pending" }) {
            throw Violation("rewrites are settled while others are pending: \(counts)")
        }
    }

    /// The stages that say something of the responses of a phase.
    private func saying(_ phase: Phase, _ record: RoundRecord) -> [String] {
        var stages: [StageID] = configuration.rewards.map { .reward($0.name) }
        if configuration.embeddings != nil, Phase.trained.contains(phase) { stages.append(.embedding) }
        if configuration.policy.logprobs == .given, Phase.trained.contains(phase) {
            stages.append(.policyLogprob)
            let isShared = record.reference == record.policy && record.referenceVersion == record.weightVersion
            if record.reference != nil, !isShared { stages.append(.referenceLogprob) }
        }
        return stages.map(\.name)
    }

    /// Every planned item of the part is a fact, given up, or of a prompt that was left out.
    func checkNothingIsLost(_ part: StagePlanner.Part) throws {
        switch part {
        case .rewrites: try checkNoRewriteIsLost()
        case .rewards:
            for (item, isChosen) in try annotated(watch.round.round) where watch.responses[item]?.text.isBlank == false {
                for reward in configuration.rewards.map({ StageID.reward($0.name).name }) {
                    if isChosen { try checkIsSettled(item.said(by: reward)) }
                    if !isChosen, asked[item.said(by: reward)] != nil { throw Violation("\(item) is rewarded though it was not chosen") }
                }
            }
        case .answers(let phase), .unrewarded(let phase):
            if phase == .base, configuration.shape.evolution == .everything { try checkNoRewriteIsLost() }
            for prompt in plans[phase] ?? [] where watch.leftOut[Watch.Prompt(phase: phase, id: prompt.id)] == nil {
                for sample in 0..<configuration.samples(in: phase) { try checkIsSettled(.response(phase, prompt.id, sample)) }
            }
            for (item, response) in watch.responses where item.phase == phase && !response.text.isBlank {
                let isRewarded = part == .answers(phase)
                for stage in saying(phase, watch.round) where isRewarded || !stage.hasPrefix("reward:") {
                    try checkIsSettled(item.said(by: stage))
                }
            }
        }
    }

    /// Whether the responses of a round that were decided about are annotated.
    func annotated(_ round: Int) throws -> [Item: Bool] {
        let rows = try ledger.read {
            try Row.fetchAll($0, sql: "SELECT phase, prompt_id, sample, chosen FROM v_annotation WHERE round = ?", arguments: [round])
        }
        var found: [Item: Bool] = [:]
        for row in rows {
            if let phase = Phase(rawValue: row[0]) { found[.response(phase, row[1], row[2])] = row[3] }
        }
        return found
    }

    private func checkNoRewriteIsLost() throws {
        guard let each = configuration.rewritesPerParent else { return }
        for parent in plans[.parents] ?? [] {
            let settled = watch.strategies.indices.count { watch.isSettled(.rewrite(parent.id, $0)) }
            guard settled == each else { throw Violation("\(settled) rewrites of prompt \(parent.id) are settled, not \(each)") }
        }
    }

    private func checkIsSettled(_ item: Item) throws {
        guard watch.isSettled(item) else { throw Violation("\(item) is lost") }
    }
}

extension Watch {
    func recorded(_ stage: String) -> Int { standing.count { $0.key.stage == stage && $0.value == .recorded } }

    var givenUp: [Item] { standing.filter { $0.value == .givenUp }.map(\.key) }

    func givenUp(_ stage: String) -> Int { standing.count { $0.key.stage == stage && $0.value == .givenUp } }

    /// Items given up for another reason than their length.
    func counted(_ stage: String) -> Int {
        standing.count { $0.key.stage == stage && $0.value == .givenUp && reasons[$0.key] != "too_long" }
    }

    func isSettled(_ item: Item) -> Bool { standing[item] == .recorded || standing[item] == .givenUp }
}
