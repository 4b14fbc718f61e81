import Inference
import JSONCursor
import Scheduling
import Testing

@Suite struct NumericRuleTests {
    /// What is right, what is wrong and what is no answer, in one number each.
    private static let scores = RuleScores(right: 1, wrong: 0, missing: -1)

    private func score(_ response: String, _ answer: String, _ tolerance: NumericTolerance = NumericTolerance()) async throws -> Double {
        let rule = try RuleReward(.numeric(tolerance), scores: Self.scores)
        let metadata = Array(#"{"answer":\#(answer)}"#.utf8)
        return try await rule.rewards(RewardRequest(messages: [], responses: [response], metadata: metadata))[0].score
    }

    @Test(arguments: [
        // The last number of a plain answer.
        ("The sum is 8.", "8"), ("8", "\"8\""), ("First 3, then 5, so 8 in all.", "8"), ("It costs $1,234.50 today", "1234.5"),
        ("He has 1,234,567 of them", "1234567"), ("about .5 of it", "0.5"), ("x = -7", "-7"), ("x = \u{2212}7", "-7"), ("it is +3", "3"),
        ("between 3\u{2013}5", "5"), ("- 5 apples", "5"), ("**42**", "42"), ("`42`", "42"), ("The answer is 42 (forty-two).", "42"),
        ("答案是42。", "42"), ("４２", "42"), ("10\u{202F}000 m", "10000"), ("12 o'clock on x1 and H2O", "12"),
        // Fractions and mixed numbers.
        ("that is 3/4", "0.75"), ("that is 3/4", "\"3/4\""), ("6/8 of it", "\"3/4\""), ("1 1/2 cups", "1.5"), ("½ cup", "0.5"),
        ("2½ cups", "2.5"), ("-1/2", "-0.5"), ("3 / 4", "0.75"), ("\\frac{3}{4}", "0.75"), ("\\dfrac34", "\"3/4\""),
        ("1\\frac{1}{2}", "1.5"), ("-\\frac{1}{2}", "\"-1/2\""), ("\\frac{1,000}{4}", "250"),
        // Percentages.
        ("that is 50%", "50"), ("that is 50%", "0.5"), ("that is 50\\%", "\"50%\""), ("0.5", "\"50%\""), ("12.5 percent", "0.125"),
        ("50", "\"50\\\\%\""),
        // Powers of ten.
        ("6.02e23", "6.02e23"), ("1.5E-3", "0.0015"), ("3 \\times 10^{5}", "300000"), ("3×10^5", "300000"), ("2.5 * 10^-3", "0.0025"),
        ("3 x 10^5 m", "300000"), ("2^{10}", "1024"), ("10**3", "1000"),
        // A marked answer goes before any number.
        ("\\boxed{42} because 6 times 7", "42"), ("\\boxed{41}, no, \\boxed{42}. Checked 3 times.", "42"),
        ("$\\boxed{\\frac{1}{2}}$", "0.5"),
        ("\\boxed{\\text{42}}", "42"), ("\\boxed{42\\text{ apples}}", "42"), ("\\boxed{x = 42}", "42"), ("\\boxed{5 \\text{ m}^2}", "5"),
        ("\\boxed{\\$1{,}000}", "1000"), ("\\boxed{10\\,000}", "10000"), ("\\boxed{45^\\circ}", "45"), ("\\boxed 42 and 7", "42"),
        ("\\boxed{\\left( 42 \\right)}", "\"42\""), ("\\fbox{42} 7", "42"), ("\\boxed{\\mathrm{Total}: 42}", "42"),
        ("So 6*7.\n#### 42\nDone in 2 steps.", "42"), ("#### $1,250.00", "1250"), ("####42", "\"6*7=<<6*7=42>>42\\n#### 42\""),
        ("The answer is 8", "\"3 + 5 = \\\\boxed{8}\""),
        // Reasoning does not count.
        ("<think>maybe 9</think>8", "8"), ("maybe 9</think>It is 8", "8"), ("<think>1</think>2<think>3</think>8", "8"),
    ])
    func theseAreRight(response: String, answer: String) async throws {
        #expect(try await score(response, answer) == 1)
    }

    @Test(arguments: [
        ("8.1", "8"), ("-8", "8"), ("8", "-8"), ("1,234", "1"), ("\\boxed{9} but 8", "8"), ("#### 9\n8", "8"), ("50%", "5"),
        ("0.33", "\"1/3\""),
        ("\\boxed{\\sqrt{2}}", "2"), ("\\boxed{2\\pi}", "2"), ("\\boxed{2x}", "2"), ("\\boxed{x + 2}", "2"), ("\\boxed{3, 5}", "5"),
        ("\\boxed{(3, 5)}", "5"), ("\\boxed{x > 5}", "5"), ("\\boxed{\\frac{x}{2}}", "2"), ("\\boxed{no solution}", "0"),
        ("\\boxed{\\text{2 or 3}}", "3"), ("1000001", "1000000"), ("8 or rather 9", "8"), ("3-5", "-5"), ("3 - 5", "-5"),
        ("1/0 and 7/2", "0"),
    ])
    func theseAreWrong(response: String, answer: String) async throws {
        #expect(try await score(response, answer) == 0)
    }

    @Test(arguments: [
        "", "I do not know.", "see x1 or H2O", "on 12/25/2024", "<think>it is 8", "\\boxed{}", "1/0", "a_1", "1e999", "####", "\u{202E}",
        "\\sqrt{x}", "-", "...", "%", "\\boxed{8",
    ])
    func theseAnswerNothing(response: String) async throws {
        #expect(try await score(response, "8") == -1)
    }

    @Test func toleranceIsAbsoluteOrRelativeToWhatIsExpected() async throws {
        #expect(try await score("0.333", "\"1/3\"", NumericTolerance(absolute: 1e-3)) == 1)
        #expect(try await score("990", "1000", NumericTolerance(absolute: 0, relative: 0.01)) == 1)
        #expect(try await score("989", "1000", NumericTolerance(absolute: 0, relative: 0.01)) == 0)
        #expect(try await score("0.1", "0.1", NumericTolerance(absolute: 0)) == 1)
    }

    @Test(arguments: ["\"x + 1\"", "\"3 or 5\"", "[8, \"two\"]", "\"\\\\boxed{\\\\pi}\"", "true"])
    func anExpectedAnswerThatIsNoNumberIsRejected(answer: String) async throws {
        do {
            _ = try await score("8", answer)
            Issue.record("there was a score")
        } catch let error as BackendError {
            #expect(error.failure == .rejected)
            #expect(error.message.contains("answer is no single number"))
        }
    }

    @Test func whateverAModelWritesIsRead() async throws {
        // Nothing to compare with: it must end, and not go down.
        for piece in [
            "\\", "{", "}", "\\boxed{", "\\frac{", "\\frac", "-", "1,", "1e", "1/", "^", "10^{", "####", "\u{0301}", "½", "\\text{",
        ] {
            _ = try await score(String(repeating: piece, count: 300), "8")
            _ = try await score(String(repeating: piece + "1", count: 300), "8")
        }
    }
}
