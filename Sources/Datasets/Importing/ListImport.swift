import Inference
import JSONCursor

/// Reads records with a prompt's responses as a list, and what was measured of them as lists beside it.
enum ListImport {
    static func read(_ fields: inout ImportFields, _ layout: ImportLayout, rewardName: String) throws -> (PromptRecord, [ImportedResponse])
    {
        let messages = try ImportPromptFields.messages(&fields)
        var responses: [ImportedResponse]
        switch layout {
        case .nemoRL: responses = try completions(&fields, rewardName)
        case .sets where fields.has("accepted"): responses = try accepted(&fields)
        default: responses = try texts(&fields)
        }
        try measure(&responses, &fields, layout, rewardName)
        // The pair that was made of the list is in it already.
        if layout == .simpo || layout == .map {
            let pair = try fields.take("chosen").map { try ImportMessages.response($0.value, $0).before }
            fields.drop(["rejected", "chosen_logp_norms", "rejected_logp_norms", "rm_margin", "logp_margin_norm", "logp_margin_norm_abs"])
            return (try ImportPromptFields.record(messages ?? pair ?? [], &fields), responses)
        }
        guard let messages else { throw RecordFault(0, "the record has neither `prompt` nor `messages`") }
        return (try ImportPromptFields.record(messages, &fields), responses)
    }

    private static func texts(_ fields: inout ImportFields) throws -> [ImportedResponse] {
        guard let field = fields.take("all_generated_texts", "all_generated_responses", "responses", "ranked", "sets") else {
            throw RecordFault(0, "the record has no list of responses")
        }
        return try Self.responses(field)
    }

    private static func responses(_ field: ImportFields.Field) throws -> [ImportedResponse] {
        guard case .array(let values) = field.value else {
            throw RecordFault(field.offset, "\(quoted(field.name)) must be a list of responses")
        }
        return try values.map { value in
            // An object may be a message, or a response with its text.
            if case .string(let text)? = value["text"] { return ImportedResponse(text: text) }
            return ImportedResponse(text: try ImportMessages.response(value, field).text)
        }
    }

    private static func accepted(_ fields: inout ImportFields) throws -> [ImportedResponse] {
        var result: [ImportedResponse] = []
        for (name, score) in [("accepted", 1.0), ("rejected", 0.0)] {
            guard let field = fields.take(name) else { continue }
            for var response in try responses(field) {
                response.rewards = [.init(name: PairImport.preference, score: score)]
                result.append(response)
            }
        }
        return result
    }

    /// NeMo-RL: `{"rank", "completion": [message], "reward"}`, the lowest rank best.
    private static func completions(_ fields: inout ImportFields, _ rewardName: String) throws -> [ImportedResponse] {
        guard let field = fields.take("completions"), case .array(let values) = field.value else {
            throw RecordFault(0, "the record has no list of `completions`")
        }
        var ranks: [Double] = []
        var responses: [ImportedResponse] = []
        for value in values {
            guard let completion = value["completion"], let rank = value["rank"]?.number else {
                throw RecordFault(field.offset, "a completion needs `rank` and `completion`")
            }
            var response = ImportedResponse(text: try ImportMessages.response(completion, field).text)
            if let reward = value["reward"]?.number { response.rewards = [.init(name: rewardName, score: reward)] }
            ranks.append(rank)
            responses.append(response)
        }
        if responses.allSatisfy({ $0.rewards.isEmpty }) { rate(&responses, byRank: ranks) }
        return responses
    }

    /// Takes the lists beside the responses.
    private static func measure(
        _ responses: inout [ImportedResponse],
        _ fields: inout ImportFields,
        _ layout: ImportLayout,
        _ rewardName: String
    ) throws {
        let count = responses.count
        let scores = try fields.takeNumbers("all_rm_scores", "rewards", "scores", count: count)
        let sums = try fields.takeNumbers("all_logps", "logprobs", count: count)
        let references = try fields.takeNumbers("reference_logprobs", "ref_logps", count: count)
        let means = try fields.takeNumbers("all_logp_norms", count: count)
        let tokens = try fields.takeNumbers("tokens", count: count)
        let labels = try fields.takeList("is_chosen", "labels", count: count)
        fields.drop(["weights", "samples", "is_chosen", "labels"])
        for index in responses.indices {
            if let scores { responses[index].rewards = [.init(name: rewardName, score: scores[index])] }
            guard let sums else { continue }
            if let means {
                responses[index].take(logprob: sums[index], mean: means[index])
            } else if let count = tokens.flatMap({ Int(exactly: $0[index]) }), count >= 1 {
                responses[index].tokens = count
                responses[index].policyLogprob = sums[index]
                responses[index].referenceLogprob = references?[index]
            }
            try responses[index].checkLogprobs("responses")
        }
        guard scores == nil, responses.allSatisfy({ $0.rewards.isEmpty }) else { return }
        if let labels {
            for (index, label) in labels.values.enumerated() {
                guard case .bool(let isChosen) = label else {
                    throw RecordFault(labels.offset, "\(quoted(labels.name)) must be a list of true and false")
                }
                responses[index].rewards = [.init(name: PairImport.preference, score: isChosen ? 1 : 0)]
            }
        } else if layout == .ranked {
            rate(&responses, byRank: responses.indices.map(Double.init))
        }
    }

    /// From 1 for the best to 0 for the worst, in equal steps; equal ranks get equal rewards.
    private static func rate(_ responses: inout [ImportedResponse], byRank ranks: [Double]) {
        let steps = Set(ranks).sorted()
        for index in responses.indices {
            let step = steps.firstIndex(of: ranks[index]) ?? 0
            let score: Double = steps.count > 1 ? 1 - Double(step) / Double(steps.count - 1) : 1
            responses[index].rewards = [.init(name: PairImport.preference, score: score)]
        }
    }
}
