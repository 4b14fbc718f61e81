import Inference
import Ledger
import Scheduling

/// What follows from work of a batch that failed. Pure; the classes and decisions are those of live requests.
struct BatchVerdict {
    var facts: [Fact] = []
    var outcome: BatchOutcome
    /// Items given up that count towards the share of failures.
    var givenUp = 0
    /// Nothing can work as configured: why, in one sentence.
    var stopReason: String?

    /// - Parameter work: What the item stands for, less what is settled.
    init(_ error: BackendError, _ item: BatchItem, _ work: Work, stage: String, model: String, retry: RetryPolicy) {
        let failed = BatchOutcome.failed(error.failure.rawValue)
        outcome = failed
        switch retry.decide(error.failure, attempt: item.attempt, item: 0) {
        case .requeue: outcome = .unanswered
        case .stop:
            outcome = .unanswered
            stopReason = error.message
        // A provider that does not reach its own model has tried: it counts, lest the line goes round for ever.
        case .waitForEndpoint where item.attempt < retry.attempts, .retry: break
        case .waitForEndpoint, .giveUp:
            if case .sample(let sample) = work, error.failure == .tooLong {
                facts = [.promptLeftOut(PromptLeftOutFact(phase: sample.phase, promptID: sample.promptID, reason: "prompt_too_long"))]
                return
            }
            let isSample = if case .sample = work { true } else { false }
            if work.count > 1, !isSample || error.failure != .rejected {
                outcome = .split
                return
            }
            let failures = work.failures(
                stage: stage,
                model: model,
                attempts: item.attempt,
                reason: error.failure.rawValue,
                error: error.message
            )
            facts = failures.map { .failure($0) }
            if error.failure != .tooLong { givenUp = failures.count }
        }
    }
}
