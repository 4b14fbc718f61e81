import Foundation
import TestSupport
import Testing

@Suite("Several selections of every round, each with a training set of its own")
struct SeveralSelectionsTests {
    private static let settings = """
        run: run
        seed: 5
        rounds: 2
        prompts: {source: prompts.jsonl}
        policy: {samples: 4, sampling: {max_tokens: 12}}
        rewards: [{name: my-rm, backend: playground}, {name: a.b, backend: playground}]
        selections:
          - {name: labels, preset: kto}
          - {name: wide, score: explicit, reward: 'r.my_rm + r.a_b', pairs_per_prompt: 3, keep: {ratio: 1.0}}
        export:
          - {format: trl}
          - {format: trl_unpaired, selection: labels}
          - {format: trl, selection: wide, file: parquet, shard: 5}
        """

    private static let folders = ["trl", "trl_unpaired-labels", "trl-wide"]

    @Test("all are recorded and written, and every report agrees")
    func reports() async throws {
        let place = try Workplace(prompts: 6)
        try place.write("config.yaml", Self.settings)
        let run = try await place.run()
        #expect(run.exitCode == 0, "\(run.errors)")
        try await place.expectSound()
        let status = try await place.status()
        #expect(status.rounds.map { $0.exports.map(\.path.folder) } == Array(repeating: Self.folders, count: 2))
        for round in 1...2 {
            let manifest = try JSONDecoder().decode(SetsManifest.self, from: Data(place.read("run/rounds/00\(round)/manifest.json").utf8))
            #expect(Set(manifest.exports.map(\.selection)) == ["base", "labels", "wide"])
            #expect(manifest.exports.allSatisfy { $0.columns.values.contains { $0?.contains("TRL") == true } })
        }
        let shards = place.contents.filter { $0.hasPrefix("run/rounds/001/trl-wide/") && $0.hasSuffix(".parquet") }
        #expect(shards.count == 4, "18 pairs, 5 a shard: \(shards)")
        #expect(try place.read("run/rounds/002/trl_unpaired-labels/train.jsonl").split(separator: "\n").count == 24)

        let compare = try await place.selfplay("compare", "run", "base", "wide")
        #expect(compare.exitCode == 0 && compare.output.contains("wide keeps 18"), "\(compare.output)\(compare.errors)")
        let both = try JSONDecoder().decode(
            Comparison.self,
            from: Data(try await place.selfplay("compare", "run", "base", "wide", "--round", "2", "--json").output.utf8)
        )
        #expect(
            both.pairs.in_both + both.pairs.only_second == 18 && both.pairs.in_both + both.pairs.only_first == both.profiles.first.pairs
        )
        guard SQLiteShell.isInstalled else { return }
        let sums = """
            SELECT count(*), sum(abs(p.chosen_reward - (SELECT sum(score) FROM v_reward w WHERE w.response_id = p.chosen_id)) > 1e-12)
            FROM pair p JOIN selection s ON s.id = p.selection WHERE s.name = 'wide'
            """
        #expect(try await place.sql(sums) == ["36|0"], "the reward of an expression is recorded")
    }

    @Test(
        "killed in between, it ends with the same bytes",
        arguments: [
            ("sync:run.sqlite-wal:after:6", 1), ("rename:train.jsonl:after:1", 1), ("rename:train.jsonl:after:3", 1),
            ("rename:manifest.json:before:2", 1), ("write:run.sqlite-wal:after:40", 2),
        ]
    )
    func killed(_ point: String, _ times: Int) async throws {
        let whole = try Workplace(prompts: 6)
        try whole.write("config.yaml", Self.settings)
        #expect(try await whole.run().exitCode == 0)
        let place = try Workplace(prompts: 6)
        try place.write("config.yaml", Self.settings)
        let library = String(try SelfplayProcess.executable.dropLast("selfplay".count)) + "libCrashPoint.so"
        for _ in 0..<times {
            let arguments = ["run", "config.yaml", "--run-dir", "run"]
            let dead = try await place.execute(arguments, environment: ["LD_PRELOAD": library, "CRASHPOINT": point])
            #expect(dead.end == .killed(signal: 9), "\(dead)")
        }
        let resumed = try await place.run()
        #expect(resumed.exitCode == 0, "\(resumed.errors)")
        try await place.expectSound()
        let files = whole.contents.filter { $0.hasPrefix("run/rounds/") && $0.contains(".") }
        #expect(!files.isEmpty && place.contents.filter { $0.hasPrefix("run/rounds/") && $0.contains(".") } == files)
        for file in files {
            let (left, right) = (
                FileManager.default.contents(atPath: place.path + "/" + file), FileManager.default.contents(atPath: whole.path + "/" + file)
            )
            #expect(left != nil && left == right, "\(file)")
        }
    }

    @Test("every shard is watched: one that is lost is written again, one that was changed is found")
    func lostShard() async throws {
        let place = try Workplace(prompts: 6)
        try place.write("config.yaml", Self.settings)
        #expect(try await place.run().exitCode == 0)
        let shard = "run/rounds/002/trl-wide/train-00002-of-00004.parquet"
        let bytes = FileManager.default.contents(atPath: place.path + "/" + shard)
        #expect(bytes != nil && unlink(place.path + "/" + shard) == 0)
        let lost = try await place.selfplay("doctor", "run")
        #expect(lost.exitCode == 0 && lost.output.contains("the file is gone"), "\(lost.output)")
        #expect(try await place.selfplay("resume", "run").exitCode == 0)
        #expect(FileManager.default.contents(atPath: place.path + "/" + shard) == bytes)
        #expect(try await place.selfplay("export", "run", "--round", "1", "--selection", "wide", "--shard", "9").exitCode == 0)
        let replaced = try await place.selfplay("doctor", "run")
        #expect(replaced.exitCode == 0 && !replaced.output.contains("gone"), "a set of another shape took the place: \(replaced.output)")
        try place.write(shard, "PAR1")
        let changed = try await place.selfplay("doctor", "run")
        #expect(changed.exitCode == 2 && changed.output.contains("train-00002-of-00004.parquet"), "\(changed.output)")
    }

    @Test("answers one by one as the round's own selection: it runs, resumes and is chosen again")
    func ownSelectionOfAnswers() async throws {
        let place = try Workplace(prompts: 5)
        let own = "\nselection: {preset: kto, keep: {ratio: 0.6}}\n"
        try place.write(
            "config.yaml",
            Settings.playground.replacing("[{format: trl, columns: [samples, scores, margins]}]", with: "[{format: trl_unpaired}]") + own
        )
        let run = try await place.run("--set", "rounds=2")
        #expect(run.exitCode == 0, "\(run.errors)")
        try await place.expectSound()
        #expect(try await place.selfplay("resume", "run", "--rounds", "3").exitCode == 0)
        #expect(try await place.status().rounds.map(\.prompts.kept) == [3, 3, 3])
        let pairs = try await place.selfplay("select", "run", "--preset", "explicit", "--name", "pairs")
        #expect(pairs.exitCode == 0, "\(pairs.errors)")
        let more = try await place.selfplay("select", "run", "--set", "members.rule=mpo", "--name", "mpo")
        #expect(more.exitCode == 0 && more.output.contains("accepted"), "\(more.errors)")
        let compared = try await place.selfplay("compare", "run", "pairs", "mpo")
        expectRefusal(compared, "mpo", "one by one")
    }

    @Test("a run of pairs is chosen again one by one with nothing but the rule")
    func fromPairsToAnswers() async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        #expect(try await place.run().exitCode == 0)
        let labels = try await place.selfplay("select", "run", "--set", "members.rule=accept_reject", "--name", "labels", "--json")
        #expect(labels.exitCode == 0 && labels.output.contains("\"selection\":\"labels\""), "\(labels.errors)")
        let wrong = try await place.selfplay(
            "select",
            "run",
            "--set",
            "members.rule=mpo",
            "--pairs-per-prompt",
            "2",
            "--name",
            "w",
            "--pairing",
            "best_worst"
        )
        expectRefusal(wrong, "pairing", "has no use with members.rule mpo")
    }

    @Test("rounds that keep nothing end all the same, in bands and stages too")
    func nothingKept() async throws {
        let place = try Workplace()
        let empty = """

            selection: {score: explicit, where: dr > 99, columns: {stage: 'if(dr > 1, 1, 0)', soft_label: sigmoid(dr)}}
            export: [{format: trl, bands: 2}, {format: alignment_handbook, stages: true}, {format: trl_standard, copies: 4}, {format: trl_unpaired, hub: true}]
            """
        let base = Settings.playground.replacing("export: [{format: trl, columns: [samples, scores, margins]}]", with: "")
        try place.write("config.yaml", base + empty)
        let run = try await place.run()
        #expect(run.exitCode == 0 && run.errors.contains("no pair is kept"), "\(run.errors)")
        try await place.expectSound()
        let round = try #require(try await place.status().rounds.first)
        #expect(round.prompts.kept == 0 && round.prompts.reasons == ["filtered": 4] && round.exports.allSatisfy { $0.rows == 0 })
    }

    private struct SetsManifest: Decodable {
        struct Export: Decodable {
            var selection: String
            /// Readers by column.
            var columns: [String: String?]
        }

        var exports: [Export]
    }

    private struct Comparison: Decodable {
        struct Overlap: Decodable {
            var in_both: Int
            var only_first: Int
            var only_second: Int
        }

        struct Profiles: Decodable {
            struct Profile: Decodable {
                var pairs: Int
            }

            var first: Profile
        }

        var pairs: Overlap
        var profiles: Profiles
    }
}

extension String {
    /// The training set's folder of a path in a run's folder.
    fileprivate var folder: String { split(separator: "/").dropFirst(2).first.map(String.init) ?? "" }
}
