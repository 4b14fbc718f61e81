import Inference
import TestSupport
import Testing

/// Nothing is sent that cannot fit, and nothing is sampled that could not be scored.
@Suite struct VLLMContextTests {
    private struct Body: Decodable {
        var max_tokens: Int
    }

    private func policy(_ transport: FakeTransport, context: Int?) throws -> VLLMPolicy {
        try VLLMPolicy(client: try client(transport), model: "m", contextLength: context)
    }

    private func request(_ prompt: Int, maxTokens: Int) -> SampleRequest {
        SampleRequest(
            messages: question,
            promptTokens: Array(repeating: 1, count: prompt),
            count: 1,
            seed: 0,
            sampling: .init(maxTokens: maxTokens)
        )
    }

    @Test(arguments: [(10, 20, 20), (10, 100, 21), (30, 100, 1)])
    func aResponseStopsOneTokenBeforeTheEnd(prompt: Int, wanted: Int, sent: Int) async throws {
        let transport = FakeTransport(.ok("{}"))
        _ = try? await policy(transport, context: 32).sample(request(prompt, maxTokens: wanted))
        #expect(try transport.requests[0].decoded(Body.self).max_tokens == sent)
    }

    @Test(arguments: [31, 32, 500])
    func aPromptWithoutRoomIsTooLong(prompt: Int) async throws {
        let transport = FakeTransport(.ok("{}"))
        let error = try await failure { try await policy(transport, context: 32).sample(request(prompt, maxTokens: 5)) }
        #expect(error.failure == .tooLong)
        #expect(error.message.contains("\(prompt) tokens"))
        #expect(transport.requests.isEmpty)
    }

    @Test(arguments: [(21, true), (22, false)])
    func scoringNeedsOneTokenMore(response: Int, fits: Bool) async throws {
        let transport = FakeTransport(.ok("{}"))
        let ids = [Int32](repeating: 1, count: response)
        let error = try await failure { try await policy(transport, context: 32).score(prompt: Array(ids.prefix(10)), response: ids) }
        #expect((error.failure == .tooLong) == !fits)
        #expect(transport.requests.isEmpty == !fits)
    }

    @Test func theProbesLengthCountsUnlessItIsOverridden() async throws {
        let models = #"{"data":[{"id":"m","max_model_len":32}]}"#
        for (override, sent) in [(nil, 21), (16, 5), (64, 53)] {
            let transport = FakeTransport(.ok("{}"), .ok(models), .ok("{}"))
            let policy = try policy(transport, context: override)
            _ = try await policy.probe()
            _ = try? await policy.sample(request(10, maxTokens: 100))
            #expect(try transport.requests[2].decoded(Body.self).max_tokens == sent)
        }
    }

    @Test func withoutAKnownLengthTheServerDecides() async throws {
        let transport = FakeTransport(.ok("{}"))
        _ = try? await policy(transport, context: nil).sample(request(10, maxTokens: 100_000))
        #expect(try transport.requests[0].decoded(Body.self).max_tokens == 100_000)
    }
}
