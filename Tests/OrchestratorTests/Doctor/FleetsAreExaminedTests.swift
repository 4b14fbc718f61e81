import Inference
import Platform
import Settings
import Testing

@testable import Orchestrator

@Suite("A fleet is examined endpoint by endpoint, and against itself")
struct FleetsAreExaminedTests {
    /// A policy whose every answer can be set wrong.
    private struct Server: PolicyBackend {
        var capabilities = PolicyCapabilities(tokenizes: true, reportsSampledLogprobs: true, scoresGivenText: true, reproducible: true)
        var isAway = false
        var begin: [Int32] = [7]
        /// Added to every log-prob of given text.
        var shift = 0.0
        let asked = Lock(0)

        func probe() async throws -> BackendProbe {
            if isAway { throw BackendError(.unreachable, "nobody there") }
            return BackendProbe(models: ["m"], contextLength: 10_000)
        }
        func promptTokens(of messages: [Message]) async throws -> [Int32] { begin + [8, 9] }
        func conversationTokens(of messages: [Message]) async throws -> [Int32] { begin + [8, 9, 10] }
        func sample(_ request: SampleRequest) async throws -> [Sample] {
            asked.withLock { $0 += 1 }
            return (0..<request.count).map { child in
                let token = Int32(truncatingIfNeeded: request.seed &+ Int64(child))
                return Sample(text: "\(token)", tokens: [token, 1], tokenLogprobs: [-5, -5], finishReason: .stop)
            }
        }
        func score(prompt: [Int32], response: [Int32]) async throws -> [Double] { response.map { _ in -5 + shift } }
    }

    private func examine(
        policy: [Server],
        reference: [Server] = [],
        isThorough: Bool = true,
        overrides: [String] = []
    ) async throws -> [Finding] {
        let configuration = try Samples.configuration(
            ["policy.logprobs=given", "selection.score=map"]
                + (reference.isEmpty ? [] : ["reference.same_as=policy", "reference.model=tiny"])
                + overrides
        )
        let backends = BackendSet(
            round: RoundBackends(policy: policy, reference: reference, rewards: [:], rewardModels: [:]),
            policyEndpoints: policy.indices.map { "http://p\($0)" },
            referenceEndpoints: reference.indices.map { "http://r\($0)" },
            rewardEndpoints: [:],
            singleRewards: []
        )
        let fleet = FleetProbe(
            configuration: configuration,
            backends: backends,
            isThorough: isThorough,
            drawsSamples: true,
            asksPolicy: true,
            reach: { _, probe in try await probe() }
        )
        return try await fleet.examine()
    }

    private func bad(_ findings: [Finding]) -> [String] {
        findings.filter { $0.verdict == .bad }.map { "\($0.subject): \($0.check)" }
    }

    @Test("two endpoints of the same weights agree, and nothing is bad")
    func sound() async throws {
        let findings = try await examine(policy: [Server(), Server(shift: 0.01)], reference: [Server()])
        #expect(bad(findings).isEmpty)
        let agreements = findings.filter { $0.check == "agreement" }
        #expect(agreements.map(\.subject) == ["policy http://p1", "reference http://r0"])
        #expect(agreements.first?.message.contains("same weights as at http://p0") == true)
    }

    @Test("other weights behind one of two endpoints are found by the log-probs of one response")
    func otherWeights() async throws {
        let findings = try await examine(policy: [Server(), Server(shift: 1)])
        #expect(bad(findings) == ["policy http://p1: agreement"])
        #expect(findings.contains { $0.sentence.hasPrefix("policy http://p1: other weights than at http://p0") })
    }

    @Test("an endpoint that is away is bad; doctor looks at the others all the same, and a run that is refused samples from nobody")
    func away() async throws {
        let there = Server()
        let quick = try await examine(policy: [there, Server(isAway: true)], isThorough: false)
        #expect(bad(quick) == ["policy http://p1: reachable"])
        #expect(quick.contains { $0.subject == "policy http://p0" && $0.check == "template" && $0.verdict == .good })
        #expect(there.asked.withLock { $0 } == 0)
        let thorough = try await examine(policy: [there, Server(isAway: true)])
        #expect(bad(thorough) == ["policy http://p1: reachable"])
        #expect(thorough.contains { $0.subject == "policy http://p0" && $0.check == "children" && $0.verdict == .good })
    }

    @Test("a reference with another template is told as the reference's fault, with what to do")
    func reference() async throws {
        let findings = try await examine(policy: [Server()], reference: [Server(begin: [6])])
        #expect(bad(findings) == ["reference http://r0: agreement"])
        #expect(findings.contains { $0.sentence.contains("into different tokens") && $0.sentence.contains("the policy's base model") })
    }

    @Test("before a run two samples are drawn at each endpoint, and none where its dialect promises nothing of seeds")
    func quick() async throws {
        let promising = Server()
        var other = Server()
        other.capabilities.reproducible = false
        let findings = try await examine(policy: [promising, other], isThorough: false)
        #expect(bad(findings).isEmpty)
        #expect(promising.asked.withLock { $0 } == 2 && other.asked.withLock { $0 } == 0)
        #expect(findings.contains { $0.check == "agreement" && $0.message == "the same tokens as at http://p0" })
    }
}
