import Inference
import JSONCursor

/// Reads records with a chosen and a rejected response.
enum PairImport {
    /// What a response of a pair is worth where its record gives no rewards: 1 chosen, 0 rejected, under this name.
    static let preference = "preference"

    static func read(_ fields: inout ImportFields, rewardName: String) throws -> (PromptRecord, [ImportedResponse]) {
        var messages = try ImportPromptFields.messages(&fields)
        var chosen: (response: ImportedResponse, sample: Double?)
        var rejected: (response: ImportedResponse, sample: Double?)
        let chosenField: ImportFields.Field
        if let field = fields.take("chosen", "chosen_response") {
            chosenField = field
            let (text, before) = try ImportMessages.response(field.value, field)
            messages = try Self.prompt(messages, before, field)
            chosen.response = ImportedResponse(text: text)
        } else {
            // ms-swift: the chosen response is the conversation's end.
            guard let conversation = messages, let last = conversation.last, last.role == "assistant" else {
                throw RecordFault(0, "the record has no `chosen` response, and its conversation does not end with one")
            }
            chosenField = ImportFields.Field(name: "messages", value: .null, offset: 0)
            messages = conversation.dropLast()
            chosen.response = ImportedResponse(text: last.content)
        }
        guard let rejectedField = fields.take("rejected", "rejected_response", "rejected_messages") else {
            throw RecordFault(0, "the record has no `rejected` response")
        }
        let (text, before) = try ImportMessages.response(rejectedField.value, rejectedField)
        messages = try prompt(messages, before, rejectedField)
        rejected.response = ImportedResponse(text: text)
        chosen.sample = try measure(&chosen.response, "chosen", &fields, rewardName)
        rejected.sample = try measure(&rejected.response, "rejected", &fields, rewardName)
        guard chosen.response.rewards.isEmpty == rejected.response.rewards.isEmpty else {
            throw RecordFault(chosenField.offset, "one of the two responses has a reward and the other has none")
        }
        if chosen.response.rewards.isEmpty {
            chosen.response.rewards = [.init(name: preference, score: 1)]
            rejected.response.rewards = [.init(name: preference, score: 0)]
        }
        var responses = [chosen.response, rejected.response]
        // Ties between pairs are broken by the samples' order, so it is kept.
        if let first = chosen.sample, let second = rejected.sample, second < first { responses.swapAt(0, 1) }
        if let reference = try referenceCompletion(&fields, rewardName) { responses.append(reference) }
        guard let messages else {
            throw RecordFault(0, "the record has neither `prompt` nor `messages`, nor conversations that hold the prompt")
        }
        return (try ImportPromptFields.record(messages, &fields), responses)
    }

    /// The prompt said by itself and the turns in front of a response, which must agree.
    private static func prompt(_ known: [Message]?, _ before: [Message], _ field: ImportFields.Field) throws -> [Message]? {
        guard !before.isEmpty else { return known }
        guard let known, known != before else { return before }
        // A prompt as a text beside conversations is their last user turn.
        if known.count == 1, before.last == known.last { return before }
        throw RecordFault(field.offset, "the turns before the response of \(quoted(field.name)) are not the record's prompt")
    }

    /// Takes rewards, log-probs and the rest of one side; returns which sample it was.
    private static func measure(
        _ response: inout ImportedResponse,
        _ side: String,
        _ fields: inout ImportFields,
        _ rewardName: String
    ) throws -> Double? {
        response.rewards = try rewards(&fields, side, rewardName)
        response.source = try fields.takeText(side + "_model")
        let sums = (side + "_logprob", side + "_logps")
        let means = (side + "_logp_norms", side + "_logps_norm")
        if let tokens = try fields.takeTokens(side + "_tokens") {
            response.tokens = tokens
            response.policyLogprob = try fields.takeNumber(sums.0, sums.1)
            response.referenceLogprob = try fields.takeNumber(
                side + "_reference_logprob",
                "reference_" + side + "_logprob",
                "ref_" + side + "_logps"
            )
        } else if fields.has(sums.1), let mean = try fields.takeNumber(means.0, means.1), let sum = try fields.takeNumber(sums.1) {
            response.take(logprob: sum, mean: mean)
        }
        try response.checkLogprobs(side)
        return try fields.takeNumber(side + "_sample")
    }

    /// A number, or numbers by their reward's name.
    private static func rewards(_ fields: inout ImportFields, _ side: String, _ rewardName: String) throws -> [ImportedResponse.Reward] {
        if let field = fields.take(side + "_rewards") { return try Self.rewards(field, rewardName) }
        guard let field = fields.take(side + "_score", side + "_reward", side + "_rating", "score_" + side) else { return [] }
        return try Self.rewards(field, rewardName)
    }

    private static func rewards(_ field: ImportFields.Field, _ rewardName: String) throws -> [ImportedResponse.Reward] {
        if let score = field.value.number { return [.init(name: rewardName, score: score)] }
        guard case .object(let members) = field.value else {
            throw RecordFault(field.offset, "\(quoted(field.name)) must be a number, or an object of names and scores")
        }
        return try members.filter { $0.value != .null }.map { member in
            guard let score = member.value.number else {
                throw RecordFault(field.offset, "the reward \(quoted(member.key)) must be a number")
            }
            return .init(name: member.key, score: score)
        }
    }

    /// open-instruct: a third response, which the pair was measured against.
    private static func referenceCompletion(_ fields: inout ImportFields, _ rewardName: String) throws -> ImportedResponse? {
        guard let text = try fields.takeText("reference_completion") else { return nil }
        guard let field = fields.take("reference_completion_score") else { return nil }
        return ImportedResponse(text: text, rewards: try rewards(field, rewardName), source: "reference_completion")
    }
}
