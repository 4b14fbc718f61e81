import Testing

@testable import Selection

/// Statistics over responses against numbers computed by hand.
@Suite struct ExpressionStatisticsTests {
    /// Two prompts: rewards 1, 3 and 2, 2, 8; sources a b, a a b; the prompts have different tags and one origin.
    private func table() -> AnswerTable {
        var table = AnswerTable([
            [Answer(reward: 1, tokens: 2, policy: -4), Answer(reward: 3, tokens: 4, policy: -2)],
            [Answer(reward: 2, policy: -1), Answer(reward: 2, policy: -2), Answer(reward: 8, policy: -4)],
        ])
        table.responseColumns["r.a"] = [1, 2, 3, 4, 5]
        table.responseColumns["r.b"] = [5, 5, 1, 1, 1]
        table.responseColumns["chars"] = [7, 7, 7, 5, 5]
        table.responseGroups["source"] = [4, 9, 4, 4, 9]
        table.promptGroups["tag"] = [1, 2]
        table.promptGroups["origin"] = [0, 0]
        table.promptColumns["tag:math"] = [1, 0]
        table.promptColumns["meta:level"] = [3, .nan]
        return table
    }

    private func values(_ text: String) throws -> [Double] {
        let expression = try ResponseExpression.parse(text, in: ColumnCatalogue(rewards: ["a", "b"]))
        return try ResponseEvaluator(table(), implicitReward: .meanLogprob, runSeed: 1, round: 1).values(of: expression)
    }

    private static let nan = Double.nan

    private static let cases: [(text: String, expected: [Double])] = [
        ("mean(r)", [3.2, 3.2, 3.2, 3.2, 3.2]),
        ("mean(r by prompt)", [2, 2, 4, 4, 4]),
        ("mean(r by source)", [1.6666666666666667, 5.5, 1.6666666666666667, 1.6666666666666667, 5.5]),
        ("mean(r by tag)", [2, 2, 4, 4, 4]),
        ("mean(r by origin)", [3.2, 3.2, 3.2, 3.2, 3.2]),
        ("sd(r by prompt)", [1, 1, 2.8284271247461903, 2.8284271247461903, 2.8284271247461903]),
        ("sd(r_max by prompt)", [0, 0, 0, 0, 0]),
        ("z(r by prompt)", [-1, 1, -0.7071067811865476, -0.7071067811865476, 1.4142135623730951]),
        ("z(n by prompt)", [0, 0, 0, 0, 0]),
        ("rank(r by prompt)", [0, 1, 0.25, 0.25, 1]),
        ("rank(r by source)", [0, 0, 0.75, 0.75, 1]),
        ("quantile(r, 0.5 by prompt)", [2, 2, 2, 2, 2]),
        ("quantile(r, 1 by tag)", [3, 3, 8, 8, 8]),
        ("count()", [5, 5, 5, 5, 5]),
        ("count(by prompt)", [2, 2, 3, 3, 3]),
        ("count(by source)", [3, 2, 3, 3, 2]),
        ("clip(r, 1.5, 2.5)", [1.5, 2.5, 2, 2, 2.5]),
        ("sign(r - 2)", [-1, 1, 0, 0, 1]),
        // Means 3 and 2.6: b for all, though a is the smaller one of three responses.
        ("worst(r.a, r.b)", [5, 5, 1, 1, 1]),
        ("worst(r.b, r.a + 10)", [5, 5, 1, 1, 1]),
        // Equal means: the earlier.
        ("worst(r.a, 6 - r.a)", [1, 2, 3, 4, 5]),
        // Dense ranks of chars 1 1 1 0 0; of r 0 2 1 1 3, four different ones.
        ("lex(chars, r)", [4, 6, 5, 1, 3]),
        ("lex(r, chars)", [1, 5, 3, 2, 6]),
        ("tag(math)", [1, 1, 0, 0, 0]),
        ("tag(other)", [0, 0, 0, 0, 0]),
        ("meta(level)", [3, 3, nan, nan, nan]),
        ("meta(other)", [nan, nan, nan, nan, nan]),
        ("lbar", [-2, -0.5, -1, -2, -4]),
        ("a_dts", [2, 2, 6, 6, 6]),
        ("pass_rate", [1, 1, 1, 1, 1]),
        // Variances of (1, 5) and so on are 4 2.25 1 2.25 4.
        ("r_variance", [3.125, 3.125, 2.4166666666666665, 2.4166666666666665, 2.4166666666666665]),
    ]

    @Test(arguments: cases)
    func haveTheirValues(text: String, expected: [Double]) throws {
        let values = try values(text)
        #expect(values.count == expected.count)
        for (value, expected) in zip(values, expected) {
            #expect(expected.isNaN ? value.isNaN : agrees(value, expected), Comment(rawValue: "\(values)"))
        }
    }

    @Test func lscIsTheLogOfTheProbabilityOfBeatingTheQuantile() throws {
        let values = try values("lsc(r, 0.5)")
        // log sigmoid of -1, 1, 0, 0, 6.
        let expected: [Double] = [-1.3132616875182228, -0.31326168751822286, -0.6931471805599453, -0.6931471805599453, -0.00247568513773]
        for (value, expected) in zip(values, expected) { #expect(agrees(value, expected)) }
        #expect(try self.values("lsc(1e4*r, 0.5)").map { $0.rounded() } == [-10000, 0, -1, -1, 0])
    }

    @Test func otherPromptsDoNotTouchAGroup() throws {
        var table = table()
        let expression = try ResponseExpression.parse("z(r by prompt) + rank(r by prompt)")
        let before = try ResponseEvaluator(table, implicitReward: .meanLogprob, runSeed: 1, round: 1).values(of: expression)
        table.beginPrompt(hash: 9)
        table.append(sample: 0, reward: 1e9, tokens: 1, policyLogprob: nil, referenceLogprob: nil, textIdentity: 0)
        let after = try ResponseEvaluator(table, implicitReward: .meanLogprob, runSeed: 1, round: 1).values(of: expression)
        #expect(after == before + [0.5])
    }

    @Test func chanceBelongsToTheResponse() throws {
        let first = try values("random()")
        #expect(Set(first).count == 5 && first.allSatisfy { $0 >= 0 && $0 < 1 })
        #expect(try values("random") == first)
        #expect(try values("random() - random()") == [0, 0, 0, 0, 0])
    }

    @Test func conditionsHoldOrHaveNoValue() throws {
        let condition = try ResponseCondition.parse("meta(level) > 1 and r > 1")
        let holds = try ResponseEvaluator(table(), implicitReward: .meanLogprob, runSeed: 1, round: 1).values(of: condition)
        #expect(holds == [false, true, nil, nil, nil])
        #expect(throws: ExpressionError.self) { try ResponseCondition.parse("r") }
    }
}
