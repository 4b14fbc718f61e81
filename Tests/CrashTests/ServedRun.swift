import Foundation
import Glibc
import TestSupport

/// A run whose policy and reward model are counting HTTP servers in the tests' own process.
final class ServedRun {
    static let prompts = 20
    static let samples = 4
    static let rounds = 2

    let scratch: ScratchFolder
    private let servers: Servers
    private let configuration: String
    /// What the servers had computed before this run.
    private let before: Calls
    private let pingsBefore: Int
    private let drawsBefore: Int

    init(_ servers: Servers, concurrency: Int) throws {
        self.servers = servers
        scratch = try ScratchFolder()
        before = servers.computed
        pingsBefore = servers.pings
        drawsBefore = servers.draws
        configuration = scratch.path + "/served.yaml"
        let yaml = """
            run: served
            seed: 5
            rounds: \(Self.rounds)
            prompts: {source: \(ProjectFolder.path)/configs/quickstart-prompts.jsonl, per_round: \(Self.prompts)}
            policy:
              backend: vllm
              endpoints: ['\(servers.policyAddress)']
              model: policy
              samples: \(Self.samples)
              logprobs: given
              concurrency: \(concurrency)
              scoring_concurrency: \(concurrency)
              sampling: {temperature: 0.8, top_p: 1, max_tokens: 16}
            rewards:
              - {name: hash, backend: openrlhf, endpoints: ['\(servers.rewardAddress)'], template: plain, concurrency: \(concurrency)}
            selection: {pairing: all_pairs, implicit_reward: mean_logprob, score: map, keep: {ratio: 0.4}}
            export: [{format: trl}]

            """
        try yaml.write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    var path: String { scratch.path + "/run" }

    func run(_ environment: [String: String] = [:]) throws -> SelfplayProcess {
        try SelfplayProcess(["run", configuration, "--run-dir", path], environment: environment, directory: scratch.path)
    }

    func resume(_ environment: [String: String] = [:]) throws -> SelfplayProcess {
        try SelfplayProcess(["resume", path], environment: environment, directory: scratch.path)
    }

    /// What this run's processes had computed, without the one text by which starts ask whether the reward server answers, and the samples
    /// by which they look at what seeds do.
    var asked: Calls {
        servers.computed - before - Calls(samples: servers.draws - drawsBefore, rewards: servers.pings - pingsBefore)
    }

    func sets() throws -> TrainingSets { try TrainingSets(of: path) }

    func snapshot() throws -> LedgerSnapshot { try LedgerSnapshot(of: path) }
}

/// A policy server and a reward server.
final class Servers: Sendable {
    let policyAddress: String
    let rewardAddress: String
    private let policy = VLLMDouble()
    private let reward = OpenRLHFDouble()

    init() async throws {
        policyAddress = try await policy.start()
        rewardAddress = try await reward.start() + "/get_reward"
    }

    /// What both have computed so far, whether or not anybody got the reply.
    var computed: Calls {
        let policy = policy.journal
        return Calls(samples: policy.count(.sample), rewards: reward.journal.count(.reward), logprobs: policy.count(.logprob))
    }

    /// How often anybody asked whether the reward server answers: all such requests are equal, and are numbered. A start that has nothing to
    /// be answered does not ask.
    var pings: Int {
        reward.journal.recent.filter { String(decoding: $0.body, as: UTF8.self).contains(#"["ping"]"#) }.map(\.attempt).max() ?? 0
    }

    /// How many samples starts drew to look at seeds.
    var draws: Int { policy.journal.count(.seedProbe) }

    /// Goes down and comes up again on the same ports, so that nothing a killed client sent is computed later.
    func restart() async throws {
        await stop()
        _ = try await policy.start(port: Self.port(policyAddress))
        _ = try await reward.start(port: Self.port(rewardAddress))
    }

    func stop() async {
        await policy.stop()
        await reward.stop()
    }

    private static func port(_ address: String) -> UInt16 {
        URL(string: address)?.port.flatMap { UInt16(exactly: $0) } ?? 0
    }
}
