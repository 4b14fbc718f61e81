/// Why a rewrite becomes no prompt; the raw values are recorded. A rewrite has the first reason, in this order, that holds.
package enum RewriteReason: String, CaseIterable, Sendable, Hashable {
    /// The rewriting model gave no answer and was given up.
    case unanswered
    /// The answer was cut off at the most tokens it may have, or at the end of the context.
    case truncated
    /// Nothing is left of the answer without its packaging.
    case empty
    /// It is the parent, but for case and white space.
    case unchanged
    /// The model declined.
    case refusal
    /// It talks about the prompt instead of being one.
    case metaText = "meta_text"
    /// Much longer or shorter than its parent.
    case lengthRatio = "length_ratio"
    /// More tokens than a prompt may have.
    case tooLong = "too_long"
    /// It is written in another script than its parent.
    case scriptDrift = "script_drift"
    /// It is a known prompt, but for case and white space.
    case duplicate
    /// It is nearly a known prompt.
    case nearDuplicate = "near_duplicate"
}
