import Inference
package import Ledger

/// Reads pages of pending work. Blocks; shared by the real shell and the simulator.
package struct PageReader: Sendable {
    let ledger: Ledger
    let setup: RoundSetup
    /// Rewards whose backend takes one response a request.
    let singleRewards: Set<String>
    /// Rewards that need the prompt's metadata.
    let metadataRewards: Set<String>
    /// Rewards that compare a prompt's responses with one another.
    let comparingRewards: Set<String>

    package init(
        ledger: Ledger,
        setup: RoundSetup,
        singleRewards: Set<String>,
        metadataRewards: Set<String> = [],
        comparingRewards: Set<String> = []
    ) {
        self.ledger = ledger
        self.setup = setup
        self.singleRewards = singleRewards
        self.metadataRewards = metadataRewards
        self.comparingRewards = comparingRewards
    }

    package func read(_ stage: StageID, after cursor: Int64, limit: Int) throws -> WorkPage<Work> {
        switch stage {
        case .sample:
            let page = try ledger.pendingSamples(
                round: setup.round,
                phase: setup.phase,
                samples: setup.samples,
                model: setup.policy,
                after: cursor,
                limit: limit
            )
            return WorkPage(work: page.work.map { .sample($0) }, cursor: page.cursor, exhausted: page.exhausted)
        case .rewrite:
            guard let rewriting = setup.rewriting else { return WorkPage(work: [], cursor: cursor, exhausted: true) }
            let page = try ledger.pendingRewrites(
                round: setup.round,
                strategies: rewriting.strategies.map(\.name),
                each: rewriting.each,
                chosen: rewriting.chosen(forParent:),
                after: cursor,
                limit: limit
            )
            return WorkPage(work: page.work.map { .rewrite($0) }, cursor: page.cursor, exhausted: page.exhausted)
        case .reward(let name) where comparingRewards.contains(name):
            let page = try ledger.pendingComparisons(
                round: setup.round,
                name: name,
                withMetadata: metadataRewards.contains(name),
                annotatedOnly: setup.annotatesSome,
                after: cursor,
                limit: limit
            )
            return WorkPage(work: page.work.map { .reward($0) }, cursor: page.cursor, exhausted: page.exhausted)
        case .reward(let name):
            let page = try ledger.pendingRewards(
                round: setup.round,
                name: name,
                withMetadata: metadataRewards.contains(name),
                annotatedOnly: setup.annotatesSome,
                after: cursor,
                limit: limit
            )
            let work = page.work.map { Work.reward($0) }
            let requests = singleRewards.contains(name) ? work.flatMap(\.singles) : work
            return WorkPage(work: requests, cursor: page.cursor, exhausted: page.exhausted)
        case .embedding:
            guard let embedding = setup.embedding else { return WorkPage(work: [], cursor: cursor, exhausted: true) }
            let page = try ledger.pendingEmbeddings(
                round: setup.round,
                model: embedding.model,
                batch: embedding.batch,
                after: cursor,
                limit: limit
            )
            return WorkPage(work: page.work.map { .embedding($0) }, cursor: page.cursor, exhausted: page.exhausted)
        case .policyLogprob:
            return try logprobs(stage, model: setup.policy, weightVersion: setup.weightVersion, cursor, limit)
        case .referenceLogprob:
            return try logprobs(stage, model: setup.reference ?? "", weightVersion: setup.referenceVersion, cursor, limit)
        }
    }

    private func logprobs(
        _ stage: StageID,
        model: String,
        weightVersion: String,
        _ cursor: Int64,
        _ limit: Int
    ) throws -> WorkPage<Work> {
        let page = try ledger.pendingLogprobs(
            round: setup.round,
            stage: stage.name,
            model: model,
            weightVersion: weightVersion,
            tokenizer: setup.policy,
            after: cursor,
            limit: limit
        )
        return WorkPage(work: page.work.map { .logprob($0) }, cursor: page.cursor, exhausted: page.exhausted)
    }
}
