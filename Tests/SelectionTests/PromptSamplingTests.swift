import Selection
import Testing

@Suite struct PromptSamplingTests {
    private let hashes: [UInt64] = [101, 102, 103, 104]

    @Test func drawsAndWeightsAgreeWithPython() throws {
        let vectors = try SelectionFixture.load().sampling
        let hashes = try vectors.hashes.map { try #require(UInt64($0)) }
        let sampling = PromptSampling(runSeed: vectors.runSeed, round: vectors.round)
        let weights = try PromptSampling.weights(informativeness: vectors.informativeness)
        #expect(weights.count == vectors.weights.count)
        #expect(zip(weights, vectors.weights).allSatisfy { agrees($0, $1) })
        #expect(try sampling.draw(12, from: hashes) == vectors.uniformDraw)
        #expect(try sampling.draw(12, from: hashes, weights: weights) == vectors.weightedDraw)
    }

    @Test func firstDrawsFollowTheWeights() throws {
        let weights = [1.0, 2, 3, 4]
        var counts = [0.0, 0, 0, 0]
        let rounds = 8000
        for round in 0..<rounds {
            let drawn = try PromptSampling(runSeed: 5, round: round).draw(1, from: hashes, weights: weights)
            counts[try #require(drawn.first)] += 1
        }
        let expected = weights.map { $0 / 10 * Double(rounds) }
        // Chi-square with 3 degrees of freedom: above 16.3 once in a thousand seeds.
        #expect(chiSquare(counts, expected) < 16.3)
    }

    @Test func secondDrawsFollowTheWeightsOfWhatIsLeft() throws {
        let weights = [1.0, 2, 3, 4]
        var counts = [0.0, 0, 0, 0]
        let rounds = 8000
        for round in 0..<rounds {
            counts[try PromptSampling(runSeed: 6, round: round).draw(2, from: hashes, weights: weights)[1]] += 1
        }
        let expected = (0..<4).map { second -> Double in
            let others = (0..<4).filter { $0 != second }
            return others.reduce(0) { $0 + weights[$1] / 10 * weights[second] / (10 - weights[$1]) } * Double(rounds)
        }
        #expect(chiSquare(counts, expected) < 16.3)
    }

    @Test func uniformDrawsTakeEveryPromptEquallyOften() throws {
        var counts = [0.0, 0, 0, 0]
        for round in 0..<8000 {
            for item in try PromptSampling(runSeed: 7, round: round).draw(2, from: hashes) {
                counts[item] += 1
            }
        }
        #expect(chiSquare(counts, [4000, 4000, 4000, 4000]) < 16.3)
    }

    @Test func largerCountsProlongTheDraw() throws {
        let hashes = (1...50).map { UInt64($0) }
        let sampling = PromptSampling(runSeed: 1, round: 1)
        let all = try sampling.draw(80, from: hashes)
        #expect(all.sorted() == Array(0..<50))
        #expect(try sampling.draw(20, from: hashes) == Array(all.prefix(20)))
        #expect(try sampling.draw(0, from: hashes).isEmpty)
    }

    @Test func orderOfThePoolDoesNotMatter() throws {
        let hashes = (1...50).map { UInt64($0) }
        let reversed = Array(hashes.reversed())
        let sampling = PromptSampling(runSeed: 1, round: 1)
        let drawn = try sampling.draw(20, from: hashes).map { hashes[$0] }
        #expect(try sampling.draw(20, from: reversed).map { reversed[$0] } == drawn)
    }

    @Test func otherRoundsAndRunsDrawOtherwise() throws {
        let hashes = (1...50).map { UInt64($0) }
        let drawn = try PromptSampling(runSeed: 1, round: 1).draw(20, from: hashes)
        #expect(try PromptSampling(runSeed: 1, round: 2).draw(20, from: hashes) != drawn)
        #expect(try PromptSampling(runSeed: 2, round: 1).draw(20, from: hashes) != drawn)
    }

    @Test func weightZeroIsNeverDrawn() throws {
        let drawn = try PromptSampling(runSeed: 1, round: 1).draw(4, from: hashes, weights: [0, 1, 0, 1])
        #expect(drawn.sorted() == [1, 3])
    }

    @Test func weightsAreFlooredAndUnseenPromptsGetTheMean() throws {
        #expect(try PromptSampling.weights(informativeness: [4, nil, 2, 0, 2]) == [4, 2, 2, 0.1, 2])
        #expect(try PromptSampling.weights(informativeness: [-3, 2, nil]) == [0.05, 2, 1])
    }

    @Test func nothingSeenOrNothingTaughtIsUniform() throws {
        #expect(try PromptSampling.weights(informativeness: [nil, nil]) == [1, 1])
        #expect(try PromptSampling.weights(informativeness: [0, nil, 0]) == [1, 1, 1])
        #expect(try PromptSampling.weights(informativeness: [-1, nil]) == [1, 1])
        #expect(try PromptSampling.weights(informativeness: []).isEmpty)
    }

    @Test func badWeightsAreRefused() {
        let sampling = PromptSampling(runSeed: 1, round: 1)
        #expect(throws: SelectionError.invalidWeight(-1, item: 1)) { try sampling.draw(1, from: [1, 2], weights: [1, -1]) }
        #expect(throws: SelectionError.invalidWeight(.infinity, item: 0)) { try sampling.draw(1, from: [1], weights: [.infinity]) }
        #expect(throws: SelectionError.weightsDoNotMatch(weights: 1, prompts: 2)) { try sampling.draw(1, from: [1, 2], weights: [1]) }
        #expect(throws: SelectionError.invalidWeight(.infinity, item: 1)) { try PromptSampling.weights(informativeness: [1, .infinity]) }
    }

    private func chiSquare(_ counts: [Double], _ expected: [Double]) -> Double {
        zip(counts, expected).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / $1.1 }
    }
}
