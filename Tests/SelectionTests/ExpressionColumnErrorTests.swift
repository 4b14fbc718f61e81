import Selection
import Testing

/// Names that mean nothing, or something at the other level.
@Suite struct ExpressionColumnErrorTests {
    private static let catalogue = ColumnCatalogue(rewards: ["helpful", "safe-v2"], judges: ["gpt", "claude"])

    private func check(_ error: ExpressionError?, _ carets: String, _ message: String) throws {
        let error = try #require(error)
        #expect(error.message == message)
        #expect(error.rendered.split(separator: "\n", omittingEmptySubsequences: false).last.map { String($0.dropFirst(2)) } == carets)
    }

    @Test(arguments: [
        ("z(dr.helpfull)", "  ^^^^^^^^^^^", "`helpfull` is no reward model: did you mean `dr.helpful`?"),
        ("r_w.safe", "^^^^^^^^", "`safe` is no reward model: there are helpful, safe_v2"),
        ("dr.safe_v", "^^^^^^^^^", "`safe_v` is no reward model: did you mean `dr.safe_v2`?"),
        ("dr.safe-v2", "^^^^^^^", "`safe` is no reward model: there are helpful, safe_v2"),
        ("z(r)", "  ^", "`r` is a column of single responses: write r_w, r_l or dr"),
        (
            "r.helpful + 1", "^^^^^^^^^",
            "`r.helpful` is a column of single responses: write r_w.helpful, r_l.helpful or dr.helpful"
        ),
        ("winrate.gpt", "^^^^^^^^^^^", "`winrate.gpt` is a column of single responses: write winrate_w.gpt, winrate_l.gpt or dwinrate.gpt"),
        ("dwinrate", "^^^^^^^^", "`dwinrate` is there for several judges: write dwinrate.gpt, dwinrate.claude"),
        ("p_judge", "^^^^^^^", "`p_judge` is there for several judges: write p_judge.gpt, p_judge.claude"),
        ("p_judge.gtp", "^^^^^^^^^^^", "`gtp` is no judge with comparisons: did you mean `p_judge.gpt`?"),
        ("dh.dpo2", "^^^^^^^", "`dpo2` is no family of implicit rewards: did you mean `dh.dpo`?"),
        ("lbar_x", "^^^^^^", "`lbar_x` is no column or preset: did you mean `lbar_w`?"),
        ("vote_meen", "^^^^^^^^^", "`vote_meen` is no column or preset: did you mean `vote_mean`?"),
        ("lsc(dr, 0.5)", "^^^", "`lsc` compares a response with the others of its prompt: it has no meaning for pairs"),
        ("z(dr by round)", "        ^^^^^", "after `by` stands one of the words `prompt`, `source`, `tag`, `origin`"),
        ("z(dr by", "     ^^", "after `by` stands one of the words `prompt`, `source`, `tag`, `origin`"),
        ("abs(dr by tag)", "       ^^", "`abs` takes no `by`: abs(x)"),
        ("by", "^^", "`by` stands after the argument of a statistic only, as in z(x by prompt)"),
        ("tag(a.b)", "    ^^^", "`tag` takes a name of letters, digits and `_`: write `_` for any other character"),
        ("tag()", "    ^", "`tag` takes a name of letters, digits and `_`: write `_` for any other character"),
        ("tag(a, b)", "     ^", "`tag` takes no more arguments: tag(NAME)"),
        ("count(dr)", "      ^^", "`count` takes no more arguments: count() or count(by prompt)"),
        ("worst(dr)", "        ^", "`worst` needs more arguments: worst(x, y, ...)"),
        ("lex(dr, dh, dT)", "          ^", "`lex` takes no more arguments: lex(a, b)"),
        ("clip(dr, 0)", "          ^", "`clip` needs more arguments: clip(x, lo, hi)"),
        ("r_max(1)", "^^^^^", "`r_max` is a column: write it without brackets"),
        ("if(tag(math), 1, 0)", "   ^^^^^^^^^", "a condition is needed and this is a number: compare it, as in dr > 0.1"),
    ])
    func inPairs(text: String, carets: String, message: String) throws {
        try check(#expect(throws: ExpressionError.self) { try ScoreExpression.parse(text, in: Self.catalogue) }, carets, message)
    }

    @Test(arguments: [
        ("dr + 1", "^^", "`dr` is a column of pairs: here are single responses, write r"),
        ("r_w.helpful", "^^^^^^^^^^^", "`r_w.helpful` is a column of pairs: here are single responses, write r.helpful"),
        ("len_ratio", "^^^^^^^^^", "`len_ratio` is a column of pairs: here are single responses"),
        ("map", "^^^", "`map` scores pairs: here are single responses"),
        ("lbra", "^^^^", "`lbra` is no column: did you mean `lbar`?"),
        ("lsc(r, dr)", "       ^^", "the second argument of `lsc` is a plain number from 0 to 1"),
        ("quality", "^^^^^^^", "`quality` is no column: there are r, h, l, rho, T, and the columns of docs/features.md"),
        ("if(r, 1, 0)", "   ^", "a condition is needed and this is a number: compare it, as in r > 0.1"),
    ])
    func inResponses(text: String, carets: String, message: String) throws {
        try check(#expect(throws: ExpressionError.self) { try ResponseExpression.parse(text, in: Self.catalogue) }, carets, message)
    }

    @Test func aRunWithoutNamesSaysSo() throws {
        func message(_ text: String, _ catalogue: ColumnCatalogue = .plain) -> String? {
            #expect(throws: ExpressionError.self) { try ScoreExpression.parse(text, in: catalogue) }?.message
        }
        #expect(message("dr.rm") == "`rm` is no reward model: this run names none")
        #expect(message("vote_mean") == "`vote_mean` is taken over the run's reward models, and none has a name here")
        #expect(message("p_judge") == "`p_judge` comes from a judge's comparisons, and this run has no judge")
        let one = ColumnCatalogue(rewards: ["rm"])
        #expect(message("r_variance", one) == "`r_variance` needs two reward models or more, and this run has 1 by name")
        let twins = ColumnCatalogue(rewards: ["a-b", "a.b"])
        #expect(message("dr.a_b", twins) == "`a_b` is the written name of more than one reward model: rename one of them")
        let long = String(repeating: "a", count: 100)
        #expect(message("dr." + long, one) == "this is no reward model: there are rm")
    }

    @Test func namesWithOddCharactersAreWrittenWithUnderscores() throws {
        #expect(ColumnCatalogue.written("Skywork/RM v0.2é") == "Skywork_RM_v0_2_")
        let catalogue = ColumnCatalogue(rewards: ["7b/RM"], judges: ["é"])
        #expect(try ScoreExpression.parse("dr.7b_RM", in: catalogue).requiredColumns == ["r.7b_RM"])
        #expect(try ScoreExpression.parse("p_judge", in: catalogue).needsPreferences("_"))
    }
}
