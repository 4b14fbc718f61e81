import Inference

/// Refuses requests that ask for what no distribution can give.
enum SamplingCheck {
    /// Throws `rejected` with the field and what it may be.
    static func check(_ request: SampleRequest) throws(BackendError) {
        let sampling = request.sampling
        try require(request.count >= 0, "count", "0 or more")
        try require(sampling.temperature >= 0 && sampling.temperature.isFinite, "temperature", "0 or more")
        try require(sampling.topP > 0 && sampling.topP <= 1, "top_p", "above 0 and at most 1")
        try require(sampling.topK >= 0, "top_k", "0 (off) or more")
        try require(sampling.minP >= 0 && sampling.minP <= 1, "min_p", "from 0 to 1")
        try require(sampling.repetitionPenalty > 0 && sampling.repetitionPenalty.isFinite, "repetition_penalty", "above 0")
        try require(sampling.presencePenalty.isFinite, "presence_penalty", "a finite number")
        try require(sampling.frequencyPenalty.isFinite, "frequency_penalty", "a finite number")
        try require(sampling.maxTokens >= 1, "max_tokens", "1 or more")
        try require(!sampling.stop.contains(""), "stop", "strings that are not empty")
    }

    private static func require(_ holds: Bool, _ field: String, _ allowed: String) throws(BackendError) {
        if !holds {
            throw BackendError(.rejected, "playground: \(field) must be \(allowed)")
        }
    }
}
