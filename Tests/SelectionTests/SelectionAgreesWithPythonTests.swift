import Selection
import Testing

@Suite struct SelectionAgreesWithPythonTests {
    @Test func everyCase() throws {
        let fixture = try SelectionFixture.load()
        let table = try fixture.table()
        #expect(fixture.cases.count == 52)
        for expected in fixture.cases {
            let name = Comment(rawValue: "\(expected.pairing) \(expected.family) \(expected.score) where \(expected.filter ?? "-")")
            let spec = try SelectionSpec.of(
                expected.score,
                where: expected.filter,
                pairing: #require(Pairing(rawValue: expected.pairing)),
                family: #require(ImplicitReward(rawValue: expected.family)),
                keep: Keep.parse(expected.keep),
                runSeed: fixture.runSeed,
                round: fixture.round
            )
            let result = try Selector.select(table, by: spec)
            #expect(result.candidates == expected.candidates, name)
            try check(result.pairs, expected.pairs, name)
            #expect(result.keptCount == expected.pairs.count { $0.kept }, name)
            #expect(result.withoutPair.map(\.prompt) == expected.withoutPair.map(\.prompt), name)
            #expect(result.withoutPair.map(\.reason.rawValue) == expected.withoutPair.map(\.reason), name)
            let leftOut = result.statistics.leftOut.map { ($0.key.rawValue, $0.value) }
            #expect(Dictionary(uniqueKeysWithValues: leftOut) == expected.leftOut, name)
            check(result.statistics.explicitMargin, expected.explicitMargin, name)
            check(result.statistics.absoluteImplicitMargin, expected.absoluteImplicitMargin, name)
        }
    }

    @Test func informativeness() throws {
        let fixture = try SelectionFixture.load()
        for (prompt, expected) in zip(fixture.prompts, fixture.informativeness) {
            for measure in Informativeness.allCases where measure != .alignmentPotential {
                let value = measure.value(rewards: prompt.answers.map(\.reward), score: 3)
                #expect(agrees(value, expected?[measure.rawValue]))
            }
        }
    }

    private func check(_ pairs: [SelectedPair], _ expected: [SelectionFixture.Case.Pair], _ name: Comment) throws {
        try #require(pairs.count == expected.count, name)
        for (pair, expected) in zip(pairs, expected) {
            #expect(pair.prompt == expected.prompt, name)
            #expect(pair.chosen == expected.chosen, name)
            #expect(pair.rejected == expected.rejected, name)
            #expect(pair.rank == expected.rank, name)
            #expect(pair.kept == expected.kept, name)
            #expect(agrees(pair.explicitMargin, expected.dr), name)
            #expect(agrees(pair.implicitMargin, expected.dh), name)
            #expect(agrees(pair.score, expected.score), name)
        }
    }

    private func check(_ moments: Moments?, _ expected: SelectionFixture.Case.Moments?, _ name: Comment) {
        #expect(moments?.count == expected?.count, name)
        #expect(agrees(moments?.mean, expected?.mean), name)
        #expect(agrees(moments?.standardDeviation, expected?.standardDeviation), name)
    }
}
