import Inference
import Ledger
import Orchestrator
import Scheduling
import Selection

/// What the fake fleet's models say: a pure function of what they are asked, with which weights.
struct FleetAnswers: Sendable {
    let scenario: Int
    /// The share of contents that no server can answer, whoever asks and how often.
    let poison: Double

    private static let words = ["yes", "no", "perhaps", "naïve", "日本", "\u{0}odd"]

    /// The facts that answer the work, or the failure its content always meets.
    /// - Parameter shift: added to the seed that is sent; 0 unless a bug is simulated.
    func facts(_ stage: StageID, _ work: Work, _ setup: RoundSetup, endpoint: String, shift: Int64) -> Result<[Fact], BackendError> {
        if let failure = poisoned(stage, work, setup, shift) {
            return .failure(BackendError(failure, "\(endpoint) cannot answer this"))
        }
        switch (stage, work) {
        case (.sample, .sample(let work)): return .success(samples(work, setup, endpoint, shift))
        case (.rewrite, .rewrite(let work)):
            guard let rewriting = setup.rewriting else { return .failure(BackendError(.misconfigured, "nothing is rewritten")) }
            return .success([Facts.rewrite(rewrite(work, rewriting, setup), of: work, by: rewriting, endpoint: endpoint, setup)])
        case (.reward("duel"), .reward(let work)):
            guard let facts = try? duels("duel", work) else { return .failure(BackendError(.misconfigured, "no judge")) }
            return .success(facts)
        case (.embedding, .embedding(let work)):
            guard let setup = setup.embedding else { return .failure(BackendError(.misconfigured, "nothing becomes a vector")) }
            return .success(vectors(work, setup))
        case (.reward(let name), .reward(let work)):
            let scores = work.responses.map { reward(name, work.messages, $0.text) }
            return .success(Facts.rewards(scores.map { RewardValue(score: $0) }, of: work, name: name, model: name, contract: "fake"))
        case (.policyLogprob, .logprob(let work)):
            return .success([logprob(work, setup.policy, setup.weightVersion)])
        case (.referenceLogprob, .logprob(let work)):
            return .success([logprob(work, setup.reference ?? "", setup.referenceVersion)])
        default: return .failure(BackendError(.misconfigured, "work of another stage"))
        }
    }

    private func samples(_ work: SampleWork, _ setup: RoundSetup, _ endpoint: String, _ shift: Int64) -> [Fact] {
        let prompt = Self.promptTokens(work)
        return Facts.responses(samples(work, setup, shift), to: work, promptTokens: prompt, endpoint: endpoint, milliseconds: 1, setup)
    }

    func samples(_ work: SampleWork, _ setup: RoundSetup, _ shift: Int64) -> [Sample] {
        let seed = Facts.seed(work, setup) + shift
        return work.samples.indices.map { sample(work.messages, setup.weightVersion, seed: seed + Int64($0)) }
    }

    static func promptTokens(_ work: SampleWork) -> [Int32] {
        work.messages.map { Int32(truncatingIfNeeded: $0.content.utf8.count) }
    }

    private func sample(_ messages: [Message], _ version: String, seed: Int64) -> Sample {
        var hash = content("sample", messages)
        hash.combine(version)
        hash.combine(Int(seed))
        let value = hash.value
        let chosen = (0...Int(value % 3)).map { Int(value >> (8 + 8 * UInt64($0))) % Self.words.count }
        let isBlank = value >> 56 < 10
        let tokens = chosen.map { Int32($0) }
        return Sample(
            text: isBlank ? " \n\t" : chosen.map { Self.words[$0] }.joined(separator: " "),
            tokens: tokens,
            tokenLogprobs: logprobs("policy", version, tokens),
            finishReason: value >> 48 & 15 == 0 ? .length : .stop
        )
    }

    private func logprobs(_ model: String, _ version: String, _ tokens: [Int32]) -> [Double] {
        tokens.enumerated().map { index, token in
            var hash = StableHash(purpose: model)
            hash.combine(version)
            hash.combine(index)
            hash.combine(Int(token))
            return -3 * hash.unit
        }
    }

    private func logprob(_ work: LogprobWork, _ model: String, _ version: String) -> Fact {
        Facts.logprob(logprobs(model, version, work.responseTokens ?? []), of: work, model: model, weightVersion: version)
    }

    /// In steps of an eighth, so that ties come about.
    private func reward(_ name: String, _ messages: [Message], _ text: String) -> Double {
        var hash = content("reward " + name, messages)
        hash.combine(text)
        return Double(hash.value % 32) / 8 - 2
    }

    func content(_ purpose: String, _ messages: [Message]) -> StableHash {
        var hash = StableHash(purpose: purpose)
        for message in messages { hash.combine(message.content) }
        return hash
    }
}
