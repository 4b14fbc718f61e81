import Foundation

/// What the judge double answers.
struct JudgeHandler: Sendable {
    private struct Request: Decodable {
        struct Format: Decodable {
            var type: String
        }
        var model: String
        var messages: [WireMessage]
        var temperature: Double?
        var logprobs: Bool?
        var top_logprobs: Int?
        var max_tokens: Int?
        var max_completion_tokens: Int?
        var response_format: Format?
    }

    private struct Fields: Decodable {
        private struct Key: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }
        var names: Set<String>
        init(from decoder: any Decoder) throws {
            names = Set(try decoder.container(keyedBy: Key.self).allKeys.map(\.stringValue))
        }
    }

    let options: JudgeDouble.Options

    @Sendable func answer(_ request: ReceivedRequest, _ fault: Fault?) throws -> ServerReply {
        switch (request.method, request.path) {
        case ("GET", "/v1/models"):
            return ServerReply(status: 200, text: #"{"object":"list","data":[{"id":"\#(options.model)","object":"model"}]}"#)
        case ("POST", "/v1/chat/completions"):
            return try judge(request, fault)
        default:
            return ServerReply(status: 404, text: #"{"detail":"Not Found"}"#)
        }
    }

    private func judge(_ received: ReceivedRequest, _ fault: Fault?) throws -> ServerReply {
        let data = Data(received.body)
        let sent = try JSONDecoder().decode(Fields.self, from: data).names
        if let field = options.refusedFields.intersection(sent).sorted().first { return refusal(of: field) }
        let request = try JSONDecoder().decode(Request.self, from: data)
        if let count = request.top_logprobs, count > options.mostAlternatives { return refusal(of: "top_logprobs") }
        guard request.temperature ?? 0 == 0, let prompt = request.messages.last?.content else { return refusal(of: "temperature") }
        let probabilities = probabilities(prompt)
        let verdict = probabilities.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
        let spoken = JudgeSpeech(
            style: request.response_format == nil ? options.style : options.structuredStyle,
            verdict: verdict,
            probabilities: probabilities,
            splitsDigits: options.splitsDigits
        )
        var content: String? = spoken.text
        var finish = options.finishReason
        var tokens = spoken.tokens(alternatives: request.top_logprobs ?? 0)
        switch fault {
        case .nullContent: content = nil
        case .abort: finish = "content_filter"
        case .nan: tokens[0].logprob = .nan
        default: break
        }
        let showsTokens = request.logprobs == true && !options.hidesLogprobs && !tokens.isEmpty
        let choice = ChatVerdict.Choice(
            message: .init(content: content, reasoning: fault == .nullContent ? "I wonder" : nil),
            logprobs: showsTokens ? .init(content: tokens) : nil,
            finish_reason: finish
        )
        let choices = fault == .fewer ? [] : fault == .more ? [choice, choice] : [choice]
        return try ServerReply(json: ChatVerdict(model: options.answersAs ?? request.model, choices: choices), computed: [.reward: 1])
    }

    private func probabilities(_ prompt: String) -> [String: Double] {
        if let a = framed("answer A", in: prompt), let b = framed("answer B", in: prompt) {
            return JudgeDouble.preferences(a, b, bias: options.bias, ties: prompt.contains("or C if neither"))
        }
        // "… from 1 (worthless) to 10 (could not be better)."
        let scale = prompt.components(separatedBy: "whole number from ").last ?? ""
        let ends = scale.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
        return JudgeDouble.ratings(of: framed("answer", in: prompt) ?? "", from: ends[0], to: ends[1])
    }

    /// The text between the lines `<<<name mark>>>` and `<<<end of name mark>>>`, the same mark in both.
    private func framed(_ name: String, in prompt: String) -> String? {
        for piece in prompt.components(separatedBy: "<<<\(name) ").dropFirst() {
            guard let end = piece.range(of: ">>>\n") else { continue }
            let mark = piece[..<end.lowerBound]
            guard mark.count == 8, mark.allSatisfy(\.isHexDigit) else { continue }
            guard let close = prompt.range(of: "\n<<<end of \(name) \(mark)>>>"), let open = prompt.range(of: "<<<\(name) \(mark)>>>\n")
            else {
                continue
            }
            return String(prompt[open.upperBound..<close.lowerBound])
        }
        return nil
    }

    private func refusal(of field: String) -> ServerReply {
        let param = options.hidesParam ? "null" : "\"\(field)\""
        let message = "Unsupported parameter: '\(field)' is not supported with this model."
        return ServerReply(
            status: 400,
            text: #"{"error":{"message":"\#(message)","type":"invalid_request_error","param":\#(param),"code":"unsupported_parameter"}}"#
        )
    }
}
