import Selection

/// The responses of a phase before they have rewards, and what was decided about them so far.
package struct AnnotationMaterial: Sendable {
    /// In plan order, with no rewards; log-probs are NaN where they are not known. Blank responses are not in it.
    package var answers = AnswerSet()
    /// By answer index.
    package var texts: [String] = []
    /// By answer index: whether the response was chosen; nil where nothing was decided.
    package var decisions: [Bool?] = []

    package init() {}
}
