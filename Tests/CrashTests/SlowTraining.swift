import Foundation
import Glibc
import TestSupport

/// A run of two rounds whose trainer, in the first one, waits for a word of the test before it trains.
final class SlowTraining: Sendable {
    let scratch: ScratchFolder
    /// The pipe on which the trainer waits, held open so that a word can be said before anybody listens.
    private let word: Int32

    init() throws {
        scratch = try ScratchFolder()
        guard mkfifo(scratch.path + "/word", 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
        word = open(scratch.path + "/word", O_RDWR | O_NONBLOCK | O_CLOEXEC)
        let script = """
            echo "$4" >> starts
            if [ "$4" = 1 ]; then read -r answer < word; echo "it was told to $answer"; fi
            exec '\(try SelfplayProcess.executable)' playground-train --data "$1" --init "$2" --output "$3"

            """
        try script.write(toFile: scratch.path + "/train.sh", atomically: true, encoding: .utf8)
        let yaml = """
            run: slow
            seed: 5
            rounds: 2
            prompts: {source: \(ProjectFolder.path)/configs/quickstart-prompts.jsonl, per_round: 8}
            policy: {backend: playground, model: base, samples: 4, sampling: {temperature: 0.8, max_tokens: 16}}
            rewards: [{name: hidden, backend: playground}]
            export: [{format: trl}]
            trainer: {command: [/bin/sh, train.sh, '{dataset}', '{policy}', '{output}', '{round}']}

            """
        try yaml.write(toFile: scratch.path + "/slow.yaml", atomically: true, encoding: .utf8)
    }

    deinit {
        close(word)
    }

    var path: String { scratch.path + "/run" }

    func run() throws -> SelfplayProcess {
        try SelfplayProcess(["run", "slow.yaml", "--run-dir", "run"], directory: scratch.path)
    }

    func resume(_ more: [String] = []) throws -> SelfplayProcess {
        try SelfplayProcess(["resume", "./run"] + more, directory: scratch.path)
    }

    /// Runs until the trainer of the first round waits.
    func untilItTrains() async throws -> SelfplayProcess {
        let process = try run()
        _ = await Waiting.until { [self] in !starts.isEmpty || process.hasEnded }
        return process
    }

    /// Says the word.
    func go() {
        _ = write(word, "go\n", 3)
    }

    /// The rounds of which a trainer was started, in order.
    var starts: [String] {
        let text = FileManager.default.contents(atPath: scratch.path + "/starts") ?? Data()
        return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Those that work for an attempt at the first round's training.
    func workers(_ attempt: Int) -> [Processes] { Processes.mentioning(path + "/models/round-001.attempt-\(attempt)") }

    /// Whether an attempt is over, its file `exit` written.
    func isOver(_ attempt: Int) -> Bool { access(path + "/models/round-001.attempt-\(attempt)/exit", F_OK) == 0 }

    func sets() throws -> TrainingSets { try TrainingSets(of: path).withoutManifests }
}
