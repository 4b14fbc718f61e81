import Foundation
import TestSupport
import Testing

@Suite("A reward that is NaN is given up, counted and never used")
struct NumbersThatAreNoneTests {
    @Test("the item is given up as not_finite and the run goes on while few enough are")
    func oneIsLeftOut() async throws {
        let (place, outcome) = try await run("limits.failed_share=0.5")
        #expect(outcome.exitCode == 0)
        let round = try #require(try await place.status().rounds.first)
        let empty = round.responses.reasons["empty", default: 0]
        #expect(round.responses.reasons["not_finite"] == 3)
        #expect(round.responses.planned == 12 && round.responses.usable == 9 - empty)
        #expect(round.rewards == StatusReply.Stage(planned: 12 - empty, done: 9 - empty, failed: 3))
        #expect(round.addsUp)
        #expect(try !place.trainingSet().contains("Question number 2?"))
        #expect(try await place.selfplay("status", "run").output.contains("last error"))
    }

    @Test("the run stops with code 3 when too many are, and --retry-failed goes on")
    func tooManyStopTheRun() async throws {
        let (place, outcome) = try await run("limits.failed_share=0.02")
        #expect(outcome.exitCode == 3)
        for words in ["items of stage reward:rm were given up", "limits.failed_share", "NaN", "--retry-failed"] {
            #expect(outcome.errors.contains(words))
        }
        let round = try #require(try await place.status().rounds.first)
        #expect(round.responses.reasons["not_finite"] ?? 0 > 0 && round.addsUp)

        let policy = OpenAIDouble()
        let reward = OpenRLHFDouble()
        let addresses = ["policy.endpoints=[\(try await policy.start())]", "rewards.0.endpoints=[\(try await reward.start())]"]
        let resumed = try await place.selfplay("resume", "run", "--retry-failed", "--set", addresses[0], "--set", addresses[1])
        #expect(resumed.exitCode == 0)
        let healed = try #require(try await place.status().rounds.first)
        let empty = healed.responses.reasons["empty", default: 0]
        #expect(healed.responses.usable == 12 - empty && healed.rewards.failed == 0 && healed.addsUp)
        await policy.stop()
        await reward.stop()
    }

    /// A run of four prompts whose reward server says NaN to the second.
    private func run(_ setting: String) async throws -> (Workplace, Workplace.Outcome) {
        struct Asked: Decodable {
            var query: [String]
        }

        let place = try Workplace(prompts: 4)
        let policy = OpenAIDouble()
        let reward = LoopbackServer { request, _ in
            let texts = try JSONDecoder().decode(Asked.self, from: Data(request.body)).query
            let rewards = texts.map { $0.contains("number 2") ? Double.nan : OpenRLHFDouble.reward(of: $0) }
            return try ServerReply(json: ["rewards": rewards])
        }
        try place.write("config.yaml", Settings.openai(try await policy.start(), reward: try await reward.start()))
        let outcome = try await place.selfplay("run", "config.yaml", "--run-dir", "run", "--set", setting)
        await policy.stop()
        await reward.stop()
        return (place, outcome)
    }
}
