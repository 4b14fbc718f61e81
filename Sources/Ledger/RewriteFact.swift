/// One answer of the rewriting model: what a parent prompt became under a strategy, before any filter looked at it.
package struct RewriteFact: Sendable, Hashable {
    package var parentID: Int64
    package var strategy: String
    /// Counted from 0 where one strategy is asked for several rewrites of a parent.
    package var attempt: Int
    package var seed: Int64
    package var text: String
    /// `stop` or `length`.
    package var finishReason: String
    package var model: String
    package var endpoint: String
    package var weightVersion: String

    package init(
        parentID: Int64,
        strategy: String,
        attempt: Int,
        seed: Int64,
        text: String,
        finishReason: String,
        model: String,
        endpoint: String,
        weightVersion: String
    ) {
        self.parentID = parentID
        self.strategy = strategy
        self.attempt = attempt
        self.seed = seed
        self.text = text
        self.finishReason = finishReason
        self.model = model
        self.endpoint = endpoint
        self.weightVersion = weightVersion
    }
}
