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

        package init() {}
    }

    package let server: LoopbackServer

    package init(_ options: Options = Options()) {
        let handler = VLLMHandler(options: options)
        server = LoopbackServer(answer: handler.answer)
    }

    package var journal: RequestJournal { server.journal }

    package func setFaults(_ change: (inout FaultPlan) -> Void) { server.setFaults(change) }

    /// Starts to listen and returns the base URL.
    package func start(port: UInt16 = 0) async throws -> String { try await server.start(port: port) }

    package func stop() async { await server.stop() }
}
