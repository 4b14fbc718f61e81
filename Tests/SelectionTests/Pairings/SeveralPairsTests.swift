import Selection
import Testing

@Suite struct SeveralPairsTests {
    /// Rewards 0, 1, 3: margins 1>0 1, 2>0 3, 2>1 2.
    private let table = AnswerTable([[Answer(reward: 9)], [0.0, 1, 3].map { Answer(reward: $0) }])

    private func select(_ sides: PairDiversity.Sides, atMost pairs: Int = 3) throws -> SelectionResult {
        var spec = try SelectionSpec.of("explicit")
        spec.pairsPerPrompt = pairs
        spec.diversity.sides = sides
        return try Selector.select(table, by: spec)
    }

    private func sides(_ result: SelectionResult) -> [[Int]] {
        result.pairs.map { [$0.chosen - 1, $0.rejected - 1] }
    }

    @Test func theyStandInPlanOrderBestFirst() throws {
        let all = try select(.none)
        #expect(sides(all) == [[2, 0], [2, 1], [1, 0]])
        #expect(all.pairs.map(\.place) == [0, 1, 2])
        #expect(all.pairs.map(\.rank) == [0, 1, 2])
        #expect(all.withoutPair.map(\.prompt) == [0])
        let two = try select(.none, atMost: 2)
        #expect(sides(two) == [[2, 0], [2, 1]])
        #expect(two.statistics.passedOver == [.pairsPerPrompt: 1])
    }

    @Test func noResponseIsChosenTwice() throws {
        let result = try select(.distinctChosen)
        #expect(sides(result) == [[2, 0], [1, 0]])
        #expect(result.statistics.passedOver == [.repeatedResponse: 1])
    }

    @Test func noResponseIsRejectedTwice() throws {
        #expect(try sides(select(.distinctRejected)) == [[2, 0], [2, 1]])
    }

    @Test func neither() throws {
        let result = try select(.distinctBoth)
        #expect(sides(result) == [[2, 0]])
        #expect(result.statistics.passedOver == [.repeatedResponse: 2])
        #expect(result.candidates == 3)
    }

    @Test func pairsMuchLikeABetterOneArePassedOver() throws {
        var table = table
        var vectors = VectorTable(dimension: 2)
        // Of the second prompt: 0 and 1 have a cosine of 0.8.
        for vector: [Float] in [[1, 0], [1, 0], [0.8, 0.6], [0, 1]] { vectors.append(vector) }
        table.vectors["text"] = vectors
        var spec = try SelectionSpec.of("explicit")
        spec.pairsPerPrompt = 3
        spec.diversity.maximalSimilarity = 0.7
        let result = try Selector.select(table, by: spec)
        // 2>1 has the chosen response of 2>0 and one much like its rejected; 1>0 has another chosen response.
        #expect(sides(result) == [[2, 0], [1, 0]])
        #expect(result.statistics.passedOver == [.similarPair: 1])
        spec.diversity.maximalSimilarity = 0.81
        #expect(try Selector.select(table, by: spec).pairs.count == 3)
    }

    @Test func theyAreRankedWithThoseOfOtherPrompts() throws {
        let table = AnswerTable([[0.0, 1, 3].map { Answer(reward: $0) }, [0.0, 2.5].map { Answer(reward: $0) }])
        var spec = try SelectionSpec.of("explicit", keep: .ratio(0.5))
        spec.pairsPerPrompt = 3
        let result = try Selector.select(table, by: spec)
        #expect(result.pairs.map(\.score) == [3, 2, 1, 2.5])
        #expect(result.pairs.map(\.rank) == [0, 2, 3, 1])
        #expect(result.pairs.map(\.kept) == [true, false, false, true])
        #expect(result.pairs.map(\.reason) == [nil, .notKept, .notKept, nil])
    }

    @Test func oneAPromptIsWhatTheBestOfSeveralWouldBe() throws {
        for score in ["map", "random", "-dr", "1"] {
            var spec = try SelectionSpec.of(score)
            let one = try Selector.select(table, by: spec)
            spec.pairsPerPrompt = 2
            let several = try Selector.select(table, by: spec)
            #expect(several.pairs.filter { $0.place == 0 }.map(\.chosen) == one.pairs.map(\.chosen))
            #expect(several.pairs.filter { $0.place == 0 }.map(\.rejected) == one.pairs.map(\.rejected))
            #expect(several.statistics.explanation.terms == one.statistics.explanation.terms)
        }
    }

    @Test func atLeastOneIsAsked() throws {
        #expect(throws: SelectionError.invalidRule("pairs_per_prompt is 0: it must be at least 1")) { try select(.none, atMost: 0) }
    }
}
