package import Inference
package import Ledger
import Selection
package import Settings

/// What answers of backends become in the ledger. Pure, shared by the real shell and the simulator.
package enum Facts {
    /// The seed the first of a request's samples is drawn with; sample j of the prompt always has base + j.
    ///
    /// Held-out prompts are asked with the same seeds every time: what differs between two measurements is the weights alone.
    package static func seed(_ work: SampleWork, _ setup: RoundSetup) -> Int64 {
        let base = SampleSeed.base(
            runSeed: setup.runSeed,
            round: Phase.measured.contains(work.phase) ? 0 : setup.round,
            phase: Phase.measured.contains(work.phase) ? Phase.heldOut.rawValue : work.phase.rawValue,
            promptHash: work.promptHash
        )
        return base + Int64(work.samples.first ?? 0)
    }

    /// Responses, and the prompt's tokens when they were asked for just now.
    package static func responses(
        _ samples: [Sample],
        to work: SampleWork,
        promptTokens: [Int32]?,
        endpoint: String,
        milliseconds: Double?,
        _ setup: RoundSetup
    ) -> [Fact] {
        var facts: [Fact] = []
        if let promptTokens, work.promptTokens == nil {
            facts.append(.promptTokens(tokens(promptTokens, of: work.promptID, setup)))
        }
        let seed = seed(work, setup)
        for (offset, sample) in samples.enumerated() {
            facts.append(
                .response(
                    ResponseFact(
                        phase: work.phase,
                        promptID: work.promptID,
                        sample: work.samples[offset],
                        seed: seed + Int64(offset),
                        text: sample.text,
                        tokens: sample.tokens,
                        finishReason: sample.finishReason.rawValue,
                        model: setup.policy,
                        endpoint: endpoint,
                        weightVersion: setup.weightVersion,
                        latencyMilliseconds: milliseconds,
                        sampledLogprobs: setup.recordsSampledLogprobs ? sample.tokenLogprobs : nil
                    )
                )
            )
        }
        return facts
    }

    /// The seed a rewrite is drawn with.
    package static func seed(_ work: RewriteWork, strategy: String, _ setup: RoundSetup) -> Int64 {
        SampleSeed.base(runSeed: setup.runSeed, round: setup.round, phase: "rewrite:\(strategy)", promptHash: work.parentHash)
    }

    package static func rewrite(
        _ sample: Sample,
        of work: RewriteWork,
        by rewriting: RewriteSetup,
        endpoint: String,
        _ setup: RoundSetup
    ) -> Fact {
        let strategy = rewriting.strategies[work.strategy].name
        return .rewrite(
            RewriteFact(
                parentID: work.parentID,
                strategy: strategy,
                attempt: 0,
                seed: seed(work, strategy: strategy, setup),
                text: sample.text,
                finishReason: sample.finishReason.rawValue,
                model: rewriting.model,
                endpoint: endpoint,
                weightVersion: rewriting.weightVersion
            )
        )
    }

    package static func tokens(_ tokens: [Int32], of promptID: Int64, _ setup: RoundSetup) -> PromptTokensFact {
        PromptTokensFact(promptID: promptID, model: setup.policy, templateHash: setup.templateHash, tokens: tokens)
    }

    package static func rewards(
        _ values: [RewardValue],
        of work: RewardWork,
        name: String,
        model: String,
        contract: String
    ) -> [Fact] {
        let compared = work.compared
        let others = Set(work.others.map(\.id))
        var facts: [Fact] = []
        for (response, value) in zip(compared, values) {
            var fact = RewardFact(
                responseID: response.id,
                name: name,
                model: model,
                contract: contract,
                score: value.score,
                details: value.details
            )
            fact.isRevision = others.contains(response.id)
            facts.append(.reward(fact))
        }
        for comparison in values.flatMap(\.comparisons) {
            let fact = ComparisonFact(
                promptID: work.promptID,
                name: name,
                firstID: compared[comparison.first].id,
                secondID: compared[comparison.second].id,
                shownFirst: comparison.shownFirst,
                shownSecond: comparison.shownSecond
            )
            facts.append(.comparison(fact))
        }
        return facts
    }

    /// What a reward model is asked for a piece of work.
    ///
    /// - Parameter reasoning: what of an answer is not part of it; an answer of nothing else is an empty one, which no pair will hold.
    package static func request(_ work: RewardWork, _ reasoning: ReasoningSettings?) -> RewardRequest {
        let compared = work.compared
        var places: [Int64: Int] = [:]
        for (place, response) in compared.enumerated() { places[response.id] = place }
        var known: [JudgeComparison] = []
        for fact in work.known {
            guard let first = places[fact.firstID], let second = places[fact.secondID] else { continue }
            known.append(
                JudgeComparison(first: first, second: second, shownFirst: fact.shownFirst, shownSecond: fact.shownSecond)
            )
        }
        return RewardRequest(
            messages: work.messages,
            responses: compared.map { answer($0.text, reasoning) },
            metadata: work.metadata.map { Array($0.utf8) },
            known: known
        )
    }

    /// A response as rewards and vectors are made of it: without its reasoning part.
    package static func answer(_ text: String, _ reasoning: ReasoningSettings?) -> String {
        reasoning.map { ReasoningText.strip(text, open: $0.open, close: $0.close) } ?? text
    }

    /// Why values cannot be the rewards of a piece of work; nil where they can.
    package static func fault(of values: [RewardValue], for work: RewardWork, name: String) -> BackendError? {
        let count = work.compared.count
        guard values.count == count else {
            return BackendError(.malformedReply, "the reward \(name) gave \(values.count) scores for \(count) responses")
        }
        guard values.allSatisfy(\.score.isFinite) else {
            return BackendError(.notFinite, "the reward \(name) gave a score that is not finite")
        }
        return nil
    }

    /// Servers send 32-bit numbers, whatever they are written as.
    package static func embeddings(_ vectors: [[Double]], of work: EmbeddingWork, model: String) -> [EmbeddingFact] {
        zip(work.responses, vectors).map { EmbeddingFact(responseID: $0.id, model: model, vector: $1.map { Float($0) }) }
    }

    package static func logprob(_ values: [Double], of work: LogprobWork, model: String, weightVersion: String) -> Fact {
        .logprob(
            LogprobFact(
                responseID: work.responseID,
                model: model,
                weightVersion: weightVersion,
                source: .given,
                sum: values.reduce(0, +),
                tokens: values.count
            )
        )
    }

    /// Where the response begins in a whole conversation's ids: after the longest prefix it shares with the prompt's ids.
    ///
    /// The end of the prompt and the start of the answer may merge into one token, so the prefix may fall short of the prompt by a
    /// little; when it falls short by more, the template rewrites the prompt once an answer follows, and nil is returned.
    /// - Parameter conversation: prompt and answer templated as one (the rule of TRL's DPOTrainer).
    package static func responseStart(prompt: [Int32], conversation: [Int32]) -> Int? {
        var shared = 0
        while shared < prompt.count, shared < conversation.count, prompt[shared] == conversation[shared] { shared += 1 }
        guard shared > 0, shared < conversation.count, prompt.count - shared <= 4 else { return nil }
        return shared
    }
}
