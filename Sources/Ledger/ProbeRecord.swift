/// What one check of one endpoint showed before a run believed it.
package struct ProbeRecord: Sendable, Hashable {
    /// `policy`, `reference`, `rewriter`, `reward rm`.
    package var role: String
    package var endpoint: String
    /// What was looked at: `reachable`, `template`, `log-probs`.
    package var check: String
    /// `good`, `warning`, `bad`.
    package var verdict: String
    package var message: String
    package var remedy: String?
    /// The number the verdict rests on and what it was compared with, where there is one.
    package var value: Double?
    package var bound: Double?

    package init(
        role: String,
        endpoint: String,
        check: String,
        verdict: String,
        message: String,
        remedy: String? = nil,
        value: Double? = nil,
        bound: Double? = nil
    ) {
        self.role = role
        self.endpoint = endpoint
        self.check = check
        self.verdict = verdict
        self.message = message
        self.remedy = remedy
        self.value = value
        self.bound = bound
    }
}
