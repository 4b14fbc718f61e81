import Foundation
import TestSupport
import Testing

/// A training set that was exported can be imported into a new run, and the same selection chooses the same pairs there: nothing that
/// decides is lost or rounded on the way. The data is what the trainers' own code loads in `make test-loaders`.
@Suite("Exported training sets come back: the same selection of an import chooses the same pairs")
struct ExportsComeBackTests {
    /// A kept pair, as a set in TRL's format with further columns says it.
    private struct Pair: Decodable {
        var prompt_id: String
        var prompt: [TrainingRow.Turn]
        var chosen: [TrainingRow.Turn]
        var rejected: [TrainingRow.Turn]
        var explicit_margin: Double
        var implicit_margin: Double?
        var score: Double

        /// What the pair is, without its numbers.
        var identity: [String] {
            [prompt_id] + (prompt + chosen + rejected).flatMap { [$0.role, $0.content] }
        }
    }

    private static let every = "prompt_id,external_id,scores,margins,logprobs,reference_logprobs,samples,rank,round,metadata"
    private static let data = ProjectFolder.path + "/scripts/loaders/fixture/responses.jsonl"
    private let place: Workplace

    init() async throws {
        place = try Workplace()
        try await importing(Self.data, into: "original")
    }

    @Test(
        "with all its columns, one pair a prompt, in both kinds of files",
        arguments: ["trl", "trl_implicit", "alignment_handbook", "nemo_rl_binary"],
        ["jsonl", "parquet"]
    )
    func everything(_ format: String, _ file: String) async throws {
        for family in ["mean_logprob", "simpo", "dpo", "length_normalized_dpo"] {
            let settings = ["--score", "map_raw", "--implicit-reward", family, "--keep", "1.0"]
            let original = try await pairs(of: "original", family, settings)
            #expect(original.count == 21 && original.allSatisfy { $0.implicit_margin != nil })
            try await export(family, format, file, columns: Self.every, to: "set-\(family)")
            try await importing("set-\(family)/train.\(file)", into: "again-\(family)")
            try await expectSame(original, pairs(of: "again-\(family)", family, settings))
        }
    }

    @Test("with several pairs of a prompt, whose common side comes back once", arguments: ["jsonl", "parquet"])
    func severalPairs(_ file: String) async throws {
        let settings = ["--pairing", "top_vs_rest", "--pairs-per-prompt", "4", "--score", "map_raw", "--keep", "1.0"]
        let original = try await pairs(of: "original", "several", settings)
        #expect(original.count > 40)
        try await export("several", "trl", file, columns: Self.every, to: "set")
        try await importing("set/train.\(file)", into: "again")
        try await expectSame(original, pairs(of: "again", "several", settings))
    }

    @Test("with all responses and log-probs, so that the paper's selection is the same again", arguments: ["jsonl", "parquet"])
    func allResponses(_ file: String) async throws {
        // The format is of plain strings: prompts of one user turn.
        let plain = ["--where", "tag(plain) == 1", "--keep", "1.0", "--score", "explicit"]
        let whole = try await pairs(of: "original", "whole", plain)
        try await export("whole", "map", file, columns: "prompt_id,external_id,metadata", to: "set")
        try await importing("set/train.\(file)", into: "again")
        for score in ["map", "map_rank", "implicit", "explicit"] {
            let settings = ["--where", "tag(plain) == 1", "--score", score, "--keep", "0.4"]
            let original = try await pairs(of: "original", score, settings)
            #expect(original.count == Int(0.4 * Double(whole.count)))
            try await expectSame(original, pairs(of: "again", score, settings))
        }
    }

    @Test("with all responses and rewards", arguments: ["rlhflow", "ranked", "sets"], ["jsonl", "parquet"])
    func allRewards(_ format: String, _ file: String) async throws {
        let settings = ["--score", "z(dr) + r_w", "--keep", "0.4"]
        let original = try await pairs(of: "original", "rewards", settings)
        let source = format == "sets" ? ["--preset", "mpo"] : ["--preset", "ranked_list"]
        try await run(["select", "original", "--name", "source"] + source)
        try await export("source", format, file, columns: "prompt_id,external_id,metadata", to: "set")
        try await importing("set/train.\(file)", into: "again")
        try await expectSame(original, pairs(of: "again", "rewards", settings))
    }

    @Test("with the rewards of both sides", arguments: ["openrlhf_iter", "distilabel", "simpo"])
    func rewards(_ format: String) async throws {
        let settings = ["--where", "tag(plain) == 1", "--score", "dr", "--keep", "1.0"]
        let original = try await pairs(of: "original", "rewards", settings)
        // distilabel calls another hash prompt_id.
        try await export("rewards", format, "jsonl", columns: format == "distilabel" ? "metadata" : "prompt_id,metadata", to: "set")
        try await importing("set/train.jsonl", into: "again")
        try await expectSame(original, pairs(of: "again", "rewards", settings))
    }

    @Test(
        "without a number: the same sides, one better than the other",
        arguments: ["llamafactory", "axolotl", "ms_swift", "nemo_rl", "nemo_rl_binary", "openrlhf", "trl_reward", "sppo"]
    )
    func sides(_ format: String) async throws {
        let settings = ["--preset", format == "sppo" ? "sppo" : "best_worst"]
        let original = try await pairs(of: "original", "sides", settings)
        try await export("sides", format, format == "llamafactory" ? "json" : "jsonl", columns: "", to: "set")
        try await importing("set/train.\(format == "llamafactory" ? "json" : "jsonl")", into: "again")
        let again = try await pairs(of: "again", "sides", settings)
        #expect(Set(again.map(\.identity)) == Set(original.map(\.identity)) && again.count == original.count)
        #expect(again.allSatisfy { $0.explicit_margin == 1 })
    }

    private func importing(_ data: String, into run: String) async throws {
        try await self.run(["import", data, "--run-dir", run, "--policy-model", "policy", "--reference-model", "reference"])
    }

    private func export(_ selection: String, _ format: String, _ file: String, columns: String, to folder: String) async throws {
        let options = ["--selection", selection, "--format", format, "--file", file, "--columns", columns, "--out", folder]
        try await run(["export", "original", "--round", "1"] + options)
    }

    /// The pairs a selection keeps, as a file says them.
    private func pairs(of run: String, _ selection: String, _ settings: [String]) async throws -> [Pair] {
        try await self.run(["select", run, "--name", selection] + settings)
        let folder = "pairs-\(run)-\(selection)"
        let options = ["--selection", selection, "--columns", "prompt_id,margins", "--out", folder]
        try await self.run(["export", run, "--round", "1"] + options)
        let lines = try place.read(folder + "/train.jsonl").split(separator: "\n")
        return try lines.map { try JSONDecoder().decode(Pair.self, from: Data($0.utf8)) }
    }

    private func run(_ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let outcome = try await place.execute(arguments)
        try #require(outcome.exitCode == 0, "\(arguments): \(outcome.errors)", sourceLocation: sourceLocation)
    }

    private func expectSame(_ original: [Pair], _ again: [Pair], sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(original.count == again.count && !original.isEmpty, sourceLocation: sourceLocation)
        let known = Dictionary(original.map { ($0.identity, $0) }) { first, _ in first }
        #expect(known.count == original.count, sourceLocation: sourceLocation)
        for pair in again {
            let same = try #require(known[pair.identity], "\(pair.identity) was not chosen before", sourceLocation: sourceLocation)
            #expect(abs(pair.explicit_margin - same.explicit_margin) < 1e-12, sourceLocation: sourceLocation)
            #expect(abs(pair.score - same.score) < 1e-12, sourceLocation: sourceLocation)
            switch (pair.implicit_margin, same.implicit_margin) {
            case (let margin?, let before?): #expect(abs(margin - before) < 1e-12, sourceLocation: sourceLocation)
            case (nil, _): break
            case (_, nil): Issue.record("a margin appeared", sourceLocation: sourceLocation)
            }
        }
    }
}
