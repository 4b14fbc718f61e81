import Selection
import Testing

@Suite(.enabled(if: JSONFile.sharedMetric != nil, "shared/golden/metric.json is not there"))
struct MetricAgreesWithSharedVectorsTests {
    private let scores = [
        "map_zscore_w1": "map", "map_zscore_w2.5": "z(dr) - 2.5*z(abs(dh))", "map_raw": "map_raw", "explicit": "explicit",
        "implicit": "implicit",
    ]

    @Test func everyCaseHasItsPairsMarginsScoresAndKeptSet() throws {
        let vectors = try MetricVectors.load()
        let table = vectors.table
        #expect(vectors.cases.count == 40)
        for vector in vectors.cases {
            let name = Comment(rawValue: "\(vector.pairing) \(vector.implicit_reward) \(vector.metric)")
            let spec = try SelectionSpec.of(
                #require(scores[vector.metric]),
                pairing: #require(Pairing(rawValue: vector.pairing)),
                family: #require(ImplicitReward(rawValue: vector.implicit_reward)),
                keep: .ratio(0.4)
            )
            let result = try Selector.select(table, by: spec)
            try #require(result.pairs.count == vector.pairs.count, name)
            for (pair, expected) in zip(result.pairs, vector.pairs) {
                let first = table.answers(of: pair.prompt).lowerBound
                #expect(vectors.prompts[pair.prompt].id == expected.prompt, name)
                #expect(pair.chosen - first == expected.chosen, name)
                #expect(pair.rejected - first == expected.rejected, name)
                #expect(agrees(pair.explicitMargin, expected.explicit_margin), name)
                #expect(agrees(pair.implicitMargin, expected.implicit_margin), name)
                #expect(agrees(pair.score, expected.score), name)
            }
            let kept = result.pairs.filter(\.kept).map { vectors.prompts[$0.prompt].id }
            #expect(kept.sorted() == vector.top_40_percent.sorted(), name)
            #expect(result.keptCount == kept.count, name)
        }
    }

    @Test func informativenessOfEveryPrompt() throws {
        let vectors = try MetricVectors.load()
        #expect(vectors.informativeness.count == vectors.prompts.count)
        for prompt in vectors.prompts {
            let expected = try #require(vectors.informativeness[prompt.id])
            #expect(expected.count == 5)
            for (name, value) in expected {
                let measure = try #require(Informativeness(rawValue: name))
                #expect(agrees(measure.value(rewards: prompt.responses.map(\.reward), score: nil), value))
            }
        }
    }

    @Test func explicitMarginsWithoutSpreadScoreZeroAndWarn() throws {
        let expected = try MetricVectors.load().degenerate
        let margins = zip(expected.explicit_margins, expected.abs_implicit_margins).map { (dr: $0, dh: $1) }
        let result = try Selector.select(AnswerTable(margins: margins), by: .of("map"))
        #expect(result.pairs.count == expected.map_zscore_w1.count)
        for (pair, score) in zip(result.pairs, expected.map_zscore_w1) {
            #expect(agrees(pair.score, score))
        }
        #expect(result.statistics.warnings == [.noSpread(expression: "dr")])
    }

    @Test func betasAreTheDefaults() throws {
        for (name, beta) in try MetricVectors.load().beta {
            #expect(ImplicitReward(rawValue: name)?.defaultBeta == beta)
        }
    }
}
