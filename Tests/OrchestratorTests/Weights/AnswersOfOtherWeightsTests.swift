import Inference
import Ledger
import Testing

@testable import Orchestrator

/// A server that says which weights it answered with is believed when they are not the round's.
@Suite struct AnswersOfOtherWeightsTests {
    /// Answers everything with one token and says that these weights did.
    private struct Server: PolicyBackend {
        let capabilities = PolicyCapabilities(tokenizes: false, reportsSampledLogprobs: false, scoresGivenText: false, reproducible: true)
        let version: String?

        func probe() async throws -> BackendProbe { BackendProbe(models: ["base"]) }
        func promptTokens(of messages: [Message]) async throws -> [Int32] { [1] }
        func conversationTokens(of messages: [Message]) async throws -> [Int32] { [1, 2] }
        func score(prompt: [Int32], response: [Int32]) async throws -> [Double] { response.map { _ in -1 } }

        func sample(_ request: SampleRequest) async throws -> [Sample] {
            (0..<request.count).map { _ in
                Sample(text: "answer", tokens: [2], tokenLogprobs: nil, finishReason: .stop, weightVersion: version)
            }
        }
    }

    private func answer(_ said: String?, expected: String) async throws -> Result<[Fact], BackendError> {
        let record = RoundRecord(
            round: 2,
            policy: "base",
            reference: nil,
            weightVersion: expected,
            firstResponse: 1,
            startedAt: 0,
            closedAt: nil
        )
        let runner = CallRunner(
            setup: try Samples.configuration().setup(record),
            backends: RoundBackends(policy: [Server(version: said)], reference: [], rewards: [:], rewardModels: [:]),
            endpoints: ["http://a"]
        )
        return switch await runner.run(.sample, Script.prompt(1), endpoint: 0).0 {
        case .facts(let facts): .success(facts)
        case .partial(_, _, let error), .failed(let error): .failure(error)
        }
    }

    @Test func otherWeightsAreRefusedAndNamed() async throws {
        let answer = try await answer("round-007", expected: "round-001")
        guard case .failure(let error) = answer else {
            Issue.record("an answer of other weights was taken")
            return
        }
        #expect(error.failure == .misconfigured)
        for part in ["http://a", "round-007", "round-001"] { #expect(error.message.contains(part)) }
    }

    @Test(arguments: [("round-001", "round-001"), (nil, "round-001"), ("base-1", ""), (nil, "")] as [(String?, String)])
    func theRoundsOwnAndThoseOfAServerThatDoesNotSayAreTaken(_ said: String?, _ expected: String) async throws {
        let facts = try await answer(said, expected: expected).get()
        let versions = facts.compactMap { if case .response(let response) = $0 { response.weightVersion } else { nil } }
        #expect(versions == [expected, expected])
    }
}
