import Foundation
import TestSupport
import Testing

/// The commands as processes: exit codes, and what stands on the disk afterwards.
@Suite struct ProgramsTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    @Test func theTrainerTrainsTwiceAlikeAndPrintsOneLineOfJSON() async throws {
        struct Line: Decodable { var pairs: Int, loss_first: Double, loss_last: Double, mean_margin: Double, accuracy: Double }
        let row =
            #"{"prompt":[{"role":"user","content":"What is a dog?"}],"chosen":[{"role":"assistant","content":"A dog is an animal."}],"rejected":[{"role":"assistant","content":"No."}]}"#
        try (row + "\n").write(toFile: scratch.path + "/train.jsonl", atomically: false, encoding: .utf8)
        for output in ["one", "deep/two"] {
            let run = try await SelfplayProcess.run(
                ["playground-train", "--data", "train.jsonl", "--init", "base", "--output", output, "--epochs", "2"],
                directory: scratch.path
            )
            #expect(run.exitCode == 0, "\(run.errors)")
            #expect(run.output.split(separator: "\n").count == 1)
            let line = try JSONDecoder().decode(Line.self, from: Data(run.output.utf8))
            #expect(line.pairs == 1 && line.accuracy == 1 && line.loss_last < line.loss_first && line.mean_margin > 0)
        }
        for file in ["model.json", "weights.bin"] {
            let one = try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/one/" + file))
            #expect(one == (try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/deep/two/" + file))))
        }
        let next = try await SelfplayProcess.run(
            ["playground-train", "--data", "train.jsonl", "--init", "one", "--output", "three", "--reference", "base", "--loss", "simpo"],
            directory: scratch.path
        )
        #expect(next.exitCode == 0, "\(next.errors)")
    }

    @Test(
        arguments: [
            (["--data", "none.jsonl", "--init", "base"], "none.jsonl cannot be read"),
            (["--data", "bad.jsonl", "--init", "base"], "bad.jsonl:1: the row has no prompt"),
            (["--data", "bad.jsonl", "--init", "base", "--loss", "ppo"], "--loss is ppo: it must be one of dpo, simpo"),
            (["--data", "bad.jsonl", "--init", "base", "--beta", "0"], "beta must be above 0"),
        ]
    )
    func badInputIsExitCodeTwoAndOneSentence(_ arguments: [String], _ sentence: String) async throws {
        try #"{"chosen": [], "rejected": []}"#.write(toFile: scratch.path + "/bad.jsonl", atomically: false, encoding: .utf8)
        let run = try await SelfplayProcess.run(["playground-train", "--output", "out"] + arguments, directory: scratch.path)
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(sentence), "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    @Test func theLabWritesItsFilesAndSaysTheSame() async throws {
        let small = ["--seeds", "2", "--rounds", "1", "--prompts", "10", "--samples", "3", "--held-out", "4", "--noise", "0,0.1"]
        let json = try await SelfplayProcess.run(["lab", "--json", "--output", "out"] + small, directory: scratch.path)
        #expect(json.exitCode == 0, "\(json.errors)")
        #expect(try String(contentsOfFile: scratch.path + "/out/lab.json", encoding: .utf8) == json.output)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/out").sorted() == ["lab.csv", "lab.json"])
        let text = try await SelfplayProcess.run(["lab"] + small, directory: scratch.path)
        #expect(text.output.contains("0.1    map"))
        let refused = try await SelfplayProcess.run(["lab", "--noise", "0.6"], directory: scratch.path)
        #expect(refused.exitCode == 2 && refused.errors.contains("--noise is 0.6"))
    }

    @Test func anInterruptedLabIsExitCode130AndLeavesNothing() async throws {
        let process = try SelfplayProcess(["lab", "--output", "out"], directory: scratch.path, limit: 120)
        let folder = scratch.path + "/out"
        // Again and again: a signal that comes while the program is only about to listen is lost.
        _ = await Waiting.until(limit: 60) {
            if FileManager.default.fileExists(atPath: folder) { process.send(SIGINT) }
            return process.hasEnded
        }
        let run = await process.outcome()
        #expect(run.exitCode == 130)
        #expect(run.output.isEmpty && run.errors.contains("interrupted: nothing was written"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
}
