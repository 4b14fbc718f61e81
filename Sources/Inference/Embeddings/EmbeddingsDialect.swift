/// How an embeddings server is spoken to.
package enum EmbeddingsDialect: String, Sendable, Hashable, CaseIterable {
    /// `POST /v1/embeddings` of OpenAI, vLLM, SGLang, llama.cpp and TEI.
    case openAI = "openai"
    /// TEI's own `POST /embed`, which alone tells how texts that are too long are treated.
    case tei
}
