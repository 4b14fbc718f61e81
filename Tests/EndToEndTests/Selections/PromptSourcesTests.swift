import Foundation
import TestSupport
import Testing

@Suite("Prompts of several sources")
struct PromptSourcesTests {
    private static func place() throws -> Workplace {
        let place = try Workplace()
        let math = (0..<120).map {
            #"{"question":"What is \#($0) plus \#($0)?","uid":"m\#($0)","answer":"\#(2 * $0)","difficulty":\#(Double($0) / 120)}"#
        }
        let chat = (0..<60).map {
            #"{"prompt":"Tell me about topic \#($0).","tags":["\#($0 % 2 == 0 ? "even" : "odd")"],"difficulty":0.5}"#
        }
        let again = (0..<10).map { #"{"prompt":"What is \#($0) plus \#($0)?","difficulty":7}"# }
        try place.write("math.jsonl", math.joined(separator: "\n") + "\n")
        try place.write("chat.jsonl", (chat + again).joined(separator: "\n") + "\n")
        try place.write("config.yaml", settings)
        return place
    }

    private static let settings = """
        run: run
        seed: 21
        rounds: 3
        prompts:
          sources:
            - {path: math.jsonl, weight: 3, tags: [math], columns: {prompt: question, id: uid}}
            - {path: chat.jsonl, tags: [chat]}
          per_round: 40
        policy: {samples: 2, sampling: {max_tokens: 8}}
        rewards: [{name: taste, backend: playground}]
        selection:
          score: explicit
          where: tag(math) == 1 or tag(even) == 1
          quotas: [{where: tag(chat) == 1, count: 1}]
          keep: {ratio: 1.0}
          columns: {hard: meta(difficulty)}
        export: [{format: trl, columns: [metadata]}]
        """

    @Test("weights part the rounds, duplicates belong to the first source, and tags, metadata and quotas are read")
    func drawing() async throws {
        let place = try Self.place()
        let run = try await place.run()
        #expect(run.exitCode == 0 && run.errors.contains("10 prompts (duplicate)"), "\(run.errors)")
        try await place.expectSound()
        let status = try await place.status()
        for round in status.rounds {
            #expect(round.prompts.planned == 40)
            let rows = try place.rows(round.round)
            #expect(rows.count == round.prompts.kept)
            #expect(rows.count { $0.contains(#"\"chat\""#) } <= 1, "a quota of one")
            #expect(!rows.contains { $0.contains(#"\"odd\""#) }, "odd ones are filtered")
            #expect(!rows.contains { $0.contains("\"hard\":7") }, "the first source's metadata counts")
            #expect(round.prompts.reasons.keys.allSatisfy { ["filtered", "quota", "tied_reward", "identical_text"].contains($0) })
        }
        guard SQLiteShell.isInstalled else { return }
        let shares = try await place.sql(
            "SELECT round, sum(p.origin = 0), sum(p.origin = 1) FROM round_prompt r JOIN prompt p ON p.id = r.prompt_id GROUP BY 1"
        )
        let math = shares.compactMap { Int($0.split(separator: "|")[1]) }
        #expect(math.allSatisfy { (22...38).contains($0) } && (75...105).contains(math.reduce(0, +)), "3 to 1 of 40: \(shares)")
        #expect(try await place.sql("SELECT origin, count(*) FROM prompt GROUP BY 1") == ["0|120", "1|60"])
        #expect(try await place.sql("SELECT count(*) FROM v_prompt WHERE external_id LIKE 'm%'") == ["120"])

        let again = try Self.place()
        #expect(try await again.run().exitCode == 0)
        #expect(try again.rows(3) == place.rows(3), "the seed decides")
        let by = try await place.selfplay(
            "select",
            "run",
            "--score",
            "z(dr by origin) + rank(dr by tag)",
            "--where",
            "meta(difficulty) < 0.6",
            "--name",
            "by"
        )
        #expect(by.exitCode == 0, "\(by.errors)")
    }

    @Test("what cannot be read is refused with its place, and nothing is made")
    func wrong() async throws {
        let place = try Self.place()
        expectRefusal(try await place.run("--set", "prompts.sources=[{path: nowhere.jsonl}]"), "nowhere.jsonl", "No such file")
        expectRefusal(
            try await place.run("--set", "prompts.sources=[{path: math.jsonl, columns: {prompt: qestion}}]"),
            "math.jsonl:1:1",
            "`qestion`"
        )
        expectRefusal(try await place.run("--set", "prompts.sources=[{path: math.jsonl, columns: {promt: question}}]"), "`promt`")
        expectRefusal(try await place.run("--set", "prompts.sources=[{path: math.jsonl, weight: 0}]"), "above 0")
        expectRefusal(try await place.run("--set", "prompts.source=math.jsonl"), "not both")
        let identifiers = try await place.run("--set", "export=[{format: trl, columns: [external_id]}]")
        expectRefusal(identifiers, "export[0]", "60 of the prompts", "external_id")
        #expect(!place.has("run"))
    }
}
