import Foundation
import Inference
import Testing

@Suite("A program of the user's own answers as a policy or a reward model", .enabled(if: ChildScript.python != nil, "needs python3"))
struct ProgramsAnswerTests {
    private let sampling = SamplingParameters(temperature: 0.7, topP: 0.9, maxTokens: 12)
    private let own = PolicyCapabilities(tokenizes: true, reportsSampledLogprobs: true, scoresGivenText: true, reproducible: true)

    private func request(_ prompt: [Int32], count: Int = 1, seed: Int64) -> SampleRequest {
        SampleRequest(messages: question, promptTokens: prompt, count: count, seed: seed, sampling: sampling)
    }

    @Test("the example policy says who it is, and passes every check of a probe")
    func probe() async throws {
        let policy = CommandPolicy(ChildScript.example("policy.py"), model: "toy", capabilities: own)
        let told = try await policy.probe()
        #expect(told == BackendProbe(models: ["toy"], contextLength: 4096, server: "toy policy 1"))
        let order = PolicyProbe.Order(isThorough: true, sampling: sampling, samples: 4, needsSampledLogprobs: true)
        let asking = PolicyProbe(policy, order)
        let template = try await asking.template()
        var findings = await asking.judge(template, told)
        findings += await asking.seeds(template?.prompt).findings
        findings += await asking.logprobs(told.server)
        #expect(findings.map(\.check) == [.template, .context, .ids, .sameSeed, .otherSeeds, .children, .logprobs])
        #expect(findings.allSatisfy { $0.verdict == .good }, "\(findings)")
    }

    @Test("twenty requests at once each get their own answer")
    func concurrency() async throws {
        let policy = CommandPolicy(ChildScript.example("policy.py"), model: "toy", capabilities: own)
        let prompt = try await policy.promptTokens(of: question)
        var alone: [Sample] = []
        for seed in 0..<20 as Range<Int64> { alone += try await policy.sample(request(prompt, seed: seed)) }
        let together = try await withThrowingTaskGroup(of: (Int64, [Sample]).self) { group in
            for seed in 0..<20 as Range<Int64> {
                group.addTask { (seed, try await policy.sample(request(prompt, seed: seed))) }
            }
            var found: [Int64: [Sample]] = [:]
            for try await (seed, samples) in group { found[seed] = samples }
            return (0..<20).flatMap { found[$0] ?? [] }
        }
        #expect(together == alone)
        #expect(Set(alone.map(\.text)).count > 10)
    }

    @Test("what was sampled is measured to the same log-probs")
    func scoring() async throws {
        let policy = CommandPolicy(ChildScript.example("policy.py"), model: "toy", capabilities: own)
        let prompt = try await policy.promptTokens(of: question)
        let sample = try #require(try await policy.sample(request(prompt, seed: 3)).first)
        #expect(try await policy.score(prompt: prompt, response: try #require(sample.tokens)) == sample.tokenLogprobs)
        let error = try await failure { try await policy.score(prompt: prompt, response: [9999]) }
        #expect(error.failure == .rejected && error.message.contains("token 9999"))
    }

    @Test("the example reward scores with details and reads the prompt's metadata")
    func reward() async throws {
        struct Details: Decodable {
            var words: Int
            var repeated: Int
        }

        let reward = CommandReward(ChildScript.example("reward.py"))
        #expect(try await reward.probe().server == "toy reward 1")
        let request = RewardRequest(messages: question, responses: ["it is 8", "it it"], metadata: Array("{\n \"answer\": 8}".utf8))
        let values = try await reward.rewards(request)
        let details = try JSONDecoder().decode(Details.self, from: Data(try #require(values[1].details).utf8))
        #expect(details.words == 2 && details.repeated == 1)
        #expect(values[0].score > 5 && values[1].score < 0)
        #expect(try await reward.score(prompt: question, responses: ["it is 8"])[0] < 5)
    }

    @Test("one that is started with the wrong program says so")
    func mistaken() async throws {
        let reward = CommandReward(ChildScript.example("policy.py"))
        let error = try await failure { try await reward.probe() }
        #expect(error.failure == .misconfigured && error.message.contains("capabilities.rewards"))
        let policy = CommandPolicy(ChildScript.example("policy.py"), model: "other")
        #expect(try await failure { try await policy.probe() }.message.contains("the model other is not served there; served: toy"))
    }
}
