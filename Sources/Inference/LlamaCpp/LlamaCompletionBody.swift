import JSONCursor

/// Bodies of `POST /completion`. Every field that may act is explicit: the server's defaults are not neutral (temperature 0.8, top-k 40,
/// top-p 0.95, min-p 0.05) and whoever starts it may set others.
enum LlamaCompletionBody {
    /// Fields that `extra_body` may not set: those written here, and those that would change what a reply's numbers mean.
    static let ownFields: Set<String> = [
        "prompt", "n_predict", "max_tokens", "max_completion_tokens", "n_cmpl", "n", "seed", "temperature", "top_k", "top_p", "min_p",
        "repeat_penalty", "repeat_last_n", "presence_penalty", "frequency_penalty", "stop", "samplers", "n_probs", "logprobs",
        "post_sampling_probs", "backend_sampling", "return_tokens", "cache_prompt", "n_cache_reuse", "id_slot", "stream", "stream_options",
        "response_fields", "logit_bias", "n_keep", "n_discard", "n_indent", "t_max_predict_ms", "dynatemp_range", "mirostat", "ignore_eos",
        "min_keep",
    ]

    /// Asks for `count` samples; sample j is drawn with `seed + j` (`tools/server/server-task.h`, `add_child`).
    static func sampling(
        _ prompt: [Int32],
        _ count: Int,
        _ seed: Int64,
        _ sampling: SamplingParameters,
        _ extra: ExtraFields
    ) throws(BackendError) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 1024 + prompt.count * 7)
        writer.beginObject()
        begin(&writer, prompt, maxTokens: sampling.maxTokens)
        writer.key("n_cmpl")
        writer.integer(count)
        writer.key("seed")
        writer.integer(Int(seed))
        // A prompt computed anew each time gives the same numbers whatever the slot answered before.
        writer.key("cache_prompt")
        writer.bool(false)
        try fields(&writer, of: sampling)
        writer.key("stop")
        writer.strings(sampling.stop)
        extra.write(to: &writer)
        writer.endObject()
        return writer.bytes
    }

    /// Asks for the log-prob of `token` after `context` by leaving the sampler no other choice: the bias acts on the sampler's copy of the
    /// logits, the reported log-prob is of the model's own (`server-context.cpp`, `get_token_probabilities`).
    ///
    /// `reusesCache`: `context` is one token longer than what a slot computed last, which then costs one step, computed as in sampling.
    /// `best`: how many of the likeliest tokens the reply lists.
    static func forcing(
        _ token: Int32,
        after context: [Int32],
        reusesCache: Bool,
        best: Int = 1
    ) throws(BackendError) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 1024 + context.count * 7)
        writer.beginObject()
        begin(&writer, context, maxTokens: 1, best: best)
        writer.key("logit_bias")
        writer.beginArray()
        writer.beginArray()
        writer.integer(Int(token))
        writer.integer(1_000_000)
        writer.endArray()
        writer.endArray()
        writer.key("cache_prompt")
        writer.bool(reusesCache)
        try fields(&writer, of: SamplingParameters(temperature: 0, maxTokens: 1))
        writer.endObject()
        return writer.bytes
    }

    private static func begin(_ writer: inout JSONWriter, _ prompt: [Int32], maxTokens: Int, best: Int = 1) {
        writer.key("prompt")
        writer.tokens(prompt)
        writer.key("n_predict")
        writer.integer(maxTokens)
        writer.key("return_tokens")
        writer.bool(true)
        // The chosen token's own log-prob is told beside those of this many best ones; 0 would tell none at all.
        writer.key("n_probs")
        writer.integer(best)
        writer.key("post_sampling_probs")
        writer.bool(false)
        writer.key("backend_sampling")
        writer.bool(false)
        writer.key("stream")
        writer.bool(false)
    }

    private static func fields(_ writer: inout JSONWriter, of sampling: SamplingParameters) throws(BackendError) {
        try writer.setting("temperature", sampling.temperature)
        writer.key("top_k")
        writer.integer(sampling.topK)
        try writer.setting("top_p", sampling.topP)
        try writer.setting("min_p", sampling.minP)
        writer.key("repeat_penalty")
        try writer.number(sampling.repetitionPenalty, "repetition_penalty")
        try writer.penalties(sampling)
        writer.key("samplers")
        writer.strings(samplers(of: sampling))
        // What would act outside the list of samplers.
        for off in ["mirostat", "dynatemp_range", "min_keep", "n_indent"] {
            writer.key(off)
            writer.integer(0)
        }
        writer.key("t_max_predict_ms")
        writer.integer(-1)
        writer.key("ignore_eos")
        writer.bool(false)
    }

    /// Only what is asked for, in vLLM's order: top-k, top-p and min-p cut the distribution that temperature made.
    private static func samplers(of sampling: SamplingParameters) -> [String] {
        var names: [String] = []
        let hasPenalties: Bool = sampling.repetitionPenalty != 1 || sampling.presencePenalty != 0 || sampling.frequencyPenalty != 0
        if hasPenalties { names.append("penalties") }
        names.append("temperature")
        if sampling.minP > 0 { names.append("min_p") }
        if sampling.topK > 0 { names.append("top_k") }
        if sampling.topP < 1 { names.append("top_p") }
        return names
    }
}
