/// Which interface of an OpenAI-compatible server a policy is asked through.
package enum PolicyInterface: String, Sendable, Hashable, CaseIterable {
    /// Text in, text out.
    case chat
    /// Token ids in and out; given text is scored by echo where the server does it right.
    case completions
}
