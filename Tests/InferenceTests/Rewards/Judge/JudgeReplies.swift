import Foundation
import Inference
import TestSupport

/// A chat reply that says `content`.
func judgeReply(_ content: String?, finish: String = "stop", refusal: String? = nil, tokens: [(String, Double)] = []) throws -> String {
    func quoted(_ text: String?) throws -> String {
        guard let text else { return "null" }
        return String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    }
    let entries = try tokens.map { token, logprob in
        #"{"token":\#(try quoted(token)),"logprob":\#(logprob),"top_logprobs":[]}"#
    }
    let logprobs = tokens.isEmpty ? "null" : #"{"content":[\#(entries.joined(separator: ","))]}"#
    let message = #"{"role":"assistant","content":\#(try quoted(content)),"refusal":\#(try quoted(refusal))}"#
    return #"{"model":"judge","choices":[{"index":0,"message":\#(message),"logprobs":\#(logprobs),"finish_reason":"\#(finish)"}]}"#
}

/// A judge that gets these answers.
func judge(_ form: JudgeForm, _ transport: FakeTransport) throws -> JudgeReward {
    JudgeReward(client: try client(transport), judge: try Judge(form, model: "judge"))
}
