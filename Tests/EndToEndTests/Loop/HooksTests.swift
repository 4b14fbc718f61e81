import Foundation
import TestSupport
import Testing

@Suite("Hooks are told what happens")
struct HooksTests {
    private struct Told: Decodable, Equatable {
        struct Export: Decodable, Equatable {
            var format: String
            var path: String
            var rows: Int
        }

        var event: String
        var run: String
        var folder: String
        var round: Int?
        var exports: [Export]?
        var model: String?
        var metrics: [String: Double]?
        var reason: String?
    }

    private static let hooks = """
        hooks:
          round_finished: [sh, -c, "cat >> told.jsonl"]
          stopped: [sh, -c, "cat >> told.jsonl"]
          failed: [sh, -c, "cat >> told.jsonl"]

        """

    private func told(_ place: Workplace) throws -> [Told] {
        guard place.has("told.jsonl") else { return [] }
        return try place.read("told.jsonl").split(separator: "\n").map { try JSONDecoder().decode(Told.self, from: Data($0.utf8)) }
    }

    @Test("round_finished comes once a round with its sets, its model and its numbers; stopped comes at the end")
    func roundFinished() async throws {
        let place = try Workplace.ofTheLoop(prompts: 8)
        try place.write("config.yaml", LoopSettings.playground + Self.hooks + "rounds: 2\ntrainer: playground\nheld_out: {count: 2}\n")
        #expect(try await place.run().exitCode == 0)
        #expect(try await place.run().exitCode == 0, "nothing happens, and nothing is told")
        let told = try told(place)
        let rounds = try await place.loopStatus().rounds
        #expect(told.map(\.event) == ["round_finished", "round_finished", "stopped"] && told.map(\.round) == [1, 2, nil])
        for (told, round) in zip(told, rounds) {
            #expect(told.run == "run" && told.folder == place.path + "/run")
            #expect(told.exports?.map(\.rows) == round.exports.map(\.rows))
            #expect(told.exports?.map(\.path) == ["\(place.path)/run/rounds/00\(round.round)/trl/train.jsonl"])
            #expect(told.model == "\(place.path)/run/models/round-00\(round.round)/model")
            #expect(told.metrics == round.metrics)
        }
    }

    @Test("stopped comes where a person must train, failed where a trainer gave no model; each says why")
    func stoppedAndFailed() async throws {
        let place = try Workplace.ofTheLoop(prompts: 6)
        try place.write("config.yaml", LoopSettings.playground + Self.hooks + "trainer: manual\n")
        #expect(try await place.run().exitCode == 3)
        try place.write(
            "config.yaml",
            LoopSettings.playground + Self.hooks + "trainer: {command: [sh, -c, 'echo out of memory; exit 9', '{output}']}\n"
        )
        #expect(try await place.run().exitCode == 3)
        let told = try told(place)
        #expect(told.map(\.event) == ["stopped", "failed"])
        #expect(told.first?.reason?.contains("selfplay advance") == true)
        #expect(told.last?.reason?.contains("out of memory") == true)
    }

    @Test("stopped comes when a run is interrupted")
    func interrupted() async throws {
        let place = try Workplace.ofTheLoop(prompts: 6)
        try place.write("config.yaml", LoopSettings.playground + Self.hooks + "playground: {delay: 1}\n")
        let run = try place.start("run", "config.yaml", "--run-dir", "run", "--set", "policy.concurrency=1")
        try await eventually("the run is there") { place.has("run/run.log") }
        run.send(SIGINT)
        #expect(await run.outcome().exitCode == 130)
        #expect(try told(place).map(\.event) == ["stopped"] && told(place).map(\.reason) == ["interrupted"])
    }

    @Test("a hook that fails, or is not there, is a warning and nothing else")
    func failingHooks() async throws {
        let place = try Workplace.ofTheLoop(prompts: 4)
        try place.write(
            "config.yaml",
            LoopSettings.playground + "rounds: 2\nhooks: {round_finished: [sh, -c, 'echo no network >&2; exit 3'], timeout: 20}\n"
        )
        let outcome = try await place.run()
        #expect(outcome.exitCode == 0 && outcome.errors.contains("warning: ") && outcome.errors.contains("hooks.round_finished"))
        #expect(outcome.errors.contains("no network"))
        let missing = try await place.run("--set", "hooks.round_finished=[/nowhere/hook]", into: "missing")
        #expect(missing.exitCode == 0 && missing.errors.contains("/nowhere/hook"))
        let deaf = try await place.run("--set", "hooks.round_finished=[true]", into: "deaf")
        #expect(deaf.exitCode == 0 && !deaf.errors.contains("warning: hooks"), "a hook need not read what it is told")
    }
}
