/// A vLLM server on 127.0.0.1 over `HashModel`: `/v1/models`, `/version`, `/health`, `/tokenize`, `/detokenize`, `/v1/completions`, `/classify`.
///
/// It behaves as vLLM 0.32 and 0.33 do where a client can tell: sample j is drawn with `seed + j`, log-probs do not depend on temperature,
/// element 0 of `prompt_logprobs` is null, unset fields come from the model's `generation_config.json` (a temperature of 0.6 here),
/// `/classify` answers sigmoids unless told otherwise, the key is asked for on `/v1` only.
package final class VLLMDouble: Sendable {
    package struct Options: Sendable {
        package var models = ["policy"]
        /// Changes the weights of every model.
        package var weights = 0
        package var maxModelLength = 4096
        package var apiKey: String?
        package var version = "0.33.0"
        /// Number of labels of the reward head.
        package var labels = 1
        /// The server runs with `--logprobs-mode processed_logprobs`.
        package var processedLogprobs = false
        /// The server runs with `--enable-lora` and `VLLM_ALLOW_RUNTIME_LORA_UPDATING=1`.
        package var allowsAdapters = false
        /// The server runs with `VLLM_SERVER_DEV_MODE=1` (and `--enable-sleep-mode`).
        package var isDevelopment = false
        /// How often `/reset_prefix_cache` answers that the cache is in use before it empties it.
        package var cacheHeld = 0
        /// Text of `/metrics`; 404 if nil.
        package var metrics: String?
        /// How `/v1/completions` differs from vLLM's, as that of other servers does.
        package var completions = CompletionsQuirks()
        /// Standard deviation of what is added to every log-prob of given text, anew in every request, in nats.
        package var scoringNoise = 0.0

        package init() {}
    }

    package let server: LoopbackServer
    private let weights: VLLMWeights

    package init(_ options: Options = Options()) {
        weights = VLLMWeights(cacheHeld: options.cacheHeld)
        let handler = VLLMHandler(options: options, weights: weights)
        server = LoopbackServer(answer: handler.answer)
    }

    /// Names and paths of the adapters that are loaded.
    package var adapters: [String: String] { Dictionary(weights.adapters.map { ($0.name, $0.path) }) { $1 } }
    package var isPaused: Bool { weights.isPaused }
    package var isSleeping: Bool { weights.isSleeping }
    package var weightVersion: String { weights.version }

    package var journal: RequestJournal { server.journal }

    package func setFaults(_ change: (inout FaultPlan) -> Void) { server.setFaults(change) }

    /// Starts to listen and returns the base URL.
    package func start(port: UInt16 = 0) async throws -> String { try await server.start(port: port) }

    package func stop() async { await server.stop() }
}
