import Selection
import Testing

/// golden/metric.json: the metric's test vectors.
struct MetricVectors: Decodable {
    struct Prompt: Decodable {
        struct Response: Decodable {
            let index: Int32
            let reward: Double
            let tokens: Int32
            let policy_logprob: Double
            let reference_logprob: Double
        }
        let id: String
        let responses: [Response]
    }

    struct Case: Decodable {
        struct Pair: Decodable {
            let prompt: String
            let chosen: Int
            let rejected: Int
            let explicit_margin: Double
            let implicit_margin: Double
            let score: Double
        }
        let pairing: String
        let implicit_reward: String
        let metric: String
        let pairs: [Pair]
        let top_40_percent: [String]
    }

    struct Degenerate: Decodable {
        let explicit_margins: [Double]
        let abs_implicit_margins: [Double]
        let map_zscore_w1: [Double]
    }

    let beta: [String: Double]
    let prompts: [Prompt]
    let cases: [Case]
    let informativeness: [String: [String: Double]]
    let degenerate: Degenerate

    static func load() throws -> MetricVectors {
        try JSONFile.decode(MetricVectors.self, from: #require(JSONFile.sharedMetric))
    }

    var table: AnswerTable {
        var table = AnswerTable()
        for (position, prompt) in prompts.enumerated() {
            table.beginPrompt(hash: UInt64(position))
            for response in prompt.responses {
                table.append(
                    sample: response.index,
                    reward: response.reward,
                    tokens: response.tokens,
                    policyLogprob: response.policy_logprob,
                    referenceLogprob: response.reference_logprob,
                    textIdentity: response.index
                )
            }
        }
        return table
    }
}
