import Testing

@testable import Selection

@Suite struct ExpressionNeedsTests {
    private static let catalogue = ColumnCatalogue(rewards: ["a", "b"], judges: ["j"])

    private func score(_ text: String) throws -> ScoreExpression { try ScoreExpression.parse(text, in: Self.catalogue) }

    @Test func presetsNeedWhatTheyAlwaysDid() throws {
        for (name, needsDh) in [("map", true), ("explicit", false), ("implicit", true), ("random", false), ("map_rank", true)] {
            let score = try score(name)
            #expect(score.needsImplicitMargin == needsDh)
            #expect(score.requiredColumns == [])
            #expect(score.needsPolicyLogprobs(.meanLogprob) == needsDh && !score.needsReferenceLogprobs(.meanLogprob))
            #expect(score.needsReferenceLogprobs(.dpo) == needsDh)
        }
    }

    @Test(arguments: [
        ("dr.a + r_w.b", ["r.a", "r.b"]), ("vote_mean", ["r.a", "r.b"]), ("r_variance", ["r.a", "r.b"]),
        ("dchars*tag(safety) + meta(difficulty)", ["chars", "tag:safety", "meta:difficulty"]),
        ("rank(on_policy_w) + z(dage by tag) + lex(dtruncated, drefusal)", ["on_policy", "age", "truncated", "refusal"]),
        ("dr + r_max + len_ratio + tie", []),
    ])
    func columnsAreNamed(text: String, columns: [String]) throws {
        #expect(try score(text).requiredColumns == Set(columns))
    }

    @Test func otherFactsAreNamed() throws {
        #expect(try score("sim + text_sim").needs.vectors == ["embedding", "text"])
        #expect(try score("dborda.j - p_judge").needs.preferences == ["j"])
        #expect(try score("same_source + z(dr by tag) + rank(dr by prompt)").needs.groups == [.source, .tag])
        #expect(try score("flip_loss").needsReferenceLogprobs(.meanLogprob) && !score("flip_loss").needsPolicyLogprobs(.meanLogprob))
        #expect(try score("dkl").needsReferenceLogprobs(.meanLogprob) && score("dkl").needsPolicyLogprobs(.meanLogprob))
        #expect(try score("dh.dpo").needsReferenceLogprobs(.meanLogprob) && !score("dh.dpo").needsImplicitMargin)
        #expect(try score("lbar_w").needsPolicyLogprobs(.meanLogprob) && !score("lbar_w").needsReferenceLogprobs(.meanLogprob))
        let both = try score("sim").needs.union(score("dr.a").needs)
        #expect(both.vectors == ["embedding"] && both.requiredColumns == ["r.a"])
    }

    @Test(arguments: [
        ("dr.a", "`r.a`"), ("vote_sd", "`r.a`"), ("dchars", "`chars`"), ("sim", "vectors `embedding`"),
        ("dwinrate.j", "comparisons of the judge `j`"), ("same_source", "groups by source"), ("z(dr by tag)", "groups by tag"),
        ("rank(dr by origin)", "groups by origin"),
    ])
    func whatATableLacksIsSaid(text: String, what: String) throws {
        let table = AnswerTable(margins: [(dr: 1, dh: 0)])
        let spec = SelectionSpec(
            pairing: .allPairs,
            implicitReward: .meanLogprob,
            score: try score(text),
            keep: .ratio(1),
            runSeed: 1,
            round: 1
        )
        let error = try #require(throws: SelectionError.self) { try Selector.select(table, by: spec) }
        #expect(error.description.hasPrefix("the selection's expressions read \(what), which these responses do not have: "))
        // And without the check, nothing crashes: such a column has no value.
        let pairs = CandidatePairs.all(of: table)
        let values = ColumnEvaluator(pairs: pairs, columns: PairColumns(table, spec: spec)).evaluate(spec.score.program).values
        #expect(values.count == 1)
    }

    @Test func columnsOfAnotherLengthAreRefused() throws {
        var table = AnswerTable(margins: [(dr: 1, dh: 0)])
        table.responseColumns["chars"] = [1]
        table.promptColumns["meta:level"] = [1, 2]
        table.vectors["text"] = VectorTable(dimension: 2)
        table.responseGroups["source"] = []
        var short = PreferenceTable()
        short.append([0], responses: 1)
        table.preferences["j"] = short
        let evaluator = ResponseEvaluator(table, implicitReward: .meanLogprob, runSeed: 1, round: 1)
        for text in ["chars", "meta(level)", "z(r by source)", "winrate.j"] {
            let expression = try ResponseExpression.parse(text, in: Self.catalogue)
            #expect(throws: SelectionError.self, Comment(rawValue: text)) { try evaluator.values(of: expression) }
        }
        #expect(throws: SelectionError.self) { try table.check(try score("text_sim").needs) }
    }

    @Test func tagsAndMetadataMayBeMissing() throws {
        let table = AnswerTable(margins: [(dr: 1, dh: 0), (dr: 2, dh: 0)])
        #expect(try Selector.select(table, by: .of("dr + tag(none)")).pairs.map(\.score) == [1, 2])
        #expect(try Selector.select(table, by: .of("dr + meta(none)")).pairs.isEmpty)
    }

    @Test func nearTiesAreThePairingsToSay() throws {
        let table = AnswerTable(margins: [(dr: 1, dh: 0), (dr: 2, dh: 0)])
        let pairs = CandidatePairs.all(of: table)
        var evaluator = ColumnEvaluator(pairs: pairs, columns: PairColumns(table, spec: try .of("tie")))
        let tie = try score("tie").program
        #expect(evaluator.evaluate(tie).values == [0, 0])
        evaluator.isTie = [true, false]
        #expect(evaluator.evaluate(tie).values == [1, 0])
        #expect(evaluator.at([1]).evaluate(tie).values == [0])
    }
}
