import Glibc
import TestSupport
import Testing

@Suite("Selections, comparisons and training sets while a run goes on")
struct SelectionsWhileARunGoesOnTests {
    private static let commands: [[String]] = [
        ["select", "run", "--score", "explicit", "--name", "live", "--set", "columns={margin: dr}", "--json"],
        ["select", "run", "--preset", "kto", "--name", "labels", "--json"],
        ["select", "run", "--features", "--json"],
        ["compare", "run", "base", "live"],
        ["compare", "run", "live", "base", "--json"],
        ["export", "run", "--round", "1", "--selection", "live", "--bands", "2", "--json"],
        ["export", "run", "--round", "1", "--selection", "labels", "--format", "trl_unpaired", "--file", "parquet", "--json"],
        ["export", "run", "--round", "1", "--selection", "live", "--hub", "--out", "hub", "--json"],
        ["export", "run", "--round", "1", "--selection", "labels"],
        ["select", "run", "--score", "z(dq)", "--name", "wrong"],
    ]

    @Test("say and write the same as afterwards")
    func sameAnswers() async throws {
        let place = try Workplace(prompts: 8)
        let later = try Workplace(prompts: 8)
        var live: [Workplace.Outcome] = []
        try await Servers.with { servers in
            try place.write("config.yaml", servers.configuration)
            try later.write("config.yaml", servers.configuration)
            #expect(try await later.run("--set", "rounds=2").exitCode == 0)
            let before = servers.policy.journal.requests["/v1/completions"] ?? 0
            // What both rounds took, less most of the second.
            let held = before + before / 2 + 5
            servers.policy.setFaults { $0.add(.hold, on: "/v1/completions", .numbers(held...(before + 1000))) }
            let run = try place.start("run", "config.yaml", "--run-dir", "run", "--set", "rounds=2")
            try await eventually("a request of the second round is held") {
                servers.policy.journal.requests["/v1/completions"] ?? 0 >= held
            }
            for command in Self.commands { live.append(try await place.execute(command)) }
            run.send(SIGKILL)
            servers.policy.server.release()
            _ = await run.outcome()
        }
        for (command, during) in zip(Self.commands, live) {
            let after = try await later.execute(command)
            #expect(during.exitCode == after.exitCode, "\(command): \(during) \(after)")
            #expect(during.output.replacing(place.path, with: "") == after.output.replacing(later.path, with: ""), "\(command)")
        }
        for file in ["trl-live/band_1/train.jsonl", "trl_unpaired-labels/train.parquet"] {
            #expect(place.has("run/rounds/001/" + file))
            let bytes = try await Shell.run(
                "cmp '\(place.path)/run/rounds/001/\(file)' '\(later.path)/run/rounds/001/\(file)'",
                directory: place.path
            )
            #expect(bytes.exitCode == 0, "\(bytes.output)")
        }
        for file in ["README.md", "explicit_margin.svg", "rewards.svg"] {
            #expect(try place.read("hub/" + file) == later.read("hub/" + file), "\(file)")
        }
    }
}
