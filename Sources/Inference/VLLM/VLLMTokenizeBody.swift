import JSONCursor

/// The body of `POST /tokenize` in its chat form, which applies the model's template.
enum VLLMTokenizeBody {
    static func bytes(_ model: String, _ messages: [Message], generationPrompt: Bool, _ templateArguments: ExtraFields) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 1024)
        writer.beginObject()
        writer.key("model")
        writer.string(model)
        writer.key("messages")
        writer.messages(messages)
        writer.key("add_generation_prompt")
        writer.bool(generationPrompt)
        writer.key("continue_final_message")
        writer.bool(false)
        // The template writes the special tokens itself.
        writer.key("add_special_tokens")
        writer.bool(false)
        templateArguments.write(to: &writer, in: "chat_template_kwargs")
        writer.endObject()
        return writer.bytes
    }
}
