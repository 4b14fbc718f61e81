/// The lines around the parent in a built-in template.
///
/// They tell the rewriting model where the prompt begins and ends, so that instructions inside it are read as text. The playground's
/// rewriter finds strategy and parent by them; a rewrite that repeats one of them has copied its instruction.
package enum PromptFrame {
    /// Begins the first line of an instruction; the strategy's name follows.
    package static let title = "Rewriting task: "
    package static let begin = "--- BEGIN PROMPT ---"
    package static let end = "--- END PROMPT ---"
}
