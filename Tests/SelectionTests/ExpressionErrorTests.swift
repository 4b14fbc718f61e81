import Selection
import Testing

@Suite struct ExpressionErrorTests {
    private static let names =
        "dr, dh, map, map_raw, map_rank, map_quantile, explicit, implicit, random, and the columns of docs/features.md"
    private static let scopes =
        "only the words `prompt` and `quantile` can stand here: z(x, prompt) weighs every prompt once, z(x, quantile) measures by the quartiles"

    @Test(arguments: [
        // The faulty part is what stands between the second line's carets.
        ("z(dr) - z(abs(dhh))", "              ^^^", "`dhh` is no column or preset: did you mean `dh`?"),
        ("z(DR)", "  ^^", "`DR` is no column or preset: did you mean `dr`?"),
        ("impliict", "^^^^^^^^", "`impliict` is no column or preset: did you mean `implicit`?"),
        ("sigmiod(dr)", "^^^^^^^", "`sigmiod` is no function: did you mean `sigmoid`?"),
        ("reward", "^^^^^^", "`reward` is no column or preset: there are \(Self.names)"),
        ("", "^", "the text is empty"),
        ("   ", "^", "the text is empty"),
        ("dr -", "   ^", "the text ends here, where a value is still expected"),
        ("z(dr", " ^", "this bracket is never closed"),
        ("(dr + 1", "^", "this bracket is never closed"),
        ("dr) + 1", "  ^", "this bracket was never opened"),
        ("dr dh", "   ^^", "an operator is missing before this"),
        ("(dr dh)", "    ^^", "an operator or `)` is missing before this"),
        ("dr + * 2", "     ^", "a value is expected here, not `*`"),
        ("+dr", "^", "a value is expected here, not `+`"),
        ("abs()", "    ^", "a value is expected here, not `)`"),
        ("abs(dr, dh)", "      ^", "`abs` takes no more arguments: abs(x)"),
        ("if(dr > 1, 2)", "            ^", "`if` needs more arguments: if(condition, x, y)"),
        ("min(dr)", "      ^", "`min` needs more arguments: min(x, y, ...)"),
        ("random(1)", "       ^", "`random` takes no more arguments: random()"),
        ("z", "^", "`z` is a function: write z(x) or z(x, prompt) or z(x, quantile) or z(x by prompt)"),
        ("dr(1)", "^^", "`dr` is a column: write it without brackets"),
        ("map(1)", "^^^", "`map` is a preset: write it without brackets"),
        ("z(dr, round)", "      ^^^^^", Self.scopes),
        ("prompt", "^^^^^^", "`prompt` stands in z(x, prompt) and after `by` only"),
        ("quantile(dr, 1.5)", "             ^^^", "the second argument of `quantile` is a plain number from 0 to 1"),
        ("quantile(dr, dh)", "             ^^", "the second argument of `quantile` is a plain number from 0 to 1"),
        ("dr > 1", "^^^^^^", "a number is needed and this is a condition: write if(condition, 1, 0)"),
        ("(dr > 1) * 2", "^^^^^^^^", "a number is needed and this is a condition: write if(condition, 1, 0)"),
        ("-(dr > 1)", " ^^^^^^^^", "a number is needed and this is a condition: write if(condition, 1, 0)"),
        ("if(dr, 1, 2)", "   ^^", "a condition is needed and this is a number: compare it, as in dr > 0.1"),
        ("if(not dr, 1, 2)", "       ^^", "a condition is needed and this is a number: compare it, as in dr > 0.1"),
        ("if(0 < dr < 1, 1, 2)", "          ^", "comparisons do not chain: write x < y and y < z"),
        ("if(1 + not dr > 1, 1, 2)", "       ^^^", "`not` stands before a condition: put brackets round both"),
        ("if(and, 1, 2)", "   ^^^", "`and` stands between two conditions"),
        ("dr ^ 2", "   ^", "`^` means nothing here: write x*x for a square"),
        ("if(dr = 1, 1, 2)", "      ^", "`=` means nothing here: write `==`"),
        ("if(dr > 1 && dh > 1, 1, 2)", "          ^", "`&` means nothing here: write `and`"),
        ("z(dr) - z(|dh|)", "          ^", "`|` means nothing here: write `or`, or abs(x) for a magnitude"),
        ("z(dr) \u{2212} z(dh)", "      ^", "the character U+2212 means nothing here: write `-`"),
        ("dr \u{1B}[31m", "   ^", "the character U+001B means nothing here"),
        ("1.2.3 + dr", "^^^^^", "`1.2.3` is no number"),
        ("2dr", "^^^", "`2dr` is no number"),
        ("3. + 1", "^^", "`3.` is no number"),
        ("1e + 1", "^^", "`1e` is no number"),
        ("1e999", "^^^^^", "`1e999` is too large a number"),
    ])
    func faultsAreNamedAndMarked(text: String, carets: String, message: String) throws {
        let error = try #require(throws: ExpressionError.self) { try ScoreExpression.parse(text) }
        let lines = error.rendered.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(error.message == message)
        try #require(lines.count == 3)
        #expect(lines[2] == "  " + carets)
    }

    @Test func renderingIsThreeLines() throws {
        let error = try #require(throws: ExpressionError.self) { try ScoreExpression.parse("z(dr) - z(abs(dhh))") }
        #expect(
            error.rendered == """
                `dhh` is no column or preset: did you mean `dh`?
                  z(dr) - z(abs(dhh))
                                ^^^
                """
        )
        #expect("\(error)" == error.rendered)
        #expect(error.suggestion == "dh")
        #expect(error.position == 14)
        #expect(error.text == "z(dr) - z(abs(dhh))")
    }

    @Test func renderingKeepsControlCharactersFromTheTerminal() throws {
        let error = try #require(throws: ExpressionError.self) {
            try ScoreExpression.parse("dr\n\t+ x \u{1B}]0;title\u{7} \u{202E}\u{1F600}")
        }
        #expect(
            error.rendered == """
                the character U+001B means nothing here
                  dr  + x ?]0;title? ??
                          ^
                """
        )
    }

    @Test func filtersAreConditions() throws {
        let error = try #require(throws: ExpressionError.self) { try FilterExpression.parse("dr - 1") }
        #expect(error.message == "a condition is needed and this is a number: compare it, as in dr > 0.1")
        #expect(error.range == 0..<6)
    }

    @Test func textsAndNestingAreBounded() throws {
        let deep = String(repeating: "(", count: 64) + "dr" + String(repeating: ")", count: 64)
        #expect(throws: Never.self) { try ScoreExpression.parse(deep) }
        let deeper = try #require(throws: ExpressionError.self) { try ScoreExpression.parse("(" + deep + ")") }
        #expect(deeper.message == "brackets are nested more than 64 deep")
        #expect(deeper.position == 64)
        // Side by side is not inside one another.
        let flat = [String](repeating: "(abs(dr))", count: 100).joined(separator: "+")
        #expect(throws: Never.self) { try ScoreExpression.parse(flat) }

        let long = "dr" + String(repeating: "+1", count: 2047)
        let table = AnswerTable(margins: [(dr: 2, dh: 0)])
        #expect(try Selector.select(table, by: .of(long)).pairs.first?.score == 2049)
        let longer = try #require(throws: ExpressionError.self) { try ScoreExpression.parse(long + "+") }
        #expect(longer.message == "the text is longer than 4096 characters")
        #expect(longer.position == 4096)
        let signs = String(repeating: "-", count: 4094) + "dr"
        #expect(try Selector.select(table, by: .of(signs)).pairs.first?.score == 2)
    }

    @Test func longNamesAreNotRepeated() throws {
        let error = try #require(throws: ExpressionError.self) { try ScoreExpression.parse(String(repeating: "a", count: 100)) }
        #expect(error.message == "this is no column or preset: there are \(Self.names)")
    }
}
