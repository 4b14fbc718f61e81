import Selection
import Testing

/// Expressions over a single candidate with dr = 2 and dh = -0.5.
@Suite struct ExpressionValueTests {
    private func score(_ text: String) throws -> Double? {
        try Selector.select(AnswerTable(margins: [(dr: 2, dh: -0.5)]), by: .of(text)).pairs.first?.score
    }

    @Test(arguments: [
        ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("10 - 3 - 2", 5), ("8 / 4 / 2", 1), ("2 - -1", 3), ("- -dr", 2), ("-dr*2", -4),
        ("-(dr + 1)", -3),
        ("dr", 2), ("dh", -0.5), ("\tdr\n+\r1 ", 3), (".5e1", 5),
        ("explicit - implicit", 2.5), ("map_raw", 1.5), ("2*map_raw", 3), ("-map_raw", -1.5),
    ])
    func arithmetic(text: String, value: Double) throws {
        #expect(try score(text) == value)
    }

    @Test(arguments: [
        ("abs(dh)", 0.5), ("min(dr, 1, 3)", 1), ("max(dr, 1, 3)", 3), ("sqrt(4)", 2), ("exp(0)", 1), ("log(1)", 0), ("sigmoid(0)", 0.5),
        ("sigmoid(1000)", 1), ("sigmoid(-1000)", 0), ("z(dr)", 0), ("z(dr, prompt)", 0), ("rank(dr)", 0.5), ("quantile(dr, 0.5)", 2),
    ])
    func functions(text: String, value: Double) throws {
        #expect(try score(text) == value)
    }

    @Test(arguments: [
        ("dr > 1", true), ("dr >= 2", true), ("dr < 2", false), ("dr <= 2", true), ("dr == 2", true), ("dr != 2", false),
        ("not dr > 1", false), ("not not dr > 1", true), ("dr > 1 and dh > 0", false), ("dr > 1 or dh > 0", true),
        ("dr > 3 and dh > 0 or dr > 1", true), ("dr > 1 or dr > 1 and dh > 0", true), ("(dr > 1 or dr > 1) and dh > 0", false),
        ("not dr > 3 and dh < 0", true), ("dr - 1 > 0 == (1 == 1)", nil), ("dr + 1 > dr * 1", true),
    ])
    func conditions(text: String, holds: Bool?) throws {
        guard let holds else {
            #expect(throws: ExpressionError.self) { try FilterExpression.parse(text) }
            return
        }
        #expect(try score("if(\(text), 1, 0)") == (holds ? 1 : 0))
    }

    /// None of these crashes: the candidate is left out and counted.
    @Test(arguments: [
        "1/0", "0/0", "-1/0", "log(-1)", "log(0)", "sqrt(-1)", "exp(1000)", "1e300*1e300", "1/(1/0)", "exp(-1/0)", "min(dr, 1/0)",
        "max(0/0, dr)", "sigmoid(1/0)", "0*(1/0)", "if(1/0 > 0, 1, 2)", "if(log(dh) > 0, 1, 0)", "if(not log(dh) > 0, 1, 0)", "z(log(dh))",
        "rank(log(dh))", "quantile(log(dh), 0.5)", "if(dr > 1, 1/0, 1)", "if(1/0 == 1/0, 1, 0)", "if(dr > 3 or 1/0 > 1, 1, 0)",
    ])
    func whatIsNotFiniteLeavesTheCandidateOut(text: String) throws {
        let result = try Selector.select(AnswerTable(margins: [(dr: 2, dh: -0.5)]), by: .of(text))
        #expect(result.pairs.isEmpty)
        #expect(result.withoutPair.map(\.reason) == [.notFinite])
        #expect(result.statistics.leftOut == [.notFinite: 1])
    }

    @Test(arguments: [
        ("if(dr > 1, 1, 1/0)", 1), ("if(dr < 1, log(dh), 3)", 3), ("if(dr > 1 or 1/0 > 1, 5, 6)", 5),
        ("if(log(dh) > 1 and dr > 3, 5, 6)", 6),
        ("if(dh > 0, log(dh), -9)", -9),
    ])
    func branchesNotTakenAndDecidedConditionsAreHarmless(text: String, value: Double) throws {
        #expect(try score(text) == value)
    }

    @Test func randomWithinOneExpressionIsOneNumber() throws {
        #expect(try score("random() - random()") == 0)
        #expect(try score("random") == score("random()"))
    }

    @Test func knowsWhatItReads() throws {
        #expect(try ScoreExpression.parse("map").needsImplicitMargin)
        #expect(try !ScoreExpression.parse("explicit").needsImplicitMargin)
        #expect(try ScoreExpression.parse("dr + quantile(abs(dh), 0.5)").needsImplicitMargin)
        #expect(try ScoreExpression.parse("dr + random()").usesRandom)
        #expect(try ScoreExpression.parse("rank(random())").usesRandom)
        #expect(try !ScoreExpression.parse("map").usesRandom)
        #expect(try FilterExpression.parse("dh > 0").needsImplicitMargin)
        #expect(try FilterExpression.parse("random() < 0.5").usesRandom)
    }

    @Test func presetsAreExpressionsWithNames() throws {
        for preset in ScorePreset.all {
            let named = try ScoreExpression.parse(preset.name)
            let written = try ScoreExpression.parse(preset.expression)
            let table = try SelectionFixture.load().table()
            let left = try Selector.select(table, by: .of(preset.name))
            let right = try Selector.select(table, by: .of(preset.expression))
            #expect(left.pairs == right.pairs)
            #expect(named.needsImplicitMargin == written.needsImplicitMargin)
            #expect(!preset.source.isEmpty)
        }
        #expect(ScorePreset.all.map(\.name) == ["map", "map_raw", "map_rank", "map_quantile", "explicit", "implicit", "random"])
    }
}
