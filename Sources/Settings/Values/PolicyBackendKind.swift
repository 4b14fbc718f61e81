/// What serves a policy or a reference model.
package enum PolicyBackendKind: String, Sendable, Hashable, CaseIterable {
    case playground
    case vllm
    case openai
    case llamacpp
}
