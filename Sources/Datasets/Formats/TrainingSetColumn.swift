/// A column of a training set beyond those its trainer reads. A chosen column stands in every row and never holds null:
/// readers of JSON Lines fix a column's type by its first rows (formats: Hugging Face Hub layout).
package enum TrainingSetColumn: String, Sendable, Hashable, CaseIterable {
    /// `prompt_id`: the prompt's content hash.
    case promptID = "prompt_id"
    /// `external_id`: the prompt's own id; a row without one is an error.
    case externalID = "external_id"
    /// `chosen_score`, `rejected_score`: the ranking reward's scores; `score` of a single response.
    case scores
    /// `explicit_margin`, `score` and, where log-probs were measured, `implicit_margin`.
    case margins
    /// `chosen_logprob`, `rejected_logprob` (sums in nats under the policy), `chosen_tokens`, `rejected_tokens`; `logprob`, `tokens`.
    case logprobs
    /// `ref_chosen_logps`, `ref_rejected_logps`: the sums under the reference by TRL's names; `ref_logps` of a single response.
    /// TRL's DPOTrainer reads them up to 0.28 and reckons them anew from 0.29 on.
    case referenceLogprobs = "reference_logprobs"
    /// `chosen_sample`, `rejected_sample`: which of the prompt's answers, from 0; `sample` of a single response.
    case samples
    /// `rank` among the kept pairs by score, from 1.
    case rank
    /// `round` from 1.
    case round
    /// `metadata`: the prompt's other fields as the text of a JSON object, so that its type is the same in every row.
    case metadata

    /// Whether records of the layout have it.
    package func stands(in layout: TrainingRowLayout) -> Bool {
        switch self {
        case .promptID, .externalID, .round, .metadata: true
        case .scores, .logprobs, .referenceLogprobs, .samples: layout != .prompts
        case .margins, .rank: layout == .pairs
        }
    }
}
