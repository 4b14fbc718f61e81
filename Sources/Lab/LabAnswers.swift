import Inference
import Playground
import Selection

/// A round's answers with their noiseless rewards, grouped by prompt, in plan order.
struct LabAnswers: Sendable {
    struct Answer: Sendable {
        var text: String
        /// Sum of the log-probs of its tokens under the policy that gave it.
        var logprob: Double
        var tokens: Int
        var reward: Double
        /// The first sample of the prompt that has the same text.
        var identity: Int
    }

    let prompts: [LabPrompt]
    /// A prompt: its answers, by sample.
    let answers: [[Answer]]

    init(prompts: [LabPrompt], answers: [[Answer]]) {
        self.prompts = prompts
        self.answers = answers
    }

    /// Samples and rewards `count` answers to each prompt.
    /// - Parameter phase: keeps the seeds of training and of measuring apart.
    init(
        to prompts: [LabPrompt],
        count: Int,
        from sampler: PlaygroundSampler,
        reward: PlaygroundReward,
        seed: Int,
        round: Int,
        phase: String
    ) throws {
        var answers: [[Answer]] = []
        for prompt in prompts {
            let first = SampleSeed.base(runSeed: seed, round: round, phase: phase, promptHash: prompt.hash)
            let samples = try sampler.samples(of: prompt.messages, count: count, seed: first)
            let rewards = reward.noiseless(prompt: prompt.messages, responses: samples.map(\.text))
            var group: [Answer] = []
            for (sample, reward) in zip(samples, rewards) {
                let identity = group.firstIndex { $0.text == sample.text } ?? group.count
                let logprobs = sample.tokenLogprobs ?? []
                let logprob = logprobs.reduce(0, +)
                group.append(Answer(text: sample.text, logprob: logprob, tokens: logprobs.count, reward: reward, identity: identity))
            }
            answers.append(group)
        }
        self.init(prompts: prompts, answers: answers)
    }

    /// The mean of all rewards.
    var meanReward: Double {
        var sum = 0.0
        var count = 0
        for group in answers {
            for answer in group {
                sum += answer.reward
                count += 1
            }
        }
        return sum / Double(count)
    }

    /// What a selection reads, with `observed` in the place of the noiseless rewards. Empty answers are left out, as in a run.
    func table(observed: [[Double]]) -> AnswerTable {
        var table = AnswerTable()
        for (prompt, group) in zip(prompts, answers).enumerated() {
            table.beginPrompt(hash: group.0.hash)
            for (sample, answer) in group.1.enumerated() where !answer.text.isEmpty {
                table.append(
                    sample: Int32(sample),
                    reward: observed[prompt][sample],
                    tokens: Int32(answer.tokens),
                    policyLogprob: answer.logprob,
                    referenceLogprob: nil,
                    textIdentity: Int32(answer.identity)
                )
            }
        }
        return table
    }
}
