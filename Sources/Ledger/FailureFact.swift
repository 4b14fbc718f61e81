/// Work that was given up.
package struct FailureFact: Sendable, Hashable {
    /// `sample`, `reward:NAME`, `logprob:policy`, `logprob:reference`.
    package var stage: String
    package var promptID: Int64
    package var sample: Int?
    package var responseID: Int64?
    package var model: String
    package var attempts: Int
    /// The raw value of the failure's class.
    package var reason: String
    /// The last error, one sentence.
    package var error: String

    package init(
        stage: String,
        promptID: Int64,
        sample: Int?,
        responseID: Int64?,
        model: String,
        attempts: Int,
        reason: String,
        error: String
    ) {
        self.stage = stage
        self.promptID = promptID
        self.sample = sample
        self.responseID = responseID
        self.model = model
        self.attempts = attempts
        self.reason = reason
        self.error = error
    }
}
