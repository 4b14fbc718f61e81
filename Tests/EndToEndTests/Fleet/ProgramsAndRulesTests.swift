import Foundation
import TestSupport
import Testing

@Suite("A program of one's own, and a rule")
struct ProgramsAndRulesTests {
    private static let hasPython = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

    @Test("a policy and a reward in Python, two processes each, with log-probs and metadata", .enabled(if: hasPython))
    func programs() async throws {
        let place = try Workplace(prompts: 6)
        let lines = (1...6).map { #"{"id":"p\#($0)","prompt":"What is \#($0) plus 1?","answer":"\#($0 + 1)"}"# }
        try place.write("prompts.jsonl", lines.joined(separator: "\n") + "\n")
        let programs = ProjectFolder.path + "/Examples/command"
        try place.write(
            "config.yaml",
            """
            run: run
            seed: 3
            prompts: {source: prompts.jsonl}
            policy:
              backend: command
              command: [python3, \(programs)/policy.py]
              processes: 2
              model: toy
              samples: 3
              sampling: {max_tokens: 12}
            rewards:
              - {name: own, backend: command, command: [python3, \(programs)/reward.py], processes: 2}
              - {name: right, backend: rule, rule: {kind: numeric}}
            selection: {reward: own}
            export: [{format: trl}]
            """
        )
        let doctor = try await place.selfplay("doctor", "config.yaml")
        #expect(doctor.exitCode == 0, "\(doctor.output)")
        let run = try await place.selfplay("run", "config.yaml", "--run-dir", "run")
        #expect(run.exitCode == 0, "\(run.errors)")
        let status = try await place.status().rounds[0]
        #expect(status.responses.done == 18)
        guard SQLiteShell.isInstalled else { return }
        let unmeasured = "SELECT count(*) FROM v_response r WHERE text <> '' AND NOT EXISTS (SELECT 1 FROM v_logprob l WHERE l.response_id = r.id)"
        #expect(try await place.sql(unmeasured, of: "run") == ["0"])
        let explained = "SELECT count(*) > 0 FROM v_reward WHERE name = 'right' AND details LIKE '%expected%'"
        #expect(try await place.sql(explained, of: "run") == ["1"])
        #expect(try await place.sql("SELECT DISTINCT endpoint FROM v_response ORDER BY 1", of: "run").allSatisfy { $0.hasPrefix("command:") })
    }

    @Test("a program that cannot be started is one sentence and code 2")
    func unstartable() async throws {
        let place = try Workplace()
        let policy = "policy={backend: command, model: m, command: [./nowhere], samples: 2}"
        try place.write("config.yaml", Settings.playground)
        expectRefusal(try await place.selfplay("run", "config.yaml", "--run-dir", "run", "--set", policy), "nowhere")
        #expect(!place.has("run"))
    }
}
