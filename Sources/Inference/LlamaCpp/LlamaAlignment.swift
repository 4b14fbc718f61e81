/// Which sampled tokens the reported log-probs belong to.
///
/// llama-server leaves some out (`server-context.cpp`, `process_token` and `send_final_response`): a token after which the text ends in the
/// middle of a UTF-8 character has no entry, and with a stop string as many entries are cut off the end as its own tokens are.
enum LlamaAlignment {
    /// How far ahead the token of an entry is looked for. A character broken in pieces makes a gap of at most three; text that is no UTF-8 longer ones.
    private static let reach = 16

    /// One log-prob per token, nil where none is known for sure: there, and from where the ids alone leave a doubt on, it has to be measured.
    static func align(_ reported: [(id: Int32, logprob: Double)], to tokens: [Int32]) throws -> [Double?] {
        guard reported.count <= tokens.count else {
            throw BadReply.malformed("a completion has \(tokens.count) token ids and \(reported.count) log-probs")
        }
        var aligned = [Double?](repeating: nil, count: tokens.count)
        var position = 0
        for entry in reported {
            guard position < tokens.count else { return aligned }
            // A token without an entry ends within a character, one with an entry does not: where a gap begins the ids differ.
            if tokens[position] != entry.id {
                let places = (position..<min(position + reach, tokens.count)).filter { tokens[$0] == entry.id }
                guard places.count == 1 else { return aligned }
                position = places[0]
            }
            aligned[position] = entry.logprob
            position += 1
        }
        return aligned
    }
}
