/// The usable, rewarded responses of a round in plan order, grouped by prompt: what a selection reads.
///
/// Built by appending: `beginPrompt` for each prompt of the plan, in plan order and also for prompts without a usable response,
/// then `append` for each of its responses in ascending order of sample. One contiguous array a column: 36 bytes a response.
///
/// Guards that need texts (empty, truncated, refusal, …) and missing facts are the caller's business: what they leave out is not
/// appended. In particular a response without the log-probabilities that a selection needs must not be in its table.
package struct AnswerTable: Sendable {
    /// A prompt: the first 8 bytes of its content hash.
    package private(set) var promptHashes: [UInt64] = []
    /// A prompt: the index of its first response.
    private var firstAnswers: [Int32] = []

    /// A response: which of its prompt's samples it is, counted from 0.
    package private(set) var samples: [Int32] = []
    /// A response: the explicit reward, in the reward model's own unit.
    package private(set) var rewards: [Double] = []
    /// A response: the number of tokens its log-probabilities are summed over.
    package private(set) var tokens: [Int32] = []
    /// A response: log-probability under the policy, in nats; NaN where it is not known.
    package private(set) var policyLogprobs: [Double] = []
    /// A response: log-probability under the reference, in nats; NaN where it is not known.
    package private(set) var referenceLogprobs: [Double] = []
    /// A response: equal to another one's of the same prompt when their texts are equal.
    package private(set) var textIdentities: [Int32] = []

    /// Further columns of responses by name, only those a selection's expressions read: `r.NAME` (a reward model's own score), `chars`,
    /// `truncated`, `refusal`, `age`, `on_policy`, …; one number a response, NaN where it is not known.
    package var responseColumns: [String: [Double]] = [:]
    /// Further columns of prompts by name, one number a prompt, NaN where it is not known.
    package var promptColumns: [String: [Double]] = [:]
    /// What `by` groups responses by: for `source` (who wrote it) a number a response, equal ones in one group.
    package var responseGroups: [String: [Int32]] = [:]
    /// The same for prompts: `tag` (all of a prompt's tags together), `origin` (the prompt source it came from).
    package var promptGroups: [String: [Int32]] = [:]
    /// Vectors of the responses by where they come from: `text` (hashed word n-grams, always possible), `embedding` (an endpoint's).
    package var vectors: [String: VectorTable] = [:]
    /// Comparisons of the responses by judge, each judge named as expressions write it.
    package var preferences: [String: PreferenceTable] = [:]

    package init() {}

    package mutating func reserveCapacity(prompts: Int, answers: Int) {
        promptHashes.reserveCapacity(prompts)
        firstAnswers.reserveCapacity(prompts)
        samples.reserveCapacity(answers)
        rewards.reserveCapacity(answers)
        tokens.reserveCapacity(answers)
        policyLogprobs.reserveCapacity(answers)
        referenceLogprobs.reserveCapacity(answers)
        textIdentities.reserveCapacity(answers)
    }

    package mutating func beginPrompt(hash: UInt64) {
        promptHashes.append(hash)
        firstAnswers.append(Int32(samples.count))
    }

    /// Adds a response to the prompt begun last.
    package mutating func append(
        sample: Int32,
        reward: Double,
        tokens: Int32,
        policyLogprob: Double?,
        referenceLogprob: Double?,
        textIdentity: Int32
    ) {
        precondition(!promptHashes.isEmpty, "a response belongs to a prompt: call beginPrompt(hash:) before append")
        samples.append(sample)
        rewards.append(reward)
        self.tokens.append(tokens)
        policyLogprobs.append(policyLogprob ?? .nan)
        referenceLogprobs.append(referenceLogprob ?? .nan)
        textIdentities.append(textIdentity)
    }

    package var promptCount: Int { promptHashes.count }

    package var answerCount: Int { samples.count }

    /// The indices of a prompt's responses.
    package func answers(of prompt: Int) -> Range<Int> {
        let next = prompt + 1
        let end = next < firstAnswers.count ? Int(firstAnswers[next]) : samples.count
        return Int(firstAnswers[prompt])..<end
    }

    /// The same responses with other rewards, one each.
    func replacingRewards(_ rewards: [Double]) -> AnswerTable {
        precondition(rewards.count == answerCount, "there are \(rewards.count) rewards for \(answerCount) responses")
        var table = self
        table.rewards = rewards
        return table
    }

    /// Checks what a selection takes for granted, before any arithmetic.
    func check(for spec: SelectionSpec) throws(SelectionError) {
        try check(spec.needs)
        try checkVectors(spec.vectorNames)
        if spec.needsRefusals, responseColumns["refusal"]?.count != answerCount {
            throw .missingColumn("`refusal`", remedy: "look for refusals first, or leave the guard out")
        }
        try checkResponses(
            rewards: spec.reward == nil,
            policy: spec.needsPolicyLogprobs,
            reference: spec.needsReferenceLogprobs
        )
    }

    /// Checks that a table has one vector a response under each of some names.
    func checkVectors(_ names: Set<String>) throws(SelectionError) {
        for name in names.sorted() {
            let isWhole = vectors[name].map { $0.values.count == $0.dimension * answerCount } ?? false
            guard isWhole else {
                throw .missingColumn("vectors `\(name)` of each response", remedy: "make them first, or compare by others")
            }
        }
    }

    /// Checks that samples ascend and numbers are numbers.
    /// - Parameters:
    ///   - rewards: whether each response must have a reward.
    ///   - policy: whether each must have its log-probability under the policy.
    ///   - reference: the same under the reference.
    func checkResponses(rewards needsRewards: Bool, policy: Bool, reference: Bool) throws(SelectionError) {
        for prompt in 0..<promptCount {
            var previous: Int32 = -1
            for answer in answers(of: prompt) {
                let sample = samples[answer]
                guard sample > previous else {
                    throw .samplesOutOfOrder(prompt: prompt, sample: sample)
                }
                previous = sample
                guard rewards[answer].isFinite || !needsRewards else {
                    throw .notFinite("reward", rewards[answer], prompt: prompt, sample: sample)
                }
                try check(policyLogprobs[answer], "policy", needed: policy, prompt: prompt, sample: sample)
                try check(referenceLogprobs[answer], "reference", needed: reference, prompt: prompt, sample: sample)
            }
        }
    }

    private func check(_ logprob: Double, _ model: String, needed: Bool, prompt: Int, sample: Int32) throws(SelectionError) {
        if logprob.isFinite { return }
        if logprob.isInfinite {
            throw .notFinite("\(model) log-prob", logprob, prompt: prompt, sample: sample)
        }
        if needed {
            throw .missingLogprob(model: model, prompt: prompt, sample: sample)
        }
    }
}
