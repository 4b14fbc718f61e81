import TestSupport
import Testing

@Suite("The same configuration gives the same bytes")
struct SameConfigurationSameBytesTests {
    @Test("run twice, manifests included")
    func twice() async throws {
        let base = try await Uninterrupted.at(concurrency: 8)
        let sets = try await sets(of: Quickstart(concurrency: 8))
        #expect(sets.differences(from: base.sets) == [])
        #expect(sets.paths == ["001/manifest.json", "001/trl/train.jsonl", "002/manifest.json", "002/trl/train.jsonl"])
        // keep.ratio 0.4 of 200 prompts
        #expect(sets.rows("001/trl/train.jsonl") == 80 && sets.rows("002/trl/train.jsonl") == 80)
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
        #expect(sets.withoutManifests.differences(from: base.sets).count == 4)
    }

    private func sets(of run: Quickstart) async throws -> TrainingSets {
        let outcome = try await run.run().outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        return try run.sets()
    }
}
