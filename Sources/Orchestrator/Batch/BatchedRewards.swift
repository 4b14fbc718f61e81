package import Inference
package import Ledger

/// A judge's rewards in batches: one line a question, all questions about a prompt's responses in one file.
package struct BatchedRewards: BatchedWork {
    private let ledger: Ledger
    private let setup: RoundSetup
    private let name: String
    private let reward: any DeferredReward

    /// - Parameter name: Of the reward in the configuration.
    package init(ledger: Ledger, setup: RoundSetup, name: String, reward: any DeferredReward) {
        self.ledger = ledger
        self.setup = setup
        self.name = name
        self.reward = reward
    }

    package var round: Int { setup.round }
    package var stage: String { StageID.reward(name).name }
    package var model: String { reward.model }

    package func page(after cursor: Int64, limit: Int) throws -> WorkPage<Work> {
        let reader = PageReader(
            ledger: ledger,
            setup: setup,
            singleRewards: isComparing ? [] : [name],
            comparingRewards: isComparing ? [name] : []
        )
        return try reader.read(.reward(name), after: cursor, limit: limit)
    }

    package func parts(of work: Work, without out: Set<Int64>, alone: Set<Int64>, leavingOut fields: Set<String>) -> [Work] {
        guard case .reward(var work) = work else { return [] }
        // What is out will be compared with as well, once it has its reward.
        guard !isComparing || out.isEmpty else { return [] }
        let left = work.responses.filter { !out.contains($0.id) }
        let together = left.filter { !alone.contains($0.id) }
        work.responses = together
        let groups: [Work] = together.isEmpty ? [] : [.reward(work)]
        work.responses = left.filter { alone.contains($0.id) }
        return groups + Work.reward(work).singles
    }

    package func item(for work: Work) -> BatchItem {
        guard case .reward(let work) = work else { return BatchItem(position: 0, customID: "", promptID: 0, subjects: [], attempt: 1) }
        let ids = work.responses.map(\.id)
        return BatchItem(
            position: 0,
            customID: "r\(setup.round)-reward-p\(work.promptID)-i\(ids.first ?? 0)-n\(ids.count)",
            promptID: work.promptID,
            subjects: ids,
            attempt: 1
        )
    }

    package func bodies(for work: Work, leavingOut fields: Set<String>) throws(BackendError) -> [[UInt8]] {
        guard case .reward(let work) = work else { return [] }
        return try reward.bodies(for: Facts.request(work, setup.reasoning), leavingOut: fields)
    }

    /// With the log-probs of twenty alternatives, a token of a reply takes about two kilobytes.
    package func longestReply(to work: Work) -> Int {
        guard case .reward(let rewarded) = work else { return 0 }
        let count = rewarded.compared.count
        let questions = isComparing ? max(0, count * (count - 1) - 2 * rewarded.known.count) : 1
        let (bytes, overflows) = reward.maxTokens.multipliedReportingOverflow(by: 2048 * questions)
        return overflows ? Int.max / 2 : bytes + 1024
    }

    package func open(_ batch: Int) throws -> [(item: BatchItem, work: Work)] {
        try ledger.openRewardItems(batch: batch, name: name, isComparing: isComparing).map { ($0.item, .reward($0.work)) }
    }

    package func read(_ lines: [BatchLine], of item: BatchItem, _ work: Work, leftOut fields: Set<String>) -> BatchReading {
        guard case .reward(let work) = work else { return BatchReading([]) }
        switch reward.answer(lines, to: Facts.request(work, setup.reasoning), leftOut: fields) {
        case .failed(let error): return BatchReading([], .failed(error))
        case .refusedField(let field): return BatchReading([], .refusedField(field))
        case .values(let values):
            if let fault = Facts.fault(of: values, for: work, name: name) { return BatchReading([], .failed(fault)) }
            let facts = Facts.rewards(values, of: work, name: name, model: reward.model, contract: reward.contract)
            return BatchReading(facts.filter { !item.hasSettled($0) })
        }
    }

    /// All questions about a prompt's responses go together, and with them what the responses are compared with.
    private var isComparing: Bool { reward.batching == .list }
}

extension BatchItem {
    /// Whether this reward was there, or given up, before.
    fileprivate func hasSettled(_ fact: Fact) -> Bool {
        if case .reward(let reward) = fact { settled.contains(reward.responseID) } else { false }
    }
}
