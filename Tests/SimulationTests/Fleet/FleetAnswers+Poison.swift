import Inference
import Ledger
import Orchestrator
import Scheduling
import Selection

/// What no server can answer.
extension FleetAnswers {
    /// The failure this content always meets.
    func poisoned(_ stage: StageID, _ work: Work, _ setup: RoundSetup, _ shift: Int64) -> FailureClass? {
        guard poison > 0 else { return nil }
        switch work {
        case .sample(let work):
            if let failure = verdict(stage, work.messages, "prompt", [.tooLong, .rejected]) { return failure }
            let seed = Facts.seed(work, setup) + shift
            return first(work.samples.indices) { verdict(stage, work.messages, String(seed + Int64($0)), [.aborted, .serverError]) }
        case .reward(let work):
            return first(work.responses) { verdict(stage, work.messages, $0.text, [.tooLong, .rejected, .notFinite, .serverError]) }
        case .rewrite(let work):
            return verdict(stage, work.messages, String(work.strategy), [.tooLong, .rejected, .aborted, .malformedReply])
        case .embedding(let work):
            return first(work.responses) { verdict(stage, [], $0.text, [.tooLong, .rejected, .notFinite]) }
        case .logprob(let work):
            return verdict(stage, work.messages, work.text, [.tooLong, .notFinite, .malformedReply])
        }
    }

    private func verdict(_ stage: StageID, _ messages: [Message], _ text: String, _ failures: [FailureClass]) -> FailureClass? {
        var hash = content("poison " + stage.name, messages)
        hash.combine(text)
        guard hash.unit < poison else { return nil }
        return failures[Int(hash.value % UInt64(failures.count))]
    }

    private func first<Items: Sequence>(_ items: Items, _ verdict: (Items.Element) -> FailureClass?) -> FailureClass? {
        for item in items {
            if let failure = verdict(item) { return failure }
        }
        return nil
    }
}
