/// llama.cpp's llama-server on 127.0.0.1 over `HashModel`: `/health`, `/props`, `/v1/models`, `/apply-template`, `/tokenize`, `/completion`, `/v1/rerank`.
///
/// It behaves as the server of late 2026 does where a client can tell: sample j of at most `slots` is drawn with `seed + j`, unset fields have
/// defaults that are not neutral, the name of the model in a request is ignored, an answer at the end of a conversation is left open,
/// a begin-of-sequence token that the tokenizer adds is taken off the template's text, entries of a stop string are cut off the log-probs,
/// ranks come sorted, a NaN is null.
package final class LlamaCppDouble: Sendable {
    package struct Options: Sendable {
        package var model = "policy"
        /// Changes the weights.
        package var weights = 0
        package var slots = 4
        /// Tokens of one slot.
        package var contextLength = 512
        /// The server runs without `--no-prefill-assistant`.
        package var prefillsAssistant = true
        /// The tokenizer puts `HashModel.endOfTurn` before every text, and so does the template.
        package var addsBegin = false
        /// Words with letters outside ASCII come in pieces: they have no entry among the log-probs.
        package var breaksCharacters = false
        /// The server runs with `--rerank`.
        package var ranks = true
        /// The server runs with `--metrics`.
        package var hasMetrics = false
        /// The server runs without `--no-slots`.
        package var hasSlots = true

        package init() {}
    }

    package let server: LoopbackServer

    package init(_ options: Options = Options()) {
        let handler = LlamaCppHandler(options: options)
        server = LoopbackServer(answer: handler.answer)
    }

    package var journal: RequestJournal { server.journal }

    package func setFaults(_ change: (inout FaultPlan) -> Void) { server.setFaults(change) }

    /// The prompt's tokens as the double's template and tokenizer give them.
    package static func promptTokens(_ options: Options, _ messages: [(role: String, content: String)]) -> [Int32] {
        (options.addsBegin ? [HashModel.endOfTurn] : []) + HashModel.tokens(of: messages, generationPrompt: true)
    }
}
