import Selection
import Testing

@Suite struct SelectionWarningTests {
    @Test func columnsWithoutSpreadScoreZeroAndAreNamed() throws {
        let table = AnswerTable(margins: [(dr: 1, dh: 0.5), (dr: 2, dh: -0.5)])
        let result = try Selector.select(table, by: .of("z(dr) - z(abs(dh)) + z(abs(dh))", where: "z(abs(dh)) == 0"))
        #expect(result.pairs.map(\.score) == [-1, 1])
        #expect(result.statistics.warnings == [.noSpread(expression: "abs(dh)")])
        #expect("\(result.statistics.warnings[0])" == "every candidate has the same abs(dh): z(abs(dh)) is 0 everywhere and ranks nothing")
    }

    @Test func filtersWarnToo() throws {
        let table = AnswerTable(margins: [(dr: 1, dh: 0.5), (dr: 2, dh: -0.5)])
        let result = try Selector.select(table, by: .of("dr", where: "z(abs(dh)) == 0"))
        #expect(result.statistics.warnings == [.noSpread(expression: "abs(dh)")])
    }

    /// 0.3 - 0.2, 0.2 - 0.1 and 0.1 are three different doubles: their differences are rounding, not preference.
    @Test func roundingIsNoSpread() throws {
        let pairs = [(0.3, 0.2), (0.2, 0.1), (0.1, 0.0), (0.4, 0.3)]
        let table = AnswerTable(pairs.map { [Answer(reward: $0.0), Answer(reward: $0.1)] })
        let result = try Selector.select(table, by: .of("z(dr)"))
        #expect(result.pairs.allSatisfy { $0.score == 0 })
        #expect(result.statistics.warnings == [.noSpread(expression: "dr")])
        #expect(result.statistics.explicitMargin?.standardDeviation == 0)
    }

    @Test(arguments: [1, 10, 1000, 100_000])
    func equalValuesHaveNoSpreadHoweverMany(count: Int) {
        let moments = Moments(of: [Double](repeating: 0.1, count: count))
        #expect(moments.mean == 0.1)
        #expect(moments.standardDeviation == 0)
    }

    @Test func aPolicyThatIsTheReferenceFallsBackToTheExplicitMargin() throws {
        let answers = [Answer(reward: 1, policy: -3, reference: -3), Answer(reward: 0, policy: -8, reference: -8)]
        let other = [Answer(reward: 3, policy: -4, reference: -4), Answer(reward: 0, policy: -2, reference: -2)]
        let table = AnswerTable([answers, other])
        let result = try Selector.select(table, by: .of("map", family: .dpo))
        #expect(result.pairs.map(\.score) == [-1, 1])
        #expect(result.statistics.warnings == [.implicitMarginsAllZero(.dpo), .noSpread(expression: "abs(dh)")])
        let sentence =
            "the implicit margin of dpo is 0 for every candidate, as in a round whose policy is the reference: only the explicit margin ranks"
        #expect("\(result.statistics.warnings[0])" == sentence)
        #expect(try Selector.select(table, by: .of("explicit", family: .dpo)).statistics.warnings.isEmpty)
    }
}
