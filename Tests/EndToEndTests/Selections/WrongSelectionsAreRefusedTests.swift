import Foundation
import TestSupport
import Testing

@Suite("Wrong selections and training sets are refused with one sentence, and nothing is touched")
struct WrongSelectionsAreRefusedTests {
    /// What is wrong, and words of the sentence.
    private static let configurations: [(String, [String])] = [
        ("selection.score=z(dr) - z(drr)", ["selection.score", "did you mean `dr`?", "  z(dr) - z(drr)\n            ^^^"]),
        ("selection.where=dr.hlpful > 1", ["selection.where", "`hlpful`", "taste", "^^^^^^^^^"]),
        ("selection.flip=vote_meen < 0", ["selection.flip", "did you mean `vote_mean`?", "^^^^^^^^^"]),
        ("selection.columns={margin: dq}", ["selection.columns.margin", "  dq\n  ^^"]),
        ("selection.quotas=[{where: tagg(x) == 1, share: 0.5}]", ["selection.quotas[0].where", "did you mean `tag`?", "^^^^"]),
        ("selection={members: {rule: accept_reject, accept: r >= r_men}}", ["selection.members.accept", "`r_men`", "       ^^^^^"]),
        ("selection.reward=z(r.tatse)", ["selection.reward", "did you mean `r.taste`?", "    ^^^^^^^"]),
        ("selection.reward=tatse", ["selection.reward", "names no reward"]),
        ("selections=[{name: other, score: drr}]", ["selections[other].score", "did you mean `dr`?", "^^^"]),
        ("selections=[{name: other, members: {rule: best, score: a_mim}}]", ["selections[other].members.score", "a_min"]),
        ("selections=[{name: other, preset: win_rate}]", ["selections[other].reward", "no judge with comparisons"]),
        ("selections=[{name: base}]", ["selections.0.name", "the round's own"]),
        ("selection.preset=ktoo", ["selection.preset", "did you mean `kto`?"]),
        ("selection={preset: kto, pairing: best_worst}", ["selection.pairing", "has no use with members.rule accept_reject"]),
        ("selection={members: {rule: mpo}, pairs_per_prompt: 2}", ["selection.pairs_per_prompt", "has no use"]),
        ("selection.quotas=[{where: dr > 1, share: 0.7}, {where: dr > 0, share: 0.6}]", ["selection.quotas", "sum to 1.3:"]),
        ("selection.vectors=embedding", ["selection.vectors", "`embeddings`"]),
        ("export=[{format: trl, selection: nowhere}]", ["export.0.selection", "`nowhere`", "base"]),
        ("selection.preset=kto", ["export[0]", "trl", "needs pairs", "accept_reject"]),
        ("export=[{format: sets}]", ["export[0]", "sets", "labelled answers"]),
        ("export=[{format: sppo}]", ["export[0]", "win_probability", "lacks"]),
        ("export=[{format: trl, file: json}]", ["export[0]", "trl", "not read as json", "parquet"]),
        ("export=[{format: trl, file: csv}]", ["export.0.file", "`csv`"]),
        ("export=[{format: trl_unpaired, columns: [rank]}]", ["export[0]", "rank"]),
        ("export=[{format: trl, stages: true}]", ["export[0]", "column stage", "lacks"]),
        ("export=[{format: trl, copies: 4}]", ["export[0]", "column soft_label", "lacks"]),
        ("export=[{format: trl, weighted: true}]", ["export[0]", "column weight", "lacks"]),
        ("export=[{format: trl, license: mit}]", ["export.0.license", "hub: true"]),
        ("policy.logprobs=none", ["selection.score is map", "policy.logprobs is none"]),
    ]

    @Test("of a configuration", arguments: configurations)
    func configuration(_ change: String, _ words: [String]) async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        for command in [["run", "config.yaml"], ["plan", "config.yaml"]] {
            let outcome = try await place.execute(command + ["--set", change])
            #expect(outcome.exitCode == 2 && outcome.output.isEmpty, "\(outcome.output)\(outcome.errors)")
            for word in words where command[0] == "run" { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
        }
        #expect(place.contents == ["config.yaml", "prompts.jsonl"])
    }

    @Test("log-probs are not needed by answers chosen one by one, only by what reads them")
    func withoutLogprobs() async throws {
        let place = try Workplace()
        let base = Settings.playground.replacing(
            "export: [{format: trl, columns: [samples, scores, margins]}]",
            with: "export: [{format: trl_unpaired}]"
        )
        try place.write("config.yaml", base + "\nselection: {preset: kto}\n")
        let labels = try await place.run("--set", "policy.logprobs=none")
        #expect(labels.exitCode == 0, "\(labels.errors)")
        let further = try await place.run("--set", "policy.logprobs=none", "--set", "selections=[{name: m, preset: map}]", into: "other")
        expectRefusal(further, "selections[m].score is map", "policy.logprobs is none")
        #expect(!place.has("other"))
    }

    @Test("of select, compare and export on a finished run")
    func commands() async throws {
        let place = try Workplace()
        try place.write("prompts.jsonl", #"{"prompt":"No id?"}"# + "\n" + #"{"prompt":"None either?"}"# + "\n")
        try place.write("config.yaml", Settings.playground)
        #expect(try await place.run("--set", "selection.keep.ratio=1.0").exitCode == 0)
        #expect(try await place.selfplay("select", "run", "--preset", "kto", "--name", "labels").exitCode == 0)
        #expect(try await place.selfplay("select", "run", "--preset", "ranked_list", "--name", "list").exitCode == 0)
        let flat = try await place.selfplay("select", "run", "--score", "explicit", "--set", "columns={margin: 1}", "--name", "flat")
        #expect(flat.exitCode == 0, "\(flat.errors)")
        let before = place.contents.filter { !$0.contains(".sqlite-") }
        let wrong: [([String], [String])] = [
            (["select", "run", "--round", "9", "--name", "x"], ["round 9 does not exist"]),
            (["select", "run", "--preset", "ktoo", "--name", "x"], ["--preset ktoo"]),
            (["select", "run", "--where", "tag(", "--name", "x"], ["--where", "^"]),
            (["select", "run", "--set", "guards.lenght_ratio=3", "--name", "x"], ["did you mean `length_ratio`?"]),
            (["select", "run", "--set", "vectors=embedding", "--score", "sim", "--name", "x"], ["`embeddings`"]),
            (["compare", "run", "base", "nowhere"], ["no selection named nowhere", "base"]),
            (["compare", "run", "base", "labels"], ["labels", "one by one"]),
            (["compare", "run", "base", "flat", "--round", "9"], ["round 9 does not exist"]),
            (["export", "run", "--selection", "nowhere"], ["no round has a selection named nowhere"]),
            (["export", "run", "--selection", "labels", "--format", "trl"], ["needs a selection of pairs"]),
            (["export", "run", "--format", "sets", "--selection", "flat"], ["sets"]),
            (["export", "run", "--file", "json"], ["not read as json", "parquet"]),
            (["export", "run", "--columns", "external_id", "--out", "new/one"], ["external_id"]),
            (["export", "run", "--stages", "--out", "new/one"], ["stage"]),
            (["export", "run", "--selection", "flat", "--bands", "3", "--out", "new/one"], ["all margins are equal", "3 bands"]),
            (["export", "run", "--license", "mit"], ["--license", "--hub"]),
        ]
        for (arguments, words) in wrong {
            let outcome = try await place.execute(arguments)
            #expect(outcome.exitCode == 2 && outcome.output.isEmpty, "\(arguments): \(outcome)")
            for word in words { #expect(outcome.errors.contains(word), "\(arguments): \(outcome.errors)") }
            #expect(place.contents.filter { !$0.contains(".sqlite-") } == before, "\(arguments)")
        }
    }

    @Test("of an import, and nothing is made")
    func imports() async throws {
        let place = try Workplace()
        try place.write("broken.parquet", "PAR1 is not all there is to it")
        try place.write("pairs.jsonl", #"{"prompt":"q","chosen":"a","rejected":"b"}"# + "\n")
        try place.write("neither.jsonl", #"{"prompt":"q","chosen":"a"}"# + "\n")
        let before = place.contents
        let wrong: [([String], [String])] = [
            (["broken.parquet"], ["broken.parquet", "cut off"]),
            (["neither.jsonl"], ["neither.jsonl:1:1"]),
            (["pairs.jsonl", "--layout", "unpaired"], ["pairs.jsonl:1:1"]),
            (["pairs.jsonl", "--layout", "pears"], ["--layout pears", "preference"]),
            (["pairs.jsonl", "--column", "prompt"], ["--column prompt", "ours=theirs"]),
            (["pairs.jsonl", "--column", "prompt=question"], ["pairs.jsonl:1:1", "prompt"]),
            (["nowhere.jsonl"], ["No such file"]),
        ]
        for (arguments, words) in wrong {
            let outcome = try await place.execute(["import"] + arguments + ["--run-dir", "new"])
            #expect(outcome.exitCode == 2 && outcome.output.isEmpty, "\(arguments): \(outcome)")
            for word in words { #expect(outcome.errors.contains(word), "\(arguments): \(outcome.errors)") }
            #expect(place.contents == before, "\(arguments)")
        }
    }

    @Test("of two fields an import takes the one that was named")
    func namedField() async throws {
        let place = try Workplace()
        try place.write("both.jsonl", #"{"prompt":"not this","question":"Which one?","chosen":"a","rejected":"b"}"# + "\n")
        let made = try await place.selfplay("import", "both.jsonl", "--run-dir", "run", "--column", "prompt=question")
        #expect(made.exitCode == 0, "\(made.errors)")
        guard SQLiteShell.isInstalled else { return }
        #expect(try await place.sql("SELECT messages LIKE '%Which one?%', metadata FROM prompt") == [#"1|{"prompt":"not this"}"#])
    }
}
