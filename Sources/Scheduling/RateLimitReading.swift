/// A server's `x-ratelimit-*` headers, as far as they were there. Resets are in seconds from the moment of the reply.
package struct RateLimitReading: Sendable, Hashable {
    package var limitRequests: Double?
    package var remainingRequests: Double?
    package var resetRequests: Double?
    package var limitTokens: Double?
    package var remainingTokens: Double?
    package var resetTokens: Double?

    package init(
        limitRequests: Double? = nil,
        remainingRequests: Double? = nil,
        resetRequests: Double? = nil,
        limitTokens: Double? = nil,
        remainingTokens: Double? = nil,
        resetTokens: Double? = nil
    ) {
        self.limitRequests = limitRequests
        self.remainingRequests = remainingRequests
        self.resetRequests = resetRequests
        self.limitTokens = limitTokens
        self.remainingTokens = remainingTokens
        self.resetTokens = resetTokens
    }
}
