import Inference
import Ledger
import Scheduling
import Testing

@testable import Orchestrator

/// A call brings facts, or a part of them, and says what it cost.
@Suite struct CallsAndTheirReportsTests {
    /// Answers the samples in `given`, by place, or all.
    private struct Server: PolicyBackend {
        let capabilities = PolicyCapabilities(tokenizes: true, reportsSampledLogprobs: false, scoresGivenText: true, reproducible: true)
        var given: Set<Int>?
        var version: String?

        func probe() async throws -> BackendProbe { BackendProbe(models: ["base"]) }
        func promptTokens(of messages: [Message]) async throws -> [Int32] { [1, 2] }
        func conversationTokens(of messages: [Message]) async throws -> [Int32] { [1, 2, 3] }
        func score(prompt: [Int32], response: [Int32]) async throws -> [Double] { response.map { _ in -1 } }

        func sample(_ request: SampleRequest) async throws -> [Sample] {
            let samples = (0..<request.count).map { place in
                let text = "seed \(request.seed + Int64(place))"
                return Sample(text: text, tokens: [2, 3, 4], tokenLogprobs: nil, finishReason: .stop, weightVersion: version)
            }
            guard let given else { return samples }
            throw PartialSamples(
                samples: Dictionary(
                    uniqueKeysWithValues: samples.enumerated().filter { given.contains($0.offset) }.map { ($0.offset, $0.element) }
                ),
                error: BackendError(.aborted, "the rest was aborted")
            )
        }
    }

    private struct Judge: RewardBackend {
        let contract = "fake"
        let batching = RewardBatching.list

        func probe() async throws -> BackendProbe { BackendProbe(models: ["rm"]) }
        func score(prompt: [Message], responses: [String]) async throws -> [Double] { [] }
        func rewards(_ request: RewardRequest) async throws -> [RewardValue] {
            request.responses.indices.map { RewardValue(score: Double($0), details: "{}") }
        }
    }

    private func runner(_ server: Server, version: String = "") throws -> CallRunner {
        let record = RoundRecord(
            round: 1,
            policy: "base",
            reference: nil,
            weightVersion: version,
            firstResponse: 1,
            startedAt: 0,
            closedAt: nil
        )
        let backends = RoundBackends(policy: [server], reference: [], rewards: ["rm": [Judge()]], rewardModels: [:])
        return CallRunner(setup: try Samples.configuration().setup(record), backends: backends, endpoints: ["http://a"])
    }

    @Test func whatCameIsFactsWithTheirSeedsAndTheRestIsWork() async throws {
        let runner = try runner(Server(given: [0, 3]))
        let work = Script.prompt(1, samples: [2, 3, 4, 5, 6])
        let (whole, _) = await (try self.runner(Server())).run(.sample, work, endpoint: 0)
        guard case .facts(let all) = whole, case .partial(let facts, let rest, let error) = await runner.run(.sample, work, endpoint: 0).0
        else {
            Issue.record("the answer was not taken in part")
            return
        }
        #expect(error.message == "the rest was aborted")
        let responses = facts.compactMap { if case .response(let response) = $0 { response } else { nil } }
        let expected = all.compactMap { if case .response(let response) = $0 { response } else { nil } }
        #expect(responses.map(\.sample) == [2, 5])
        #expect(responses.map(\.seed) == [expected[0].seed, expected[3].seed])
        #expect(responses.map(\.text) == [expected[0].text, expected[3].text])
        #expect(facts.count { if case .promptTokens = $0 { true } else { false } } == 1)
        let missing = rest.compactMap { if case .sample(let work) = $0 { work } else { nil } }
        #expect(missing.map(\.samples) == [[3, 4], [6]])
        #expect(missing.allSatisfy { $0.promptTokens == [1, 2] }, "they need not be asked for again")
    }

    @Test func aPartOfOtherWeightsIsRefusedAsAWhole() async throws {
        let runner = try runner(Server(given: [0], version: "other"), version: "round-001")
        guard case .failed(let error) = await runner.run(.sample, Script.prompt(1), endpoint: 0).0 else {
            Issue.record("it was taken")
            return
        }
        #expect(error.failure == .misconfigured)
    }

    @Test func tokensAreCountedWhereTheServerDoesNot() async throws {
        #expect(try await runner(Server()).run(.sample, Script.prompt(1), endpoint: 0).1.completionTokens == 6)
        #expect(try await runner(Server(given: [1])).run(.sample, Script.prompt(1), endpoint: 0).1.completionTokens == 3)
    }

    @Test func aRewardIsAskedWithItsDetails() async throws {
        guard case .facts(let facts) = await (try runner(Server())).run(.reward("rm"), Script.rewards(1, [7, 8]), endpoint: 0).0 else {
            Issue.record("no rewards came")
            return
        }
        let scores = facts.compactMap { if case .reward(let reward) = $0 { reward.score } else { nil } }
        #expect(scores == [0, 1])
    }
}
