import Datasets
import Inference
import Ledger
import Selection
import Settings

@testable import Orchestrator

/// What a run is to produce: everything its training sets depend on. A few of them are shared by all seeds.
struct Scenario: Sendable {
    static let count = 24

    let number: Int
    var configuration: Configuration
    let pool: [PoolPrompt]
    let answers: FleetAnswers

    init(number: Int, prompts: Int = 6) throws {
        self.number = number
        configuration = try Configuration(yaml: Self.yaml(number), file: "scenario \(number)", folder: "/nowhere")
        pool = (0..<prompts).map { index in
            let messages = [Message(role: "user", content: "scenario \(number), question \(index)")]
            let hash = PromptRecord.contentHash(of: messages)
            return PoolPrompt(messages: messages, contentHash: hash, externalID: "q\(index)", metadata: nil)
        }
        answers = FleetAnswers(poison: number % 2 == 0 ? 0 : 0.06)
    }

    /// Responses per prompt, log-probs and selection differ from one to the next.
    private static func yaml(_ number: Int) -> String {
        let logprobs = ["none", "sampled", "given", "given"][number / 2 % 4]
        let hasReference = number / 2 % 4 == 3
        let score = logprobs == "none" ? "explicit" : "map"
        return """
            run: simulated
            seed: \(1000 + number)
            rounds: 2
            prompts:
              source: prompts.jsonl
              per_round: \(2 + number % 3)
              sampling: \(number % 5 == 0 ? "uniform" : "weighted")
              informativeness: \(number % 3 == 0 ? "m_ap" : "a_min")
            policy:
              backend: vllm
              endpoints: [http://policy]
              model: policy
              samples: \(2 + number / 4 % 4)
              logprobs: \(logprobs)
            \(hasReference ? "reference: {same_as: policy, model: base, concurrency: 2}" : "")
            rewards:
              - {name: list, backend: vllm, endpoints: [http://list], model: list}
              - {name: single, backend: vllm, endpoints: [http://single], model: single}
            selection:
              pairing: \(number % 2 == 0 ? "all_pairs" : "best_worst")
              implicit_reward: \(hasReference ? "dpo" : "mean_logprob")
              score: \(score)
              reward: \(number % 7 == 0 ? "single" : "list")
              keep: {ratio: 0.5}
              guards: {truncated: \(number % 4 == 1)}
            limits: {attempts: 20, failed_share: 1}
            export:
              - {format: trl, columns: [prompt_id, scores, margins, samples, rank, round]}
            """
    }
}
