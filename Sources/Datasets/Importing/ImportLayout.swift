import JSONCursor

/// How existing responses stand in a record. Recognised by the first record's keys, or said by name.
package enum ImportLayout: String, Sendable, Hashable, CaseIterable {
    /// Ours: `prompt`, `responses: [{text, reward, …}]`.
    case own
    /// `prompt`, `chosen`, `rejected` as texts, messages or conversations (TRL; ours as exported; distilabel; OpenRLHF; open-instruct;
    /// NeMo-RL's binary sets; argilla), the prompt perhaps only in the conversations.
    case preference
    /// `prompt`, `completion` and `label` (TRL), or a conversation and `label`.
    case unpaired
    /// `all_generated_responses`, `all_rm_scores`.
    case simpo
    /// `all_generated_texts`, `all_rm_scores`, `all_logps`, `all_logp_norms`.
    case map
    /// `prompt`, `responses` and, perhaps, `rewards`: lists of texts and numbers.
    case rlhflow
    case openrlhf
    case openInstruct = "open_instruct"
    case distilabel
    /// `conversations` with `from` and `value`, or `instruction` and `input`, with `chosen` and `rejected`.
    case llamaFactory = "llama_factory"
    /// `messages` that end with the chosen response, `rejected_response` or `rejected_messages`.
    case msSwift = "ms_swift"
    /// `context`, `completions: [{rank, completion}]`.
    case nemoRL = "nemo_rl"
    /// `messages`, and `chosen` and `rejected` of one message each.
    case axolotl
    /// `ranked`, or `responses` where the layout is said: a list, best first.
    case ranked
    /// `responses` with `is_chosen`, or lists of accepted and rejected ones.
    case sets

    /// What a record of this layout is read by.
    enum Family {
        case own, pair, label, list
    }

    var family: Family {
        switch self {
        case .own: .own
        case .preference, .openrlhf, .openInstruct, .distilabel, .llamaFactory, .msSwift, .axolotl: .pair
        case .unpaired: .label
        case .simpo, .map, .rlhflow, .nemoRL, .ranked, .sets: .list
        }
    }

    /// The layout of a record with these fields; `own` where none fits, whose reader then says what is missing.
    static func recognize(_ record: JSONValue) -> ImportLayout {
        func has(_ keys: String...) -> Bool {
            keys.allSatisfy { key in record[key].map { $0 != .null } ?? false }
        }
        if case .array(let responses)? = record["responses"], let first = responses.first {
            // A list of messages is a response, an object is one of ours.
            if case .object = first { return .own }
            if has("is_chosen") { return .sets }
            // An order nobody speaks of is none.
            return .rlhflow
        }
        if has("responses") { return .own }
        if has("ranked") { return .ranked }
        if has("all_generated_texts") { return .map }
        if has("all_generated_responses") { return .simpo }
        if has("completions") { return .nemoRL }
        if has("accepted") { return .sets }
        if has("rejected_response") && !has("chosen_response") || has("rejected_messages") { return .msSwift }
        if has("label") && !has("chosen") && (has("completion") || has("messages")) { return .unpaired }
        guard has("chosen") && has("rejected") || has("chosen_response", "rejected_response") else { return .own }
        if has("conversations") || has("instruction", "chosen") { return .llamaFactory }
        if has("messages") { return .axolotl }
        if has("chosen_rating") { return .distilabel }
        if has("chosen_reward") { return .openrlhf }
        if case .object? = record["chosen_score"] { return .openInstruct }
        return .preference
    }
}
