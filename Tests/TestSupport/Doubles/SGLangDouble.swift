/// An SGLang server on 127.0.0.1 over `HashModel`: `/model_info`, `/server_info`, `/v1/models`, `/v1/tokenize`, `/v1/detokenize`, `/generate`, `/v1/loads`.
///
/// It behaves as SGLang 0.5.23 does where a client can tell: an absent seed is 42, `n` copies share one seed, without deterministic inference seeds
/// are ignored, log-probs of sampled tokens are those after temperature, the first entry of `input_token_logprobs` is null, a top-k of 0 is refused,
/// native routes nest their errors and the others do not, a generation that the server aborts comes with status 200.
package final class SGLangDouble: Sendable {
    package struct Options: Sendable {
        package var model = "policy"
        /// Changes the weights.
        package var weights = 0
        package var weightVersion = "default"
        /// LoRA adapters that are loaded.
        package var adapters: [String] = []
        package var contextLength = 4096
        package var apiKey: String?
        /// The server runs with `--enable-deterministic-inference`.
        package var isDeterministic = true
        /// The server runs with `SGLANG_RETURN_ORIGINAL_LOGPROB=1`.
        package var returnsOriginalLogprobs = false
        /// Whoever asks twice for the log-probs of the same tokens gets the last of them only, as versions before 0.5.20 may.
        package var cutsCachedLogprobs = false
        /// Log-probs stand one place before their tokens, as though they were the next token's.
        package var shiftsLogprobs = false
        /// The server runs with `--is-embedding`.
        package var isEmbedding = false
        /// A router stands in front, which has no `/server_info` and no `/v1/loads`.
        package var isRouted = false
        /// The server runs with `--enable-metrics`.
        package var hasMetrics = false

        package init() {}
    }

    package let server: LoopbackServer

    package init(_ options: Options = Options()) {
        let handler = SGLangHandler(options: options)
        server = LoopbackServer(answer: { try handler.answer($0, $1) })
    }

    package var journal: RequestJournal { server.journal }

    package func setFaults(_ change: (inout FaultPlan) -> Void) { server.setFaults(change) }
}
