import JSONCursor

/// The body by which vLLM's pooling servers are asked to rate one conversation in the model's own template, without an activation.
struct VLLMConversationBody {
    var model: String
    var conversation: [Message]
    /// `classify` or `token_classify` for `/pooling`; nil for `/classify`, which knows its task.
    var task: String?
    var templateArguments: ExtraFields

    var bytes: [UInt8] {
        var writer = JSONWriter(reservingCapacity: 1024)
        writer.beginObject()
        writer.key("model")
        writer.string(model)
        if let task {
            writer.key("task")
            writer.string(task)
            writer.key("encoding_format")
            writer.string("float")
        }
        writer.key("messages")
        writer.messages(conversation)
        writer.key("add_generation_prompt")
        writer.bool(false)
        // One field in the three spellings that versions have had; the others are ignored.
        for spelling in ["use_activation", "activation", "softmax"] {
            writer.key(spelling)
            writer.bool(false)
        }
        templateArguments.write(to: &writer, in: "chat_template_kwargs")
        writer.endObject()
        return writer.bytes
    }
}
