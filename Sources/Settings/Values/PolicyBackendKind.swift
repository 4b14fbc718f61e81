/// What serves a policy or a reference model.
package enum PolicyBackendKind: String, Sendable, Hashable, CaseIterable {
    case playground
    case vllm
    case sglang
    case openai
    case llamacpp
    /// A child process that speaks JSON lines.
    case command
}
