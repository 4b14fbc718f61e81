import Ledger
import Settings

@testable import Orchestrator

/// What must hold whenever the process ends, and when a round is answered.
extension SimulatedRun {
    /// At every restart: the funnel adds up to the plan, the tally to the facts, and both to what was seen from outside.
    func checkLedger(_ round: RoundRecord) throws {
        let faults = try ledger.tallyFaults()
        guard faults.isEmpty else { throw Violation("the tally is wrong: \(faults.joined(separator: "; "))") }
        let tally = try ledger.tally().filter { $0.round == round.round }
        func count(_ kind: String, _ reason: String? = nil) -> Int {
            tally.filter { $0.kind == kind && (reason == nil || $0.reason == reason) }.reduce(0) { $0 + $1.count }
        }
        try expect("prompts", count("prompt"), planned.count)
        try expect("responses", count("response"), watch.recorded("sample"))
        try expect("prompts left out", count("prompt_left_out"), watch.leftOut.count)
        for stage in stages(round) {
            try expect("failures of \(stage.name)", count("failed:\(stage.name)"), watch.givenUp(stage.name))
            if case .reward(let name) = stage { try expect("rewards \(name)", count("reward", name), watch.recorded(stage.name)) }
        }
        if configuration.policy.logprobs == .given {
            try expect("log-probs", count("logprob", "policy"), watch.recorded(StageID.policyLogprob.name))
            try expect("reference log-probs", count("logprob", "base"), watch.recorded(StageID.referenceLogprob.name))
        }
        let funnel = try ledger.responseFunnel(configuration.selectionRequest(round: round.round).query(round))
        let sum = funnel.usable + funnel.reasons.reduce(0) { $0 + $1.count }
        guard funnel.planned == planned.count * configuration.policy.samples, sum == funnel.planned else {
            throw Violation("the funnel of responses adds up to \(sum) of \(funnel.planned): \(funnel)")
        }
    }

    private func expect(_ what: String, _ found: Int, _ expected: Int) throws {
        guard found == expected else { throw Violation("the ledger holds \(found) \(what); \(expected) were recorded") }
    }

    /// The stages of the scenario.
    private func stages(_ round: RoundRecord) -> [StageID] {
        var stages: [StageID] = [.sample] + configuration.rewards.map { .reward($0.name) }
        if configuration.policy.logprobs == .given { stages.append(.policyLogprob) }
        if round.reference != nil { stages.append(.referenceLogprob) }
        return stages
    }

    /// Every planned item is a fact, given up, or of a prompt that was left out.
    func checkNothingIsLost(_ round: RoundRecord) throws {
        for prompt in planned where watch.leftOut[prompt] == nil {
            for sample in 0..<configuration.policy.samples {
                let item = Item(stage: "sample", prompt: prompt, sample: sample)
                guard watch.isSettled(item) else { throw Violation("\(item) is lost") }
            }
        }
        for (item, response) in watch.responses where !response.text.isBlank {
            for stage in stages(round).dropFirst() {
                let about = Item(stage: stage.name, prompt: item.prompt, sample: item.sample)
                guard watch.isSettled(about) else { throw Violation("\(about) is lost") }
            }
        }
    }

    /// The end the machine announced fits what happened.
    func checkEnd(_ end: RoundEnd) throws {
        try watch.ended()
        guard let life, life.calls.isEmpty else { throw Violation("the round ended with requests outstanding") }
        switch end {
        case .complete:
            for plan in life.plans where watch.counted(plan.id.name) > plan.failed {
                guard share(plan) <= configuration.limits.failedShare else {
                    throw Violation("stage \(plan.id.name) went on with \(watch.counted(plan.id.name)) of \(plan.planned) items given up")
                }
            }
        case .interrupted:
            guard life.isEnding else { throw Violation("the round was interrupted by nobody") }
        case .stopped(let sentence):
            if sentence.contains("limits.failed_share") {
                outcome.visits.failedShares += 1
                let worst = life.plans.map(share).max() ?? 0
                guard worst > configuration.limits.failedShare else { throw Violation("the round stopped at a failed share of \(worst)") }
            } else if sentence.contains("limits.wait_for_backend") {
                outcome.visits.waits += 1
            } else if !conditions.faults.contains(.misconfigured) {
                throw Violation("the round stopped: \(sentence)")
            }
        }
    }

    private func share(_ plan: StagePlan) -> Double {
        Double(watch.counted(plan.id.name)) / Double(plan.planned)
    }
}

extension Watch {
    func recorded(_ stage: String) -> Int { standing.count { $0.key.stage == stage && $0.value == .recorded } }

    var givenUp: Int { standing.count { $0.value == .givenUp } }

    func givenUp(_ stage: String) -> Int { standing.count { $0.key.stage == stage && $0.value == .givenUp } }

    /// Items given up for another reason than their length.
    func counted(_ stage: String) -> Int {
        standing.count { $0.key.stage == stage && $0.value == .givenUp && reasons[$0.key] != "too_long" }
    }

    func isSettled(_ item: Item) -> Bool { standing[item] == .recorded || standing[item] == .givenUp }
}
