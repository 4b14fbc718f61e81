import Glibc
import TestSupport
import Testing

@Suite("While a run goes on, and after it")
struct LifeOfARunTests {
    @Test("init, run, status, select, export, resume: the tour of the README")
    func tour() async throws {
        let place = try Workplace()
        let made = try await place.selfplay("init", "mine")
        #expect(made.exitCode == 0 && made.output.contains("next: selfplay run \(place.path)/mine/config.yaml"))
        #expect(place.has("mine/config.yaml") && place.has("mine/prompts.jsonl"))

        let run = try await place.selfplay("run", "mine/config.yaml")
        #expect(run.exitCode == 0 && run.output.isEmpty)
        #expect(run.errors.contains("round 2: wrote 3 pairs to \(place.path)/runs/first/rounds/002/trl/train.jsonl"))
        #expect(run.errors.contains("done: \(place.path)/runs/first"))

        let status = try await place.selfplay("status", "first")
        #expect(status.output.contains("run first, seed 20250301, not running") && status.output.contains("round 2 of 2  closed"))
        #expect(try await place.selfplay("select", "first", "--score", "explicit", "--name", "explicit").exitCode == 0)
        let export = try await place.selfplay("export", "first", "--round", "1", "--selection", "explicit")
        #expect(export.output == "3 rows  \(place.path)/runs/first/rounds/001/trl-explicit/train.jsonl\n")

        let more = try await place.selfplay("resume", "first", "--rounds", "3")
        #expect(more.exitCode == 0 && place.has("runs/first/rounds/003/trl/train.jsonl"))
        let nothing = try await place.selfplay("resume", "first")
        #expect(nothing.exitCode == 0 && !nothing.errors.contains("wrote"))
    }

    @Test("a second process is refused with code 4; status, select and export work; SIGINT ends with 130 and the run goes on later")
    func whileItGoesOn() async throws {
        let place = try Workplace(prompts: 8)
        try await Servers.with { servers in
            try place.write("config.yaml", servers.configuration)
            #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "undisturbed").exitCode == 0)
            let before = servers.policy.journal.requests["/v1/completions"] ?? 0
            servers.policy.setFaults { $0.add(.hold, on: "/v1/completions", .numbers((before + 30)...(before + 1000))) }
            let run = try place.start("run", "config.yaml", "--run-dir", "run", "--set", "rounds=2")
            try await eventually("a request is held") { servers.policy.journal.requests["/v1/completions"] ?? 0 >= before + 30 }

            let second = try await place.selfplay("run", "config.yaml", "--run-dir", "run", "--set", "rounds=2")
            #expect(second.exitCode == 4 && second.errors.contains("in use: process \(run.pid)"))
            let status = try await place.selfplay("status", "run")
            #expect(status.exitCode == 0 && status.output.contains("running (process \(run.pid))"))
            let select = try await place.selfplay("select", "run", "--score", "explicit", "--name", "live", "--json")
            #expect(select.exitCode == 0 && select.output.contains("\"selection\":\"live\""))
            let export = try await place.selfplay("export", "run", "--round", "1", "--selection", "live", "--json")
            #expect(export.exitCode == 0 && place.has("run/rounds/001/trl-live/train.jsonl"))
            let wrong = try await place.selfplay("select", "run", "--score", "z(dq)", "--name", "wrong")
            expectRefusal(wrong, "did you mean", "^^")

            run.send(SIGINT)
            try await eventually("it says that it drains") { run.errorsSoFar.contains("finishing what is in flight") }
            servers.policy.server.release()
            let outcome = await run.outcome()
            #expect(outcome.exitCode == 130)
            #expect(outcome.errors.contains("Go on with: selfplay resume \(place.path)/run"))

            servers.policy.setFaults { $0 = FaultPlan() }
            #expect(try await place.selfplay("resume", "run").exitCode == 0)
        }
        #expect(try place.trainingSet(1) == place.trainingSet(1, of: "undisturbed"))
        #expect(try await place.status().rounds.map(\.round) == [1, 2])
    }

    @Test("a run in the folder of its own configuration leaves that file as it is")
    func ownConfiguration() async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        #expect(try await place.selfplay("run", "config.yaml", "--run-dir", ".").exitCode == 0)
        #expect(try await place.selfplay("resume", ".", "--rounds", "2").exitCode == 0)
        #expect(try place.read("config.yaml") == Settings.playground && place.has("rounds/002/trl/train.jsonl"))

        #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "run").exitCode == 0)
        #expect(try await place.selfplay("resume", "run", "--set", "limits.attempts=9").exitCode == 0)
        #expect(try place.read("run/config.yaml").contains("attempts: 9"))
    }

    @Test("a lost training set is written again with the same bytes; a changed one is found")
    func lostAndChangedSets() async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "run").exitCode == 0)
        let set = try place.trainingSet()
        let path = place.path + "/run/rounds/001/trl/train.jsonl"
        #expect(unlink(path) == 0)
        let lost = try await place.selfplay("doctor", "run")
        #expect(lost.exitCode == 0 && lost.output.contains("the file is gone"))
        #expect(try await place.selfplay("resume", "run").exitCode == 0)
        #expect(try place.trainingSet() == set)

        try place.write("run/rounds/001/trl/train.jsonl", set + "{}\n")
        let changed = try await place.selfplay("doctor", "run", "--json")
        #expect(changed.exitCode == 2 && changed.output.contains("\"verdict\":\"bad\""))
        #expect(try await place.selfplay("export", "run", "--round", "1", "--columns", "samples,scores,margins").exitCode == 0)
        #expect(try place.trainingSet() == set)
        #expect(try await place.selfplay("doctor", "run").exitCode == 0)
    }

    @Test("a ledger elsewhere: the folder leads to it from the first moment and holds a copy in the end")
    func ledgerElsewhere() async throws {
        let place = try Workplace(prompts: 6)
        try await Servers.with { servers in
            try place.write("config.yaml", servers.configuration)
            servers.policy.setFaults { $0.add(.hold, on: "/v1/completions", .numbers(10...1000)) }
            let run = try place.start("run", "config.yaml", "--run-dir", "run", "--ledger", "elsewhere/l.sqlite")
            try await eventually("a request is held") { servers.policy.journal.requests["/v1/completions"] ?? 0 >= 10 }
            run.send(SIGKILL)
            #expect(await run.outcome().exitCode == nil)
            servers.policy.setFaults { $0 = FaultPlan() }
            #expect(try await place.status().rounds.count == 1)
            #expect(try await place.selfplay("resume", "run").exitCode == 0)
            servers.policy.server.release()
        }
        #expect(place.has("elsewhere/l.sqlite") && place.has("run/run.sqlite"))
        #expect(try await place.selfplay("select", "run", "--name", "again").exitCode == 0)
        #expect(try await place.selfplay("doctor", "run").exitCode == 0)
        #expect(try await place.status().rounds.first?.addsUp == true)
    }

    @Test("a reward that is added later: --facts-only scores closed rounds and leaves their training sets alone; select uses it")
    func rewardAddedLater() async throws {
        let place = try Workplace()
        let reward = OpenRLHFDouble()
        let address = try await reward.start()
        try place.write("config.yaml", Settings.playground)
        #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "run").exitCode == 0)
        let set = try place.trainingSet()
        let second =
            "rewards: [{name: taste, backend: playground}, {name: second, backend: openrlhf, endpoints: [\(address)], template: plain}]"
        try place.write("more.yaml", Settings.playground.replacing("rewards: [{name: taste, backend: playground}]", with: second))
        let outcome = try await place.selfplay("resume", "run", "--config", "more.yaml", "--facts-only")
        await reward.stop()
        #expect(outcome.exitCode == 0 && outcome.errors.contains("changed: rewards[second]"))
        #expect(try place.trainingSet() == set)
        let selected = try await place.selfplay("select", "run", "--reward", "second", "--score", "explicit", "--name", "second")
        #expect(selected.exitCode == 0)
        #expect(try await place.selfplay("export", "run", "--selection", "second", "--columns", "scores").exitCode == 0)
        let rows = try TrainingRow.rows(place.read("run/rounds/001/trl-second/train.jsonl"))
        #expect(!rows.isEmpty)
        for row in rows {
            #expect(row.chosen_score == OpenRLHFDouble.reward(of: row.prompt[0].content + "\n" + row.chosen[0].content))
        }
    }

    @Test("a selection that keeps nothing is said to")
    func nothingKept() async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        let outcome = try await place.selfplay("run", "config.yaml", "--run-dir", "run", "--set", "selection.keep.threshold=99")
        #expect(outcome.exitCode == 0 && outcome.errors.contains("warning: round 1: no pair is kept"))
        #expect(try place.trainingSet().isEmpty)
        let select = try await place.selfplay("select", "run", "--keep", "score>98", "--name", "none")
        #expect(select.exitCode == 0 && select.output.contains("warning: no pair is kept"))
    }
}
