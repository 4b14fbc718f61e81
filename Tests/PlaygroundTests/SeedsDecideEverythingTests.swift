import Inference
import Playground
import Testing

@Suite struct SeedsDecideEverythingTests {
    private let sampling = SamplingParameters(temperature: 0.8, topP: 0.95, maxTokens: 32)

    @Test func fiveSamplesAreFiveSingleRequests() async throws {
        let together = try await Fixture.policy.sample(Fixture.request("Why do birds sing?", count: 5, seed: 41, sampling: sampling))
        var singles: [Sample] = []
        for seed in 41..<Int64(46) {
            singles += try await Fixture.policy.sample(Fixture.request("Why do birds sing?", seed: seed, sampling: sampling))
        }
        #expect(together == singles)
    }

    @Test func anotherSeedGivesOtherText() async throws {
        let texts = try await Fixture.policy.sample(Fixture.request("Describe a farm.", count: 20, seed: 0, sampling: sampling)).map(\.text)
        let others = try await Fixture.policy.sample(Fixture.request("Describe a farm.", count: 20, seed: 1_000_000, sampling: sampling))
            .map(\.text)
        #expect(texts != others)
        #expect(Set(texts).count > 10)
    }

    @Test func extremeSeedsAreSeedsLikeOthers() async throws {
        for seed in [Int64.min, -1, 0, Int64.max] {
            let request = Fixture.request("What is rain?", count: 2, seed: seed, sampling: sampling)
            #expect(try await Fixture.policy.sample(request) == Fixture.policy.sample(request))
        }
    }

    @Test func concurrencyChangesNothing() async throws {
        let requests = (0..<24).map { index in
            Fixture.request(Fixture.questions[index % Fixture.questions.count], count: 3, seed: Int64(index * 100), sampling: sampling)
        }
        var oneByOne: [[Sample]] = []
        for request in requests { oneByOne.append(try await Fixture.policy.sample(request)) }
        let policy = Fixture.policy
        let atOnce = try await withThrowingTaskGroup(of: (Int, [Sample]).self) { group in
            for (index, request) in requests.enumerated() {
                group.addTask { (index, try await policy.sample(request)) }
            }
            var results = [[Sample]](repeating: [], count: requests.count)
            for try await (index, samples) in group { results[index] = samples }
            return results
        }
        #expect(atOnce == oneByOne)
    }

    @Test func givenPromptTokensAreUsedAsTheyAre() async throws {
        var request = Fixture.request("What is a dog?", count: 3, seed: 5, sampling: sampling)
        let own = try await Fixture.policy.sample(request)
        request.promptTokens = try await Fixture.policy.promptTokens(of: request.messages)
        #expect(try await Fixture.policy.sample(request) == own)
        request.promptTokens = try await Fixture.policy.promptTokens(of: Fixture.ask("What is the sea?"))
        #expect(try await Fixture.policy.sample(request) != own)
    }
}
