import JSONCursor

/// Bodies of `POST /generate`. Every sampling field is explicit: whoever starts the server may set others (`--preferred-sampling-params`).
struct SGLangGenerateBody: Sendable {
    /// Fields that `extra_body` may not set: those written here, and those that would change what a reply's numbers mean.
    static let ownFields: Set<String> = [
        "text", "input_ids", "input_embeds", "return_logprob", "logprob_start_len", "top_logprobs_num",
        "token_ids_logprob", "return_text_in_logprobs", "return_logprobs_list_format", "stream", "lora_path", "lora_id", "rid",
        "return_prompt_token_ids", "custom_logit_processor",
    ]
    /// The same within `extra_body.sampling_params`.
    static let ownSamplingFields: Set<String> = [
        "max_new_tokens", "min_new_tokens", "temperature", "top_p", "top_k", "min_p", "repetition_penalty", "presence_penalty",
        "frequency_penalty", "stop", "stop_token_ids", "ignore_eos", "skip_special_tokens", "spaces_between_special_tokens", "no_stop_trim",
        "n", "sampling_seed", "beam_width", "stream_interval", "logit_bias",
    ]

    /// The LoRA adapter to answer with.
    private let adapter: String?
    /// The user's own fields, and those among them that belong to the sampling parameters.
    private let extra: ExtraFields
    private let extraSampling: ExtraFields

    /// Throws `misconfigured` where `extraBody` is no object or sets a field of ours.
    init(adapter: String?, extraBody: JSONValue) throws(BackendError) {
        guard case .object(var members) = extraBody else {
            throw BackendError(.misconfigured, "policy.chat.extra_body is not a map of fields")
        }
        let sampling = extraBody["sampling_params"] ?? .object([])
        members.removeAll { $0.key == "sampling_params" }
        self.adapter = adapter
        extra = try ExtraFields(.object(members), reserved: Self.ownFields, setting: "policy.chat.extra_body")
        extraSampling = try ExtraFields(sampling, reserved: Self.ownSamplingFields, setting: "policy.chat.extra_body.sampling_params")
    }

    /// Asks for one sample. `n` copies would all be drawn with one seed, and an unset seed is 42 (`sampling/sampling_batch_info.py`).
    func sampling(_ prompt: [Int32], _ seed: Int64, _ sampling: SamplingParameters) throws(BackendError) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 512 + prompt.count * 7)
        writer.beginObject()
        // Log-probs of the response only.
        begin(&writer, prompt, logprobsFrom: -1)
        try parameters(&writer, sampling, seed, extraSampling)
        extra.write(to: &writer)
        writer.endObject()
        return writer.bytes
    }

    /// Asks for the log-prob of each of `ids` from `first` on, and for no new token.
    func scoring(_ ids: [Int32], from first: Int) throws(BackendError) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 512 + ids.count * 7)
        writer.beginObject()
        // The first entry never has a number, so it is to be the prompt's last token.
        begin(&writer, ids, logprobsFrom: first - 1)
        try parameters(&writer, SamplingParameters(temperature: 0, maxTokens: 0), 0, nil)
        writer.endObject()
        return writer.bytes
    }

    private func begin(_ writer: inout JSONWriter, _ ids: [Int32], logprobsFrom start: Int) {
        writer.key("input_ids")
        writer.tokens(ids)
        writer.key("return_logprob")
        writer.bool(true)
        writer.key("logprob_start_len")
        writer.integer(start)
        writer.key("top_logprobs_num")
        writer.integer(0)
        writer.key("return_text_in_logprobs")
        writer.bool(false)
        writer.key("stream")
        writer.bool(false)
        if let adapter {
            writer.key("lora_path")
            writer.string(adapter)
        }
    }

    private func parameters(
        _ writer: inout JSONWriter,
        _ sampling: SamplingParameters,
        _ seed: Int64,
        _ extra: ExtraFields?
    ) throws(BackendError) {
        writer.key("sampling_params")
        writer.beginObject()
        writer.key("n")
        writer.integer(1)
        writer.key("sampling_seed")
        writer.integer(Int(seed))
        writer.key("max_new_tokens")
        writer.integer(sampling.maxTokens)
        writer.key("min_new_tokens")
        writer.integer(0)
        // Off is -1; 0 is refused.
        try writer.distribution(sampling, topKOff: -1)
        writer.key("stop")
        writer.strings(sampling.stop)
        writer.key("stop_token_ids")
        writer.tokens([])
        writer.key("ignore_eos")
        writer.bool(false)
        writer.key("skip_special_tokens")
        writer.bool(true)
        writer.key("spaces_between_special_tokens")
        writer.bool(true)
        writer.key("no_stop_trim")
        writer.bool(false)
        extra?.write(to: &writer)
        writer.endObject()
    }
}
