import Selection
import Testing

@Suite struct RandomScoreTests {
    private func table(_ hashes: some Sequence<UInt64>, samples: (Int32, Int32) = (0, 1)) -> AnswerTable {
        var table = AnswerTable()
        for hash in hashes {
            table.beginPrompt(hash: hash)
            table.append(sample: samples.0, reward: 1, tokens: 1, policyLogprob: nil, referenceLogprob: nil, textIdentity: 0)
            table.append(sample: samples.1, reward: 0, tokens: 1, policyLogprob: nil, referenceLogprob: nil, textIdentity: 1)
        }
        return table
    }

    private func scores(_ table: AnswerTable, runSeed: Int = 1, round: Int = 1) throws -> [Double] {
        try Selector.select(table, by: .of("random", runSeed: runSeed, round: round)).pairs.map(\.score)
    }

    @Test func dependsOnSeedRoundPromptAndSamplesAlone() throws {
        let score = try scores(table([5]))
        #expect(try scores(table([5])) == score)
        #expect(try scores(table([5]), runSeed: 2) != score)
        #expect(try scores(table([5]), round: 2) != score)
        #expect(try scores(table([6])) != score)
        #expect(try scores(table([5], samples: (0, 2))) != score)
        #expect(try scores(table([5], samples: (1, 2))) != score)
        #expect(try scores(table([9, 8, 5])).last == score.first)
    }

    @Test func isUniform() throws {
        let scores = try scores(table((0..<4000).map { UInt64($0) }))
        var counts = [Double](repeating: 0, count: 10)
        for score in scores {
            counts[Int(score * 10)] += 1
        }
        // Chi-square with 9 degrees of freedom: above 27.9 once in a thousand seeds.
        #expect(counts.reduce(0) { $0 + ($1 - 400) * ($1 - 400) / 400 } < 27.9)
    }
}
