import Inference
import Scheduling
import TestSupport
import Testing
import Transport

/// What is noted of rate limits, whatever the reply.
@Suite struct RateLimitHeaderTests {
    private func report(_ answer: ScriptedAnswer) async throws -> CallReport {
        let policy = try VLLMPolicy(client: try client(FakeTransport(answer)), model: "m")
        let trace = CallTrace()
        _ = await CallTrace.$current.withValue(trace) { try? await policy.promptTokens(of: question) }
        return trace.report
    }

    private func reset(_ text: String) async throws -> Double? {
        try await report(.status(200, "{}", [("x-ratelimit-reset-tokens", text)])).rateLimit?.resetTokens
    }

    @Test func allSixAreRead() async throws {
        let headers: [(name: String, value: String)] = [
            ("Content-Type", "application/json"), ("X-RateLimit-Limit-Requests", "60"), ("x-ratelimit-limit-tokens", "150000"),
            ("x-ratelimit-remaining-requests", "59"), ("x-ratelimit-remaining-tokens", "149984"), ("x-ratelimit-reset-requests", "1s"),
            ("x-ratelimit-reset-tokens", "6m0s"), ("x-request-id", "r"),
        ]
        let expected = RateLimitReading(
            limitRequests: 60,
            remainingRequests: 59,
            resetRequests: 1,
            limitTokens: 150_000,
            remainingTokens: 149_984,
            resetTokens: 360
        )
        #expect(try await report(.status(200, "{}", headers)).rateLimit == expected)
        // A refusal tells them too.
        #expect(try await report(.status(429, "", headers)).rateLimit == expected)
    }

    @Test(
        arguments: [
            ("1s", 1), ("6m0s", 360), ("17ms", 0.017), ("1h2m3.5s", 3723.5), ("2m59.56s", 179.56), ("250µs", 0.00025), ("1d", 86400),
            ("12", 12),
            ("0.5", 0.5), (" 3 ", 3), ("0s", 0),
        ]
    )
    func durationsAreThoseOfGoOrPlainSeconds(text: String, seconds: Double) async throws {
        let read = try #require(try await reset(text))
        #expect((read - seconds).magnitude < 1e-9)
    }

    @Test(arguments: ["", "soon", "-1s", "1x", "s", "1s2", "nan", "inf", "1790000000", "2026-06-01T00:00:00Z", "1..2s"])
    func whatIsNoDurationIsNone(text: String) async throws {
        #expect(try await reset(text) == nil)
    }

    @Test func aGatewaysOwnLimitsCountBeforeItsProviders() async throws {
        let headers: [(name: String, value: String)] = [
            ("llm_provider-x-ratelimit-remaining-requests", "5"), ("x-ratelimit-remaining-requests", "9"),
            ("llm_provider-x-ratelimit-reset-requests", "20s"), ("x-litellm-model-id", "x"),
        ]
        #expect(try await report(.status(200, "{}", headers)).rateLimit == RateLimitReading(remainingRequests: 9, resetRequests: 20))
    }

    @Test func exchangesThatFailAreCountedToo() async throws {
        #expect(try await report(.failure(HTTPFailure(.connectionLost, "gone"))) == CallReport(requests: 1))
        #expect(try await report(.ok("{}")) == CallReport(requests: 1))
    }
}
