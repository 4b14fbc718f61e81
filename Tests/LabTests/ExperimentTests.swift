import Foundation
import Playground
import TestSupport
import Testing

@testable import Lab

@Suite struct ExperimentTests {
    @Test func selfPlayRaisesTheHeldOutRewardInEveryRound() async throws {
        var settings = LabSettings(metrics: try LabMetric.parse(list: "map"), noises: [0])
        settings.seeds = 2
        let result = try await LabExperiment(settings, prompts: try Self.quickstart()).run()
        for seed in 1...2 {
            let rewards = [result.untrained[seed - 1]] + result.records.filter { $0.seed == seed }.map(\.heldOut)
            #expect(rewards.count == 4)
            for (before, after) in zip(rewards, rewards.dropFirst()) {
                #expect(after > before, "seed \(seed): \(rewards)")
            }
        }
        #expect(result.records.allSatisfy { $0.pairs == 80 && $0.agreement == 1 })
    }

    @Test func theSameArgumentsGiveTheSameBytes() async throws {
        let first = try await Self.small.value
        let second = try await LabExperiment(try Self.settings(), prompts: LabPool.prompts).run()
        #expect(try first.json() == second.json())
        #expect(first.csv() == second.csv())
        #expect(first.text == second.text)
    }

    @Test func theSummaryIsMadeOfTheRecords() async throws {
        struct Document: Decodable {
            struct Mean: Decodable {
                var mean: Double
                var half_width: Double?
                var seeds: Int
            }
            struct Cell: Decodable {
                var noise: Double, metric: String, round: Int, pairs: Int
                var held_out_reward: Mean
                var over_random: Mean?
                var agreement: Mean?
            }
            var version: Int
            var cells: [Cell]
        }
        let result = try await Self.small.value
        let document = try JSONDecoder().decode(Document.self, from: Data(result.json()))
        let lines = String(decoding: result.csv(), as: UTF8.self).split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(document.version == 1 && document.cells.count == 8)
        #expect(lines.count == 36)
        for cell in document.cells {
            let own = lines.filter { Double($0[0]) == cell.noise && $0[1] == cell.metric && Int($0[3]) == cell.round }
            let random = lines.filter { Double($0[0]) == cell.noise && $0[1] == "random" && Int($0[3]) == cell.round }
            let rewards = try own.map { try #require(Double($0[4])) }
            #expect(rewards.count == 3 && cell.held_out_reward.seeds == 3)
            let mean: Double = rewards.reduce(0, +) / 3
            #expect(abs(mean - cell.held_out_reward.mean) < 1e-12)
            let randomRewards = try random.map { try #require(Double($0[4])) }
            let advantage: Double = mean - randomRewards.reduce(0, +) / 3
            #expect((cell.over_random == nil) == (cell.metric == "random"))
            if let over = cell.over_random { #expect(abs(over.mean - advantage) < 1e-12) }
            let pairs = own.reduce(0) { $0 + (Int($1[5]) ?? 0) }
            #expect(cell.pairs == pairs)
            let agreement = own.compactMap { Double($0[6]) }
            let meanAgreement: Double = agreement.reduce(0, +) / 3
            #expect(abs(try #require(cell.agreement).mean - meanAgreement) < 1e-12)
        }
    }

    @Test func withoutNoiseEveryPairIsRightAndWithNoiseSomeAreNot() async throws {
        let result = try await Self.small.value
        for cell in result.cells {
            let agreement = try #require(cell.agreement).mean
            if cell.noise == 0 {
                #expect(agreement == 1)
            } else {
                #expect(agreement < 1)
                #expect(agreement > 0.4)
            }
        }
    }

    @Test func everyMetricMeetsTheSameAnswersInRoundOne() async throws {
        // Keeping every prompt's only candidate leaves nothing to choose: the metrics cannot differ.
        var settings = try Self.settings()
        settings.samples = 2
        settings.keep = .ratio(1)
        settings.rounds = 1
        let result = try await LabExperiment(settings, prompts: LabPool.prompts).run()
        let map = result.records.filter { $0.metric == "map" }
        let random = result.records.filter { $0.metric == "random" }
        #expect(map.map(\.heldOut) == random.map(\.heldOut))
        #expect(map.map(\.agreement) == random.map(\.agreement))
    }

    @Test func aCancelledExperimentEndsWithoutAResult() async throws {
        let settings = try Self.settings()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await LabExperiment(settings, prompts: LabPool.prompts).run()
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    private static func settings() throws -> LabSettings {
        var settings = LabSettings(metrics: try LabMetric.parse(list: "map,random"), noises: [0, 0.2])
        settings.seeds = 3
        settings.rounds = 2
        settings.prompts = 20
        settings.samples = 3
        settings.heldOutPrompts = 8
        settings.heldOutSamples = 2
        return settings
    }

    /// Made once for all tests that look at one.
    private static let small = Task { try await LabExperiment(settings(), prompts: LabPool.prompts).run() }

    private static func quickstart() throws -> [LabPrompt] {
        struct Row: Decodable { var prompt: String }
        let text = try String(contentsOfFile: ProjectFolder.path + "/configs/quickstart-prompts.jsonl", encoding: .utf8)
        return try text.split(separator: "\n").map { LabPrompt(try JSONDecoder().decode(Row.self, from: Data($0.utf8)).prompt) }
    }
}
