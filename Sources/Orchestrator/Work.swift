package import Ledger

/// One request's worth of pending work.
package enum Work: Sendable, Hashable {
    case sample(SampleWork)
    case rewrite(RewriteWork)
    case reward(RewardWork)
    case logprob(LogprobWork)
    case embedding(EmbeddingWork)

    /// How many facts it stands for.
    package var count: Int {
        switch self {
        case .sample(let work): work.samples.count
        case .reward(let work): work.responses.count
        case .embedding(let work): work.responses.count
        case .logprob, .rewrite: 1
        }
    }

    /// The name the ledger's `failure` table knows the stage by where it depends on the work; nil where the stage's own does.
    var failureStage: String? {
        if case .sample(let work) = self { work.phase.sampleStage } else { nil }
    }

    /// What requests share whose prompts begin alike.
    var affinityKey: UInt64 {
        switch self {
        case .sample(let work): UInt64(bitPattern: work.promptID)
        case .rewrite(let work): UInt64(bitPattern: work.parentID)
        case .reward(let work): UInt64(bitPattern: work.promptID)
        case .logprob(let work): UInt64(bitPattern: work.promptID)
        case .embedding(let work): UInt64(bitPattern: work.responses.first?.promptID ?? 0)
        }
    }

    /// The same work as requests for one item each.
    package var singles: [Work] {
        switch self {
        case .sample(let work):
            work.samples.map { sample in
                var single = work
                single.samples = [sample]
                return .sample(single)
            }
        case .reward(let work):
            work.responses.map { response in
                var single = work
                single.responses = [response]
                return .reward(single)
            }
        case .embedding(let work): work.responses.map { .embedding(EmbeddingWork(responses: [$0])) }
        case .logprob, .rewrite: [self]
        }
    }

    /// The failure facts that give this work up.
    package func failures(stage: String, model: String, attempts: Int, reason: String, error: String) -> [FailureFact] {
        func fact(_ promptID: Int64, _ sample: Int, _ responseID: Int64?) -> FailureFact {
            FailureFact(
                stage: stage,
                promptID: promptID,
                sample: sample,
                responseID: responseID,
                model: model,
                attempts: attempts,
                reason: reason,
                error: error
            )
        }
        return switch self {
        case .sample(let work): work.samples.map { fact(work.promptID, $0, nil) }
        case .rewrite(let work): [fact(work.parentID, work.strategy, nil)]
        case .reward(let work): work.responses.map { fact(work.promptID, $0.sample, $0.id) }
        case .embedding(let work): work.responses.map { fact($0.promptID, $0.sample, $0.id) }
        case .logprob(let work): [fact(work.promptID, work.sample, work.responseID)]
        }
    }
}
