import Inference
import Playground
import Testing

@testable import Lab

@Suite struct LabelNoiseTests {
    private static let answers: LabAnswers = make()

    @Test(arguments: LabelNoise.Kind.allCases, [0.1, 0.2, 0.3])
    func thatShareOfComparisonsComesOutWrong(_ kind: LabelNoise.Kind, _ level: Double) throws {
        var wrong = 0
        var all = 0
        for seed in 1...40 {
            let observed = try LabelNoise(kind: kind, level: level, seed: seed, round: 1).observed(Self.answers)
            for (group, seen) in zip(Self.answers.answers, observed) {
                for i in group.indices {
                    for j in group.indices where group[i].reward > group[j].reward {
                        all += 1
                        wrong += seen[i] < seen[j] ? 1 : 0
                    }
                }
            }
        }
        // Some 30,000 comparisons, those of a prompt not independent.
        #expect(abs(Double(wrong) / Double(all) - level) < 0.012, "\(Double(wrong) / Double(all))")
    }

    @Test func withoutNoiseTheRewardsAreTheTrueOnes() throws {
        for kind in LabelNoise.Kind.allCases {
            let observed = try LabelNoise(kind: kind, level: 0, seed: 1, round: 1).observed(Self.answers)
            #expect(observed == Self.answers.answers.map { $0.map(\.reward) })
        }
    }

    @Test func moreNoiseAddsToTheMishapsOfLess() throws {
        let clean = Self.answers.answers.flatMap { $0.map(\.reward) }
        let little = try LabelNoise(kind: .replaced, level: 0.1, seed: 3, round: 1).observed(Self.answers).flatMap { $0 }
        let much = try LabelNoise(kind: .replaced, level: 0.3, seed: 3, round: 1).observed(Self.answers).flatMap { $0 }
        for index in clean.indices where little[index] != clean[index] {
            #expect(much[index] == little[index])
        }
        #expect(much.indices.count { much[$0] != clean[$0] } > little.indices.count { little[$0] != clean[$0] })
    }

    @Test func seedAndRoundDecideTheMishaps() throws {
        let noises = [(1, 1), (2, 1), (1, 2)].map { LabelNoise(kind: .replaced, level: 0.2, seed: $0.0, round: $0.1) }
        let observed = try noises.map { try $0.observed(Self.answers) }
        #expect(observed[0] != observed[1] && observed[0] != observed[2])
        #expect(try noises[0].observed(Self.answers) == observed[0])
    }

    @Test func rewardsThatHardlyDifferCannotBeMadeWrong() throws {
        // Two answers, of which one is always the better: a replacement is equal to one of them.
        let tied = LabAnswers(prompts: Self.answers.prompts, answers: Self.answers.answers.map { _ in [Self.answer(0), Self.answer(1)] })
        #expect(throws: LabError.self) { try LabelNoise(kind: .replaced, level: 0.4, seed: 1, round: 1).observed(tied) }
    }

    private static func answer(_ reward: Double) -> LabAnswers.Answer {
        LabAnswers.Answer(text: "\(reward)", logprob: -1, tokens: 1, reward: reward, identity: 0)
    }

    private static func make() -> LabAnswers {
        do {
            return try LabAnswers(
                to: Array(LabPool.prompts.prefix(80)),
                count: 5,
                from: PlaygroundSampler(model: PlaygroundPolicy().model, sampling: SamplingParameters(temperature: 0.8, maxTokens: 16)),
                reward: PlaygroundReward(),
                seed: 1,
                round: 1,
                phase: "test"
            )
        } catch { fatalError("\(error)") }
    }
}
