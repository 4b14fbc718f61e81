import Inference
import Platform
import Testing

@Suite struct SampledLogprobCheckTests {
    @Test func theDifferenceIsTheMeanOverTokens() throws {
        let sampled = [[-1.0, -2.0], [-3.0]]
        let given = [[-1.5, -2.0], [-2.0]]
        let result = try SampledLogprobCheck.meanAbsoluteDifference(sampled: sampled, given: given)
        #expect(result.mean == 0.5)
        #expect(result.tokens == 3)
    }

    @Test func listsThatDoNotMatchAreNotCompared() {
        for (sampled, given) in [([[1.0]], [[1.0, 2.0]]), ([[1.0]], []), ([], []), ([[]], [[]]), ([[.nan]], [[1.0]])]
            as [([[Double]], [[Double]])]
        {
            #expect(throws: BackendError.self) { try SampledLogprobCheck.meanAbsoluteDifference(sampled: sampled, given: given) }
        }
    }

    @Test(arguments: [(0.02, 0.02, true), (0.0201, 0, false), (0, 0.0201, false)])
    func eitherSettingMayRefuse(half: Double, own: Double, passes: Bool) {
        let check = SampledLogprobCheck(differenceAtHalf: half, differenceAtOwn: own, tokens: 10)
        if passes {
            #expect(throws: Never.self) { try check.verdict(on: "h:8000") }
        } else {
            let error = #expect(throws: BackendError.self) { try check.verdict(on: "h:8000") }
            #expect(error?.failure == .misconfigured)
            #expect(error?.message.contains("policy.logprobs: given") == true)
            #expect(error?.message.contains("--logprobs-mode") == true)
            #expect(error?.message.contains("0.0201") == true)
            #expect(error?.message.hasPrefix("h:8000: ") == true)
        }
    }

    /// Samples log-probs of -1, `shift` more away from temperature 1, and scores -1.
    private final class Shifted: PolicyBackend {
        let capabilities = PolicyCapabilities(tokenizes: true, reportsSampledLogprobs: true, scoresGivenText: true, reproducible: true)
        let requests = Lock<[SampleRequest]>([])
        let shift: Double

        init(shift: Double) { self.shift = shift }

        func probe() async throws -> BackendProbe { BackendProbe(models: []) }
        func promptTokens(of messages: [Message]) async throws -> [Int32] { [Int32(messages[0].content.count)] }
        func conversationTokens(of messages: [Message]) async throws -> [Int32] { [] }
        func sample(_ request: SampleRequest) async throws -> [Sample] {
            requests.withLock { $0.append(request) }
            let logprob = request.sampling.temperature == 1 ? -1 : -1 + shift
            return [Sample(text: "", tokens: [1, 2], tokenLogprobs: [logprob, logprob], finishReason: .stop)]
        }
        func score(prompt: [Int32], response: [Int32]) async throws -> [Double] { [-1, -1] }
    }

    @Test func fourResponsesAreSampledAtEachSetting() async throws {
        let policy = Shifted(shift: 0.01)
        let own = SamplingParameters(temperature: 0.9, topP: 0.9, maxTokens: 4096)
        let prompts = [
            [Message(role: "user", content: "a")], [Message(role: "user", content: "bb")], [Message(role: "user", content: "ccc")],
        ]
        let check = try await SampledLogprobCheck.run(policy, at: "h:8000", prompts: prompts, sampling: own, seed: 100)
        let requests = policy.requests.withLock { $0 }
        #expect(requests.map(\.sampling.temperature) == [0.5, 0.5, 0.5, 0.5, 0.9, 0.9, 0.9, 0.9])
        #expect(requests.map(\.sampling.topP) == [1, 1, 1, 1, 0.9, 0.9, 0.9, 0.9])
        #expect(requests.map(\.promptTokens) == [[1], [2], [3], [1], [1], [2], [3], [1]])
        #expect(requests.prefix(4).map(\.seed) == [100, 101, 102, 103])
        #expect(requests.allSatisfy { $0.sampling.maxTokens == 64 && $0.count == 1 })
        #expect(check.tokens == 16)
        #expect(abs(check.differenceAtHalf - 0.01) < 1e-12)
    }

    @Test func aTemperatureInTheLogprobsIsSeenThoughTheRunSamplesAt1() async throws {
        let error = try await failure {
            try await SampledLogprobCheck.run(
                Shifted(shift: 0.3),
                at: "h:8000",
                prompts: [question],
                sampling: .init(temperature: 1),
                seed: 0
            )
        }
        #expect(error.failure == .misconfigured)
    }

    @Test func withoutAPromptThereIsNoCheck() async throws {
        let error = try await failure {
            try await SampledLogprobCheck.run(Shifted(shift: 0), at: "h:8000", prompts: [], sampling: .init(), seed: 0)
        }
        #expect(error.failure == .misconfigured)
    }
}
