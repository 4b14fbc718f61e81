import Inference
import Scheduling
import TestSupport
import Testing

/// What vLLM's gauges say of its load.
@Suite struct VLLMLoadTests {
    private static let metrics = """
        # HELP vllm:num_requests_running Number of requests in model execution batches.
        # TYPE vllm:num_requests_running gauge
        vllm:num_requests_running{engine="0",model_name="po}li cy"} 7.0
        vllm:num_requests_running{engine="1",model_name="policy"} 5.0 1790000000
        vllm:num_requests_waiting{engine="0",model_name="policy"} 2.0
        vllm:num_requests_waiting{engine="1",model_name="policy"} 1e1
        vllm:num_requests_waiting_by_reason{engine="0",reason="capacity"} 99.0
        vllm:kv_cache_usage_perc{engine="0",model_name="policy"} 0.25
        vllm:kv_cache_usage_perc{engine="1",model_name="policy"} 0.75
        vllm:prompt_tokens_total{engine="0"} 123456.0
        """

    private func load(_ answer: ScriptedAnswer) async throws -> ServerLoad? {
        try await VLLMPolicy(client: try client(FakeTransport(answer)), model: "policy").load()
    }

    @Test(arguments: ["\n", "\r\n"])
    func requestsAreSummedOverEnginesAndTheFullestCacheCounts(lineEnd: String) async throws {
        let text = Self.metrics.replacing("\n", with: lineEnd) + lineEnd
        #expect(try await load(.ok(text)) == ServerLoad(running: 12, waiting: 12, cacheUsage: 0.75))
    }

    @Test func theOldNameOfTheCacheIsKnown() async throws {
        let text = Self.metrics.replacing("vllm:kv_cache", with: "vllm:gpu_cache")
        #expect(try await load(.ok(text))?.cacheUsage == 0.75)
    }

    @Test(arguments: [404, 405, 501])
    func aServerWithoutGaugesTellsNothing(status: Int) async throws {
        #expect(try await load(.status(status, #"{"detail":"Not Found"}"#)) == nil)
    }

    @Test(arguments: [
        "", "vllm:num_requests_running{engine=\"0\"} NaN\nvllm:num_requests_waiting 1\n", "<html></html>", "\n\n#\n",
        "vllm:num_requests_running",
    ])
    func gaugesThatAreNotThereTellNothing(text: String) async throws {
        #expect(try await load(.ok(text)) == nil)
    }

    @Test func aServerThatFailsIsAnError() async throws {
        #expect(try await failure { try await load(.status(500, "")) }.failure == .serverError)
    }

    @Test func theGaugesStandBesideTheVersionedPaths() async throws {
        var options = VLLMDouble.Options()
        options.metrics = Self.metrics
        options.apiKey = "sk-1"
        try await serving(VLLMDouble(options).server) { address in
            let policy = try VLLMPolicy(client: try client(at: address + "/v1"), model: "policy")
            #expect(try await policy.load()?.running == 12)
        }
    }
}
