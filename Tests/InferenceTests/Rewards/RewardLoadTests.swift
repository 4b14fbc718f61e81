import Inference
import Scheduling
import TestSupport
import Testing

/// What reward servers say of their load.
@Suite struct RewardLoadTests {
    private static let vllm = """
        # TYPE vllm:num_requests_running gauge
        vllm:num_requests_running{engine="0",model_name="rm"} 3.0
        vllm:num_requests_waiting{engine="0",model_name="rm"} 2.0
        """

    @Test func vLLMsGaugesAreRead() async throws {
        let client = try client(FakeTransport(.ok(Self.vllm)))
        let expected = ServerLoad(running: 3, waiting: 2)
        #expect(try await VLLMClassifyReward(client: client, model: "rm").load() == expected)
        #expect(try await VLLMPoolingReward(client: client, model: "rm").load() == expected)
    }

    @Test func sglangsLoadsAreReadElseItsGauges() async throws {
        let loads = FakeTransport(.ok(#"{"loads":[{"num_running_reqs":3,"num_waiting_reqs":1}]}"#))
        let reward = SGLangClassifyReward(client: try client(loads), model: "rm", input: .text(.plain))
        #expect(try await reward.load() == ServerLoad(running: 3, waiting: 1))
        let gauges = FakeTransport(.status(404, "{}"), .ok("sglang:num_running_reqs{} 4\nsglang:num_queue_reqs{} 5\n"))
        let older = SGLangClassifyReward(client: try client(gauges), model: "rm", input: .text(.plain))
        #expect(try await older.load() == ServerLoad(running: 4, waiting: 5))
    }

    @Test func whoDoesNotTellHasNone() async throws {
        let client = try client(FakeTransport(.status(404, "{}")))
        #expect(try await VLLMClassifyReward(client: client, model: "rm").load() == nil)
        #expect(try await TEIReward(client: client, input: .pair).load() == nil)
        #expect(try await RuleReward(.exact).load() == nil)
    }
}
