/// How the policy's answers are drawn. Every value is sent with every request.
package struct SamplingSettings: Sendable, Hashable {
    package var temperature: Double
    package var topP: Double
    /// 0 is off.
    package var topK: Int
    package var minP: Double
    package var repetitionPenalty: Double
    package var presencePenalty: Double
    package var frequencyPenalty: Double
    package var maxTokens: Int

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        temperature = try reader.number("temperature")
        topP = try reader.number("top_p")
        topK = try reader.integer("top_k")
        minP = try reader.number("min_p")
        repetitionPenalty = try reader.number("repetition_penalty")
        presencePenalty = try reader.number("presence_penalty")
        frequencyPenalty = try reader.number("frequency_penalty")
        maxTokens = try reader.integer("max_tokens")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["temperature"] = .double(temperature)
        mapping["top_p"] = .double(topP)
        mapping["top_k"] = .integer(topK)
        mapping["min_p"] = .double(minP)
        mapping["repetition_penalty"] = .double(repetitionPenalty)
        mapping["presence_penalty"] = .double(presencePenalty)
        mapping["frequency_penalty"] = .double(frequencyPenalty)
        mapping["max_tokens"] = .integer(maxTokens)
        return mapping
    }
}
