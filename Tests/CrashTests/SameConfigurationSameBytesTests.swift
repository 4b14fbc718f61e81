import TestSupport
import Testing

@Suite("The same configuration gives the same bytes")
struct SameConfigurationSameBytesTests {
    @Test("run twice, manifests included")
    func twice() async throws {
        let base = try await Uninterrupted.at(concurrency: 8)
        let sets = try await sets(of: Quickstart(concurrency: 8))
        #expect(sets.differences(from: base.sets) == [])
        let names = ["manifest.json", "model/model.json", "model/weights.bin", "trl/train.jsonl", "trl/train_trl.py"]
        #expect(sets.paths == ["001/", "002/", "003/"].flatMap { round in names.map { round + $0 } })
    }

    /// Every round hands on what it kept: all pairs of the prompts of the source, and the best of their rewrites.
    @Test("as it is shipped, three rounds of 100 prompts")
    func whole() async throws {
        let sets = try await Uninterrupted.at(concurrency: 8, size: .whole).sets
        let rows = ["001", "002", "003"].map { sets.rows($0 + "/trl/train.jsonl") }
        #expect(rows[0] > 100 && rows[1] > rows[0] + 100 && rows[2] > rows[1] + 100, "\(rows)")
    }

    @Test("at any concurrency", arguments: [1, 64])
    func concurrency(_ concurrency: Int) async throws {
        let base = try await Uninterrupted.at(concurrency: 8)
        let other = try await Uninterrupted.at(concurrency: concurrency)
        #expect(other.sets.withoutManifests.differences(from: base.sets.withoutManifests) == [])
    }

    @Test("but another seed gives others")
    func otherSeed() async throws {
        let base = try await Uninterrupted.at(concurrency: 8)
        let sets = try await sets(of: Quickstart(concurrency: 8, overrides: ["seed=7"]))
        // The trainer's settings beside the rows say nothing of them.
        let settings = base.sets.paths.count { $0.hasSuffix("train_trl.py") }
        #expect(sets.withoutManifests.differences(from: base.sets).count == base.sets.paths.count - settings)
    }

    private func sets(of run: Quickstart) async throws -> TrainingSets {
        let outcome = try await run.run().outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        return try run.sets()
    }
}
