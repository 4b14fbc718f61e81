import Inference
import TestSupport
import Testing

@Suite struct VLLMProbeTests {
    private static let models = #"""
        {"object":"list","data":[
          {"id":"base","object":"model","created":1790000000,"owned_by":"vllm","root":"/m/base","parent":null,"max_model_len":8192,"permission":[{"id":"x"}]},
          {"id":"policy-r3","object":"model","created":1790000000,"owned_by":"vllm","root":"/m/r3","parent":"base","max_model_len":null,"permission":[]}]}
        """#

    @Test func readsModelLengthAndVersion() async throws {
        let transport = FakeTransport(.ok(#"{"version":"0.33.0"}"#), .ok(Self.models))
        let probe = try await VLLMPolicy(client: try client(transport), model: "base").probe()
        #expect(probe.models == ["base", "policy-r3"])
        #expect(probe.contextLength == 8192)
        #expect(probe.server == "vLLM 0.33.0")
        #expect(transport.requests.map(\.url) == ["http://127.0.0.1:8000/version", "http://127.0.0.1:8000/v1/models"])
    }

    @Test func anAdapterHasItsBasesLength() async throws {
        let transport = FakeTransport(.ok(#"{"version":"0.33.0"}"#), .ok(Self.models))
        #expect(try await VLLMPolicy(client: try client(transport), model: "policy-r3").probe().contextLength == 8192)
    }

    @Test func aMissingModelIsNamedWithThoseServed() async throws {
        let transport = FakeTransport(.ok(#"{"version":"0.33.0"}"#), .ok(Self.models))
        let error = try await failure { try await VLLMPolicy(client: try client(transport), model: "policy").probe() }
        #expect(error.failure == .misconfigured)
        #expect(error.message == "127.0.0.1:8000/v1/models: the model policy is not served there; served: base, policy-r3")
    }

    @Test func theVersionIsACourtesy() async throws {
        let transport = FakeTransport(.status(404, #"{"detail":"Not Found"}"#), .ok(Self.models))
        let probe = try await VLLMPolicy(client: try client(transport), model: "base").probe()
        #expect(probe.server == nil)
    }

    @Test func aServerThatStillLoadsIsOverloaded() async throws {
        let transport = FakeTransport(.status(503, ""))
        #expect(try await failure { try await VLLMPolicy(client: try client(transport), model: "base").probe() }.failure == .overloaded)
    }

    @Test func anAddressWithVersionMeansTheSameServer() async throws {
        let transport = FakeTransport(.ok(#"{"version":"0.33.0"}"#), .ok(Self.models))
        _ = try await VLLMPolicy(client: try client(transport, "http://127.0.0.1:8000/proxy/v1/"), model: "base").probe()
        #expect(transport.requests.map(\.url) == ["http://127.0.0.1:8000/proxy/version", "http://127.0.0.1:8000/proxy/v1/models"])
    }
}
