/// How a round samples its prompts.
package enum PromptSampling: String, Sendable, Hashable, CaseIterable {
    case uniform
    case weighted
}
