/// When the next request may be sent to an endpoint: our own limits per minute, what its headers say, and the pauses it asked for.
package struct RateGate: Sendable, Hashable {
    /// Longest pause that a server's word is worth, in seconds.
    package static let longestPause = 120.0

    private var requests: RateBucket?
    private var tokens: RateBucket?
    /// What a request takes, as far as those before tell.
    private var tokensPerRequest = 0.0
    /// Nothing is sent before.
    private var closedUntil = -Double.infinity

    package init(requestsPerMinute: Double? = nil, tokensPerMinute: Double? = nil) {
        requests = requestsPerMinute.map { RateBucket(perMinute: $0) }
        tokens = tokensPerMinute.map { RateBucket(perMinute: $0) }
    }

    /// The earliest moment for a request; `now` where nothing holds it back.
    package func opens(at now: Double) -> Double {
        var time = max(now, closedUntil)
        if let requests { time = max(time, requests.opens(for: 1, at: now)) }
        if let tokens { time = max(time, tokens.opens(for: max(1, tokensPerRequest), at: now)) }
        return time
    }

    /// A request leaves: what it will take is reserved.
    package mutating func sent(at now: Double) {
        requests?.take(1, at: now)
        tokens?.take(tokensPerRequest, at: now)
    }

    /// A request is over: its reservation becomes what it took. One that was never answered took nothing.
    package mutating func finished(_ report: CallReport, at now: Double) {
        let taken = Double(report.promptTokens + report.completionTokens)
        if tokens != nil {
            tokens?.take(taken - tokensPerRequest, at: now)
            if taken > 0 { tokensPerRequest += (taken - tokensPerRequest) * (tokensPerRequest == 0 ? 1 : 0.1) }
        }
        if let reading = report.rateLimit { read(reading, at: now) }
    }

    /// The server asked for a pause.
    package mutating func pause(for seconds: Double, at now: Double) {
        guard seconds > 0 else { return }
        closedUntil = max(closedUntil, now + min(seconds, Self.longestPause))
    }

    private mutating func read(_ reading: RateLimitReading, at now: Double) {
        if let remaining = reading.remainingRequests, remaining < 1 { pause(for: reading.resetRequests ?? 1, at: now) }
        if let remaining = reading.remainingTokens, remaining < max(1, min(tokensPerRequest, reading.limitTokens ?? .infinity)) {
            pause(for: reading.resetTokens ?? 1, at: now)
        }
    }
}
