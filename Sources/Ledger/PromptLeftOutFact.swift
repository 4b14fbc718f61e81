/// A planned prompt that cannot be answered, and why.
package struct PromptLeftOutFact: Sendable, Hashable {
    package var phase: Phase
    package var promptID: Int64
    package var reason: String

    package init(phase: Phase, promptID: Int64, reason: String) {
        self.phase = phase
        self.promptID = promptID
        self.reason = reason
    }
}
