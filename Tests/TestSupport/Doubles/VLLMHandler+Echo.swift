import Foundation

extension VLLMHandler {
    /// Token ids, or a text to be tokenized.
    enum Prompt: Decodable {
        case tokens([Int32])
        case text(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let ids = try? container.decode([Int32].self) {
                self = .tokens(ids)
            } else {
                self = .text(try container.decode(String.self))
            }
        }
    }

    func tokens(of request: CompletionRequest) -> [Int32] {
        switch request.prompt {
        case .tokens(let ids): return ids
        case .text(let text):
            let begin: [Int32] = options.completions.addsBegin && request.add_special_tokens ?? true ? [HashModel.endOfTurn] : []
            return begin + text.utf8.map { Int32($0) + 2 }
        }
    }

    /// Puts the prompt's tokens and their log-probs before those of the response.
    func echo(_ prompt: [Int32], _ request: CompletionRequest, in choice: inout CompletionReply.Choice) {
        guard request.echo == true, !options.completions.ignoresEcho, var logprobs = choice.logprobs else { return }
        var values: [Double?] = [nil] + model(request.model).logprobs(of: prompt)
        if options.completions.shiftsEcho { values = [nil] + values.dropFirst(2) + [-0.01] }
        logprobs.tokens = prompt.map { name($0, request) } + logprobs.tokens
        logprobs.token_logprobs = values + logprobs.token_logprobs
        choice.logprobs = logprobs
    }

    /// A token as the log-probs name it.
    func name(_ id: Int32, _ request: CompletionRequest) -> String {
        let asID = request.return_tokens_as_token_ids == true && !options.completions.tellsTexts
        return asID ? "token_id:\(id)" : HashModel.text(of: [id], skippingMarks: false)
    }
}
