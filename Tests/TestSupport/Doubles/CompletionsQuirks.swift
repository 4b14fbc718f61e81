/// What servers with an OpenAI-style `/v1/completions` do otherwise than vLLM.
package struct CompletionsQuirks: Sendable {
    /// `echo` is ignored with status 200, as llama.cpp and transformers do.
    package var ignoresEcho = false
    /// Echoed log-probs stand one place before their tokens, as llama-cpp-python's do.
    package var shiftsEcho = false
    /// `logprobs: 0` means none, as in SGLang.
    package var takesNoneForZero = false
    /// `return_token_ids` is not known.
    package var tellsNoIDs = false
    /// `return_tokens_as_token_ids` is not known: tokens are texts.
    package var tellsTexts = false
    /// Seeds are ignored.
    package var ignoresSeeds = false
    /// The tokenizer puts `HashModel.endOfTurn` before a text unless told not to.
    package var addsBegin = false
    /// Replies name this model.
    package var answersAs: String?

    package init() {}
}
