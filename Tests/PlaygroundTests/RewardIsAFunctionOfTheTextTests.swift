import Inference
import Playground
import Testing

@Suite struct RewardIsAFunctionOfTheTextTests {
    private let prompt = Fixture.ask("Describe a garden full of flowers.")
    private let responses = [
        "The garden is full of flowers.", "The wind is loud.", "", "flowers flowers flowers flowers", "Zebra 42 🙂 naïve", "A <unk> dog.",
    ]

    @Test func equalTextsGetEqualRewardsInAnyOrder() async throws {
        let reward = try PlaygroundReward(noise: 0.7)
        let scores = try await reward.score(prompt: prompt, responses: responses)
        #expect(scores.count == responses.count)
        #expect(scores.allSatisfy { $0.isFinite })
        #expect(try await reward.score(prompt: prompt, responses: responses.reversed()) == scores.reversed())
        #expect(
            try await PlaygroundReward(noise: 0.7).score(prompt: prompt, responses: [responses[1], responses[1]]) == [scores[1], scores[1]]
        )
        #expect(try await reward.score(prompt: prompt, responses: []).isEmpty)
    }

    @Test func itLikesWhatItSaysItLikes() async throws {
        let reward = try PlaygroundReward()
        func score(_ response: String) async throws -> Double { try await reward.score(prompt: prompt, responses: [response])[0] }
        let ended = try await score("The garden is full of flowers.")
        #expect(try await ended > score("The garden is full of flowers"))
        let other = Fixture.ask("Compare the moon and the sun.")
        #expect(try await ended > reward.score(prompt: other, responses: ["The garden is full of flowers."])[0])
        #expect(try await ended > score("The garden is full of flowers garden is full of flowers garden flowers."))
    }

    @Test func rewardModelsDifferInTaste() async throws {
        let first = try await PlaygroundReward(named: "hidden").score(prompt: prompt, responses: responses)
        let second = try await PlaygroundReward(named: "hidden-2").score(prompt: prompt, responses: responses)
        #expect(first != second)
    }

    @Test func withoutNoiseTheRewardIsTheNoiselessOne() async throws {
        let reward = try PlaygroundReward()
        #expect(try await reward.score(prompt: prompt, responses: responses) == reward.noiseless(prompt: prompt, responses: responses))
        #expect(reward.contract == "playground")
        #expect(reward.batching == .list)
    }

    @Test func noiseHasTheAskedForSpreadAndNoMemory() async throws {
        let texts = (0..<4000).map { "text \($0)" }
        let reward = try PlaygroundReward(noise: 0.5, noiseSeed: 11)
        let other = try PlaygroundReward(noise: 0.5, noiseSeed: 12)
        let clean = reward.noiseless(prompt: prompt, responses: texts)
        let noise = zip(try await reward.score(prompt: prompt, responses: texts), clean).map(-)
        let otherNoise = zip(try await other.score(prompt: prompt, responses: texts), clean).map(-)
        let otherPrompt = Fixture.ask("What is a dog?")
        let promptNoise = zip(
            try await reward.score(prompt: otherPrompt, responses: texts),
            reward.noiseless(prompt: otherPrompt, responses: texts)
        ).map(-)
        #expect(abs(mean(noise)) < 0.03)
        #expect(abs(deviation(noise) - 0.5) < 0.02)
        // A normal distribution has 68.3 % within one standard deviation and 4.6 % outside two.
        #expect(abs(Double(noise.filter { abs($0) < 0.5 }.count) / 4000 - 0.683) < 0.025)
        #expect(abs(Double(noise.filter { abs($0) > 1.0 }.count) / 4000 - 0.0455) < 0.012)
        #expect(abs(correlation(noise, Array(noise.dropFirst()) + [noise[0]])) < 0.05)
        #expect(abs(correlation(noise, otherNoise)) < 0.05)
        #expect(abs(correlation(noise, promptNoise)) < 0.05)
    }

    @Test func answersOfTheUntrainedPolicySpreadByAboutOne() async throws {
        let reward = try PlaygroundReward()
        let sampling = SamplingParameters(temperature: 0.8, topP: 0.95, maxTokens: 32)
        var all: [Double] = []
        var promptsWithAPair = 0
        let prompts = try Fixture.quickstartPrompts()
        for (index, entry) in prompts.enumerated() {
            let request = Fixture.request(entry.prompt, count: 5, seed: Int64(index * 10), sampling: sampling)
            let texts = try await Fixture.policy.sample(request).map(\.text)
            let scores = try await reward.score(prompt: request.messages, responses: texts)
            if Set(scores).count > 1 { promptsWithAPair += 1 }
            all += scores
        }
        #expect(promptsWithAPair >= prompts.count * 98 / 100)
        #expect(abs(mean(all)) < 0.15)
        #expect(abs(deviation(all) - 1) < 0.15)
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    private func deviation(_ values: [Double]) -> Double { covariance(values, values).squareRoot() }

    private func correlation(_ a: [Double], _ b: [Double]) -> Double { covariance(a, b) / (deviation(a) * deviation(b)) }

    private func covariance(_ a: [Double], _ b: [Double]) -> Double {
        let (meanOfA, meanOfB) = (mean(a), mean(b))
        return zip(a, b).reduce(0.0) { $0 + ($1.0 - meanOfA) * ($1.1 - meanOfB) } / Double(a.count)
    }
}
