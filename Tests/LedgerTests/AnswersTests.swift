import GRDB
import Selection
import Testing

@testable import Ledger

/// What a selection reads, against joins written out in SQL.
@Suite struct AnswersTests {
    @Test(arguments: [UInt64](1...12))
    func answersAreThoseOfTheJoin(_ seed: UInt64) throws {
        let book = try Self.book(seed)
        for round in 1...2 {
            for truncated in [false, true] {
                let query = Self.query(round: round, excludesTruncated: truncated)
                let answers = try book.ledger.answers(query)
                #expect(Self.lines(answers) == (try book.all(Self.join(round, truncated))))
                #expect(answers.responses == (try book.ledger.responseFunnel(query)))
                #expect(answers.responses.usable == answers.responseIDs.count)
            }
        }
    }

    @Test func equalTextsOfAPromptShareTheFirstOnesNumber() throws {
        let book = try Book(prompts: 1)
        for (sample, text) in ["a", "b", "a", " a", "b", "A", "a\u{301}", "\u{E1}"].enumerated() {
            try book.respond(1, [sample], text: text)
        }
        try book.ledger.commit((1...8).flatMap { [Book.reward($0), Book.logprob($0), Book.logprob($0, model: "base")] }, round: 1)
        #expect(try book.ledger.answers(Self.query(round: 1)).table.textIdentities == [0, 1, 0, 3, 1, 5, 6, 7])
    }

    @Test func blankTextsAreNoAnswers() throws {
        let book = try Book(prompts: 1)
        let texts = ["", " ", "\t\n\u{B}\u{C}\r ", "\u{A0}", "\u{8}", " x"]
        for (sample, text) in texts.enumerated() { try book.respond(1, [sample], text: text) }
        try book.ledger.commit((1...6).flatMap { [Book.reward($0), Book.logprob($0), Book.logprob($0, model: "base")] }, round: 1)
        let answers = try book.ledger.answers(Self.query(round: 1))
        #expect(answers.responseIDs == [4, 5, 6])
        #expect(try book.all("SELECT id FROM response WHERE \(Ledger.hasText.replacing("r.", with: ""))") == ["4", "5", "6"])
    }

    /// Two rounds whose responses come in any order, some blank, cut off, without a reward or a log-prob, or with several.
    private static func book(_ seed: UInt64) throws -> Book {
        var state = seed
        func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let book = try Book(prompts: 9)
        try book.plan(2)
        var wanted = (1...2).flatMap { round in (1...9).flatMap { prompt in (0..<4).map { (round, Int64(prompt), $0) } } }
        var response: Int64 = 0
        while !wanted.isEmpty {
            // Mostly the first round first; the last of it may come late.
            let (round, prompt, sample) = wanted.remove(at: below(min(30, wanted.count)))
            if below(8) == 0 { continue }
            var fact = Book.response(prompt, sample, text: ["same", "other", " \n", "answer \(sample)"][below(4)])
            if below(4) == 0 { fact.finishReason = "length" }
            try book.ledger.commit([.response(fact)], round: round)
            response += 1
            var facts: [Fact] = []
            for name in ["rm", "second"] where below(6) > 0 { facts.append(Book.reward(response, Double(below(9)), name: name)) }
            for model in ["policy", "base"] {
                for source in [LogprobSource.imported, .given, .sampled] where below(3) > 0 {
                    facts.append(Book.logprob(response, -Double(below(90)), model: model, source: source))
                }
            }
            try book.ledger.commit(facts, round: round)
        }
        return book
    }

    private static func query(round: Int, excludesTruncated: Bool = false) -> AnswerQuery {
        AnswerQuery(
            round: round,
            samples: 4,
            reward: "rm",
            policy: "policy",
            reference: "base",
            weightVersion: "",
            sources: [.given, .imported],
            excludesTruncated: excludesTruncated
        )
    }

    /// One line a usable response: position, id, sample, reward, tokens and both log-probs.
    private static func lines(_ answers: AnswerSet) -> [String] {
        (0..<answers.table.promptCount).flatMap { prompt in
            answers.table.answers(of: prompt).map { index in
                let table = answers.table
                let numbers = [
                    table.rewards[index], Double(table.tokens[index]), table.policyLogprobs[index], table.referenceLogprobs[index],
                ]
                let place = "\(answers.prompts[prompt].position)|\(answers.responseIDs[index])|\(table.samples[index])"
                return place + numbers.map { "|\($0)" }.joined()
            }
        }
    }

    private static func join(_ round: Int, _ excludesTruncated: Bool) -> String {
        func logprob(_ column: String, _ model: String) -> String {
            """
            (SELECT \(column) FROM v_logprob l WHERE l.response_id = r.id AND l.model = '\(model)' AND l.source IN ('given', 'imported')
                ORDER BY l.source = 'imported' LIMIT 1)
            """
        }
        return """
            SELECT r.position, r.id, r.sample, w.score, cast(\(logprob("tokens", "policy")) AS REAL),
                \(logprob("sum", "policy")) AS policy, \(logprob("sum", "base")) AS reference
            FROM v_response r JOIN v_reward w ON w.response_id = r.id AND w.name = 'rm'
            WHERE r.round = \(round) AND trim(r.text, char(32, 10)) <> '' AND policy IS NOT NULL AND reference IS NOT NULL
                \(excludesTruncated ? "AND r.finish_reason <> 'length'" : "")
            ORDER BY r.position, r.sample
            """
    }
}
