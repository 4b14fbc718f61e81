import JSONCursor

/// The body of `POST /v1/chat/completions` that asks a judge one question.
struct JudgeBody: Sendable {
    /// Fields that `extra_body` may not set.
    static let ownFields: Set<String> = Set(JudgeField.allCases.map(\.rawValue)).union([
        "model", "messages", "max_tokens", "n", "stream", "stream_options", "stop", "tools", "tool_choice", "functions", "function_call",
        "echo",
    ])

    var model: String
    var form: JudgeForm
    var question: JudgeQuestion
    /// Asks for JSON with a schema; else for the label alone.
    var isStructured: Bool
    var maxTokens: Int
    var leftOut: Set<JudgeField>
    var extra: ExtraFields

    var bytes: [UInt8] {
        let asksForJSON = isStructured && !leftOut.contains(.responseFormat)
        var writer = JSONWriter(reservingCapacity: 2048)
        writer.beginObject()
        writer.key("model")
        writer.string(model)
        writer.key("messages")
        writer.messages([question.message(form, asksForJSON: asksForJSON)])
        if !leftOut.contains(.temperature) {
            writer.key("temperature")
            writer.integer(0)
        }
        if !leftOut.contains(.logprobs) {
            writer.key("logprobs")
            writer.bool(true)
            writer.key("top_logprobs")
            writer.integer(leftOut.contains(.manyLogprobs) ? 5 : 20)
        }
        writer.key(leftOut.contains(.maxCompletionTokens) ? "max_tokens" : "max_completion_tokens")
        writer.integer(maxTokens)
        if asksForJSON { writeFormat(&writer) }
        writer.key("stream")
        writer.bool(false)
        extra.write(to: &writer)
        writer.endObject()
        return writer.bytes
    }

    /// `{"verdict": one of the labels}`. An enumeration and no bounds: the strict mode of some servers knows no bounds.
    private func writeFormat(_ writer: inout JSONWriter) {
        writer.key("response_format")
        writer.beginObject()
        writer.key("type")
        writer.string("json_schema")
        writer.key("json_schema")
        writer.beginObject()
        writer.key("name")
        writer.string("verdict")
        writer.key("strict")
        writer.bool(true)
        writer.key("schema")
        writer.beginObject()
        writer.key("type")
        writer.string("object")
        writer.key("properties")
        writer.beginObject()
        writer.key("verdict")
        writeLabels(&writer)
        writer.endObject()
        writer.key("required")
        writer.strings(["verdict"])
        writer.key("additionalProperties")
        writer.bool(false)
        writer.endObject()
        writer.endObject()
        writer.endObject()
    }

    private func writeLabels(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("type")
        switch form {
        case .pointwise(let scale):
            writer.string("integer")
            writer.key("enum")
            writer.beginArray()
            for value in scale.low...scale.high { writer.integer(value) }
            writer.endArray()
        case .pairwise:
            writer.string("string")
            writer.key("enum")
            writer.strings(form.labels)
        }
        writer.endObject()
    }
}
