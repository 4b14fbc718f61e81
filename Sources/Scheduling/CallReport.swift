/// What one call cost and what the server said of its own state, beside the answer itself.
package struct CallReport: Sendable, Hashable {
    /// HTTP exchanges made, those that failed included.
    package var requests: Int
    /// Tokens the server read and wrote, as it counts them; 0 where it does not tell.
    package var promptTokens: Int
    package var completionTokens: Int
    /// What its headers said of rate limits last.
    package var rateLimit: RateLimitReading?

    package init(requests: Int = 0, promptTokens: Int = 0, completionTokens: Int = 0, rateLimit: RateLimitReading? = nil) {
        self.requests = requests
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
        self.rateLimit = rateLimit
    }
}
