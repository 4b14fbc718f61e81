import Settings
import Testing

@testable import Orchestrator

@Suite("Servers join a run and leave it")
struct FleetChangeTests {
    private func configuration(_ more: String = "") throws -> Configuration {
        let yaml = """
            run: r
            policy: {backend: vllm, endpoints: ["http://a:1", "http://a:2"], model: m}
            reference: {same_as: policy, model: base}
            rewards:
              - {name: rm, backend: vllm, endpoints: ["http://b:1", "http://b:2"], model: rm}
              - {name: rule, backend: rule}
            \(more)
            """
        return try Configuration(yaml: yaml, file: "config.yaml", folder: "/data")
    }

    private func refusal(_ kind: FleetChange.Kind, _ role: String, _ endpoint: String) throws -> String {
        let role = try #require(EndpointRole(role))
        let configuration = try configuration()
        do throws(RunError) {
            _ = try FleetChange(kind, role, endpoint).applied(to: configuration)
            return "accepted"
        } catch {
            #expect(error.kind == .input)
            return error.message
        }
    }

    @Test("an endpoint is added at the end, also for who shares the servers")
    func adding() throws {
        let changed = try FleetChange(.add, .policy, "http://a:3").applied(to: configuration())
        #expect(changed.policy.backend.endpoints == ["http://a:1", "http://a:2", "http://a:3"])
        #expect(changed.reference?.backend.endpoints == changed.policy.backend.endpoints)
        let reward = try FleetChange(.add, .reward("rm"), "http://b:3").applied(to: configuration())
        #expect(reward.rewards[0].backend.endpoints.count == 3 && reward.policy.backend.endpoints.count == 2)
    }

    @Test("an endpoint is removed, the others stay in order")
    func removing() throws {
        let changed = try FleetChange(.remove, .policy, "http://a:1").applied(to: configuration())
        #expect(changed.policy.backend.endpoints == ["http://a:2"])
    }

    @Test("nothing but the endpoints changes, and a started run takes it")
    func freedom() throws {
        let old = try configuration()
        let changes = ConfigurationChange.compare(old, try FleetChange(.add, .policy, "http://a:3").applied(to: old))
        #expect(changes.map(\.isRefused) == [false])
    }

    @Test(
        "what makes no sense is one sentence",
        arguments: [
            ("add", "policy", "http://a:1", "http://a:1 serves the policy already"),
            ("remove", "policy", "http://x", "http://x does not serve the policy: its endpoints are http://a:1, http://a:2"),
            ("add", "reference", "http://x", "the reference is served by the policy's endpoints: use --role policy"),
            ("add", "rewriter", "http://x", "the run has no endpoints of role rewriter: its roles are policy, reward:rm"),
            ("add", "reward:rule", "http://x", "the run has no endpoints of role reward:rule: its roles are policy, reward:rm"),
            ("add", "reward:other", "http://x", "the run has no endpoints of role reward:other: its roles are policy, reward:rm"),
        ]
    )
    func refused(_ kind: String, _ role: String, _ endpoint: String, _ sentence: String) throws {
        let kind = try #require(FleetChange.Kind(rawValue: kind))
        #expect(try refusal(kind, role, endpoint) == sentence)
    }

    @Test("a URL that is none is refused as in a configuration file")
    func notAURL() throws {
        #expect(try refusal(.add, "policy", "ftp://x").contains("policy.endpoints"))
    }

    @Test("the last one stays")
    func last() throws {
        let one = try FleetChange(.remove, .reward("rm"), "http://b:1").applied(to: configuration())
        #expect(throws: RunError(.input, "http://b:2 is the only endpoint of the reward:rm: add another one first")) {
            try FleetChange(.remove, .reward("rm"), "http://b:2").applied(to: one)
        }
    }

    @Test("roles have names", arguments: ["policy", "reference", "rewriter", "reward:rm"])
    func names(_ text: String) {
        #expect(EndpointRole(text)?.description == text)
    }

    @Test("what is no role is none", arguments: ["", "rm", "reward:", "Policy"])
    func noRole(_ text: String) {
        #expect(EndpointRole(text) == nil)
    }
}
