import Foundation
import TestSupport
import Testing

@Suite("A policy and a judge by batch files")
struct BatchesTests {
    private func place() throws -> Workplace {
        let place = try Workplace()
        let lines = (1...4).map { #"{"prompt":"Question number \#($0)?","answer":"a"}"# }
        try place.write("prompts.jsonl", lines.joined(separator: "\n") + "\n")
        return place
    }

    private func configuration(_ address: String) -> String {
        """
        run: run
        seed: 11
        prompts: {source: prompts.jsonl}
        policy:
          backend: openai
          endpoints: ["\(address)/v1"]
          model: policy
          samples: 3
          logprobs: none
          sampling: {max_tokens: 8}
          batch: {poll: 0.2}
        rewards:
          - name: right
            backend: rule
            rule: {kind: contains, answer_key: answer}
        selection: {score: explicit, keep: {ratio: 1.0}}
        export: [{format: trl}]
        prices: [{model: policy, input: 1, output: 2}]
        """
    }

    @Test("a run killed while its batch is out collects it later, pays once and gives the same set as one that was left alone")
    func killed() async throws {
        let place = try place()
        let double = BatchDouble()
        let address = try await double.start()
        try place.write("config.yaml", configuration(address))
        let undisturbed = try await place.selfplay("run", "config.yaml", "--run-dir", "undisturbed")
        #expect(undisturbed.exitCode == 0, "\(undisturbed.errors)")
        let paid = double.book.paid.values.reduce(0, +)

        double.setLooks(1_000_000)
        let run = try place.start("run", "config.yaml", "--run-dir", "run")
        try await eventually("its batch is out") { run.errorsSoFar.contains("sent as batch") }
        run.send(SIGKILL)
        _ = await run.outcome()
        double.setLooks(1)
        let resumed = try await place.selfplay("resume", "run")
        #expect(resumed.exitCode == 0, "\(resumed.errors)")
        #expect(paid > 0 && double.book.paid.values.reduce(0, +) == 2 * paid, "nothing is paid twice")
        #expect(try place.trainingSet(1) == place.trainingSet(1, of: "undisturbed"))
        await double.stop()
        guard SQLiteShell.isInstalled else { return }
        let spent = try await place.sql("SELECT stage, batch, requests FROM v_spend WHERE stage = 'sample'", of: "run")
        #expect(spent == ["sample|1|4"])
        #expect(try await place.sql("SELECT count(*) FROM v_batch WHERE collected_at IS NOT NULL", of: "run") == ["1"])
    }

    @Test("an interrupt while a batch is out ends with 130 and leaves it at the provider")
    func interrupted() async throws {
        let place = try place()
        let double = BatchDouble()
        let address = try await double.start()
        double.setLooks(1_000_000)
        try place.write("config.yaml", configuration(address))
        let run = try place.start("run", "config.yaml", "--run-dir", "run")
        try await eventually("its batch is out") { run.errorsSoFar.contains("sent as batch") }
        run.send(SIGINT)
        let outcome = await run.outcome()
        #expect(outcome.exitCode == 130, "\(outcome.errors)")
        await double.stop()
    }
}
