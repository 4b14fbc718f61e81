import JSONCursor

/// The body of `POST /detokenize`, which turns token ids into text.
enum VLLMDetokenizeBody {
    /// `skipsSpecialTokens` is for servers that leave special tokens out unless told otherwise; nil where the field is unknown.
    static func bytes(_ model: String, _ ids: [Int32], skipsSpecialTokens: Bool? = nil) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 64 + ids.count * 7)
        writer.beginObject()
        writer.key("model")
        writer.string(model)
        writer.key("tokens")
        writer.tokens(ids)
        if let skipsSpecialTokens {
            writer.key("skip_special_tokens")
            writer.bool(skipsSpecialTokens)
        }
        writer.endObject()
        return writer.bytes
    }
}
