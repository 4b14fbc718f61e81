import TestSupport
import Testing

@Suite("A started run under a changed configuration")
struct ChangedConfigurationsTests {
    @Test("a changed fixed key is refused with old and new value, and nothing is touched")
    func fixedKey() async throws {
        let place = try await started()
        let before = try await place.status()
        let outcome = try await place.selfplay("run", "config.yaml", "--run-dir", "run", "--set", "seed=12")
        expectRefusal(outcome, "seed: 11 -> 12 (fixed)", "put the old values back", "--run-dir")
        #expect(try await place.selfplay("config", "show", "run/config.yaml").output.contains("seed: 11"))
        #expect(try await place.status().rounds.map(\.exports[0].sha256) == before.rounds.map(\.exports[0].sha256))
    }

    @Test("fewer samples are refused: answers would be orphaned")
    func fewerSamples() async throws {
        let place = try await started()
        expectRefusal(try await place.selfplay("resume", "run", "--set", "policy.samples=2"), "policy.samples: 3 -> 2 (additive)")
    }

    @Test("a changed free key and more rounds are taken, told and made up for")
    func freeAndAdditiveKeys() async throws {
        let place = try await started()
        let outcome = try await place.selfplay("resume", "run", "--set", "limits.attempts=3", "--rounds", "2")
        #expect(outcome.exitCode == 0)
        #expect(outcome.errors.contains("limits.attempts: 6 -> 3 (free)") && outcome.errors.contains("rounds: 1 -> 2 (additive)"))
        #expect(try await place.status().rounds.map(\.round) == [1, 2])
    }

    private func started() async throws -> Workplace {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "run").exitCode == 0)
        return place
    }
}
