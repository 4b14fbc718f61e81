extension LlamaCppHandler {
    struct TemplateRequest: Decodable {
        var messages: [WireMessage]
        var add_generation_prompt: Bool?
    }

    struct TokenizeRequest: Decodable {
        var content: String
        var add_special: Bool?
    }

    func template(_ request: TemplateRequest) throws -> ServerReply {
        let messages = request.messages.map { ($0.role, $0.content) }
        let isOpen: Bool = options.prefillsAssistant && request.messages.last?.role == "assistant"
        var ids = HashModel.tokens(of: messages, generationPrompt: request.add_generation_prompt ?? true && !isOpen)
        if isOpen { ids.removeLast() }
        return try ServerReply(json: ["prompt": HashModel.text(of: ids, skippingMarks: false)])
    }

    func tokenize(_ request: TokenizeRequest) throws -> ServerReply {
        var ids: [Int32] = options.addsBegin && request.add_special == true ? [HashModel.endOfTurn] : []
        ids += Self.tokens(of: request.content)
        return try ServerReply(json: ["tokens": ids], computed: [.tokenization: 1])
    }

    /// Bytes, and the marks where they are written out.
    static func tokens(of text: String) -> [Int32] {
        let marks: [(text: [UInt8], id: Int32)] = [
            (Array("<|start|>".utf8), HashModel.startOfTurn), (Array("<|end|>".utf8), HashModel.endOfTurn),
        ]
        var ids: [Int32] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            if let mark = marks.first(where: { rest.starts(with: $0.text) }) {
                ids.append(mark.id)
                rest = rest.dropFirst(mark.text.count)
            } else {
                ids.append(Int32(byte) + 2)
                rest = rest.dropFirst()
            }
        }
        return ids
    }
}
