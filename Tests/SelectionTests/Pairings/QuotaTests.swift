import Selection
import Testing

@Suite struct QuotaTests {
    /// Ten prompts whose pairs have the margins 10, 9, ... 1; |dh| is 1 for the even positions and 0 for the odd ones.
    private let table = AnswerTable(margins: (0..<10).map { (dr: Double(10 - $0), dh: $0.isMultiple(of: 2) ? 1 : 0) })

    private func select(_ quotas: [(String, Quota.Amount)], keep: Keep = .ratio(0.4)) throws -> SelectionResult {
        var spec = try SelectionSpec.of("dr", keep: keep)
        spec.quotas = try quotas.map { Quota(name: $0.0, condition: try FilterExpression.parse($0.0), amount: $0.1) }
        return try Selector.select(table, by: spec)
    }

    private func kept(_ result: SelectionResult) -> [Int] { result.pairs.filter(\.kept).map(\.prompt) }

    @Test func aQuotaTakesItsBestAndTheRestIsFilledByRank() throws {
        let result = try select([("dh > 0.5", .share(0.25))])
        // Four places: one for the even positions, three for the odd ones, which belong to no quota.
        #expect(kept(result) == [0, 1, 3, 5])
        #expect(result.pairs[2].reason == .quota)
        #expect(result.pairs[4].reason == .notKept)
        #expect(result.pairs.map(\.quota) == (0..<10).map { $0.isMultiple(of: 2) ? 0 : nil })
        let outcome = try #require(result.statistics.quotas.first)
        #expect((outcome.name, outcome.slots, outcome.pairs, outcome.kept) == ("dh > 0.5", 1, 5, 1))
    }

    @Test func countsAreTakenAsTheyAre() throws {
        #expect(try kept(select([("dh > 0.5", .count(3))])) == [0, 1, 2, 4])
        #expect(try kept(select([("dh > 0.5", .count(0))])) == [1, 3, 5, 7])
        #expect(try kept(select([("dh > 0.5", .count(9))])) == [0, 2, 4, 6])
    }

    @Test func whatAQuotaCannotFillGoesToTheRest() throws {
        #expect(try kept(select([("dr > 9.5", .share(0.5))])) == [0, 1, 2, 3])
    }

    @Test func aMixOfTwoQuotasIsExact() throws {
        let result = try select([("dh > 0.5", .share(0.5)), ("dh <= 0.5", .share(0.5))], keep: .count(6))
        #expect(kept(result) == [0, 1, 2, 3, 4, 5])
        #expect(result.statistics.quotas.map(\.kept) == [3, 3])
        let uneven = try select([("dh > 0.5", .share(0.9)), ("dh <= 0.5", .share(0.1))], keep: .count(10))
        // 9 and 1 places; there are five of the first, and nobody takes what they leave.
        #expect(uneven.statistics.quotas.map(\.kept) == [5, 1])
        #expect(kept(uneven) == [0, 1, 2, 4, 6, 8])
        #expect(uneven.pairs[3].reason == .quota)
    }

    @Test func aPairBelongsToTheFirstQuotaThatHolds() throws {
        let result = try select([("dr > 7.5", .count(1)), ("dh > 0.5", .count(1))])
        // 0, 1, 2 belong to the first; of 4, 6, 8 one is kept; 3 and 5 fill.
        #expect(kept(result) == [0, 3, 4, 5])
        #expect(result.statistics.quotas.map(\.pairs) == [3, 3])
    }

    @Test func aThresholdStaysOne() throws {
        let result = try select([("dh > 0.5", .share(0.25))], keep: .threshold(6.5, inclusive: false))
        // Margins 10, 9, 8, 7 pass: of the even two one is kept, and only the odd two that pass fill.
        #expect(kept(result) == [0, 1, 3])
        #expect(result.pairs[2].reason == .quota)
    }

    @Test func conditionsWithoutAValueDoNotHold() throws {
        #expect(try select([("log(dh - 1) > 0", .count(0))]).statistics.quotas.map(\.pairs) == [0])
    }

    @Test func numbersAreChecked() throws {
        #expect(throws: SelectionError.invalidRule("the quota dr > 1 has the share 1.5: it must be above 0 and at most 1")) {
            try select([("dr > 1", .share(1.5))])
        }
        #expect(throws: SelectionError.invalidRule("the quota dr > 1 has the count -1: it must be at least 0")) {
            try select([("dr > 1", .count(-1))])
        }
    }

    @Test func allKeepsAll() throws {
        #expect(try Keep.parse("all") == .all)
        #expect(Keep.all.description == "all")
        #expect(try kept(select([], keep: .all)).count == 10)
    }
}
