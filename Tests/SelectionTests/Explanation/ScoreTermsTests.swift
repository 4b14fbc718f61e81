import Testing

@testable import Selection

@Suite struct ScoreTermsTests {
    @Test(arguments: [
        ("dr", ["dr"]),
        ("map", ["z(dr)", "-z(abs(dh))"]),
        ("z(dr) - 2.5*z(abs(dh))", ["z(dr)", "-2.5*z(abs(dh))"]),
        ("dr - (dh - 1)", ["dr", "-dh", "1"]),
        ("-map", ["-z(dr)", "z(abs(dh))"]),
        ("--dr + -(-dh)", ["dr", "dh"]),
        ("0.5*map", ["0.5*z(dr)", "-0.5*z(abs(dh))"]),
        ("map*-2/4 + 1", ["-0.5*z(dr)", "0.5*z(abs(dh))", "1"]),
        ("map - 0.1*z(dr)", ["z(dr)", "-z(abs(dh))", "-0.1*z(dr)"]),
        ("dr*dh", ["dr*dh"]),
        ("dr*(dh + 1) - 1/dr", ["dr*(dh + 1)", "-1/dr"]),
        ("if(dr > 1 and not dh == 2, dr - 1, dh)", ["if(dr > 1 and not dh == 2, dr - 1, dh)"]),
        ("min(dr, dh, 3) + max(random(), 1)", ["min(min(dr, dh), 3)", "max(random(), 1)"]),
        ("z(dr, prompt) - z(rank(dh), quantile)", ["z(dr, prompt)", "-z(rank(dh), quantile)"]),
        ("dr - quantile(dr, 0.50)", ["dr", "-quantile(dr, 0.5)"]),
        ("0*(dr + dh)", ["0*(dr + dh)"]),
        ("(dr + dh)/0", ["(dr + dh)/0"]),
        ("map_rank", ["rank(dr)", "-rank(abs(dh))"]),
        ("dr - dh - (1 - dr)/2", ["dr", "-dh", "-0.5*1", "0.5*dr"]),
    ])
    func aSumIsTakenApart(score: String, terms: [String]) throws {
        #expect(try ScoreExpression.parse(score).program.terms.map(\.text) == terms)
    }

    @Test func numbersAreConstant() throws {
        let terms = try ScoreExpression.parse("1 + quantile(dr, 0.5) + rank(dr) + random() - z(dh)").program.terms
        #expect(terms.map(\.isConstant) == [true, true, false, false, false])
    }

    @Test(arguments: [
        ("map", true), ("dr", false), ("z(dr, prompt)", false), ("z(dr) + rank(dh)", true), ("rank(z(dr))", false),
        ("z(z(dr) + dh)", false),
        ("z(abs(dh)) - z(dr, quantile)", true), ("quantile(log(rank(z(dr))), 0.5) + z(dh)", false),
    ])
    func promptsCanWeighOnceUnlessScoresNest(score: String, canWeigh: Bool) throws {
        #expect(try ScoreExpression.parse(score).program.canWeighPromptsOnce == canWeigh)
    }

    /// As long as an expression may be: one term after the other, without running out of stack.
    @Test func longSumsAreTakenApart() throws {
        let sum = try ScoreExpression.parse("dr" + String(repeating: "+1", count: 2047)).program
        #expect(sum.terms.count == 2048)
        let signs = try ScoreExpression.parse(String(repeating: "-", count: 4093) + "dr").program
        #expect(signs.terms.map(\.text) == ["-dr"])
        let product = try ScoreExpression.parse("dr" + String(repeating: "*2", count: 2047)).program
        #expect(product.terms.count == 1)
    }
}
