import Inference
import JSONCursor

/// Reads records with one response that is labelled as wanted or not.
enum LabelImport {
    static func read(_ fields: inout ImportFields, rewardName: String) throws -> (PromptRecord, [ImportedResponse]) {
        var messages = try ImportPromptFields.messages(&fields)
        var response = ImportedResponse()
        if let field = fields.take("completion") {
            let (text, before) = try ImportMessages.response(field.value, field)
            if messages == nil { messages = before }
            response.text = text
        } else {
            guard let conversation = messages, let last = conversation.last, last.role == "assistant" else {
                throw RecordFault(0, "the record has no `completion`, and its conversation does not end with a response")
            }
            messages = conversation.dropLast()
            response.text = last.content
        }
        guard let label = fields.take("label"), case .bool(let isWanted) = label.value else {
            throw RecordFault(0, "the record needs a `label` that is true or false")
        }
        if let score = try fields.takeNumber("score", "reward") {
            response.rewards = [.init(name: rewardName, score: score)]
        } else {
            response.rewards = [.init(name: PairImport.preference, score: isWanted ? 1 : 0)]
        }
        if let tokens = try fields.takeTokens("tokens") {
            response.tokens = tokens
            response.policyLogprob = try fields.takeNumber("logprob")
            response.referenceLogprob = try fields.takeNumber("reference_logprob", "ref_logps")
            try response.checkLogprobs("completion")
        }
        response.source = try fields.takeText("model")
        _ = fields.take("sample")
        guard let messages else { throw RecordFault(0, "the record has neither `prompt` nor `messages`") }
        return (try ImportPromptFields.record(messages, &fields), [response])
    }
}
