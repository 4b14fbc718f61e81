/// What columns hold, for people.
enum ColumnMeaning {
    /// `selection` are the names of the selection's own columns.
    static func text(_ column: String, selection: [String]) -> String {
        if selection.contains(column) { return "a value the selection computed" }
        return known(column) ?? "of the format"
    }

    private static func known(_ column: String) -> String? {
        switch column {
        case "prompt", "context", "conversations", "input": "the prompt"
        case "system": "the system turn's text"
        case "messages": "the conversation"
        case "chosen", "real": "the preferred response"
        case "rejected", "rejected_response", "generated": "the other response"
        case "reference": "the prompt's best response"
        case "completions": "both responses with their ranks, 0 the better"
        case "completion": "the response"
        case "label": "whether the response was accepted"
        case "responses", "all_generated_responses", "all_generated_texts": "the prompt's responses"
        case "rewards", "all_rm_scores": "their ranking rewards"
        case "is_chosen": "whether each was accepted"
        case "weights": "how much each counts"
        case "prompt_id": "a hash of the prompt"
        case "external_id": "the prompt's id in its source"
        case "metadata": "the prompt's other fields as JSON"
        case "round": "the round, from 1"
        case "rank": "the place among the kept pairs by score, from 1"
        case "score": "what the pair was ranked by; of a single response its reward"
        case "margin": "by how much chosen is to be better than rejected"
        case "explicit_margin", "rm_margin": "chosen's reward minus rejected's"
        case "implicit_margin": "chosen's implicit reward minus rejected's"
        case "chosen_score", "chosen_reward", "chosen_rating": "chosen's ranking reward"
        case "rejected_score", "rejected_reward", "rejected_rating": "rejected's ranking reward"
        case "chosen_logprob", "rejected_logprob", "logprob", "all_logps": "log-probs under the policy, sums in nats"
        case "ref_chosen_logps", "ref_rejected_logps", "ref_logps": "log-probs under the reference, sums in nats"
        case "chosen_tokens", "rejected_tokens", "tokens": "how many tokens the log-prob is a sum over"
        case "chosen_sample", "rejected_sample", "sample": "which of the prompt's answers, from 0"
        case "chosen_model", "rejected_model": "the model that wrote it"
        default: nil
        }
    }
}
