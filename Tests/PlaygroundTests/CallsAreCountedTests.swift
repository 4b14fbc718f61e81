import Foundation
import Inference
import Playground
import Testing

@Suite struct CallsAreCountedTests {
    private func backends(_ counters: PlaygroundCounters) throws -> (PlaygroundPolicy, PlaygroundReward) {
        (try PlaygroundPolicy(model: Fixture.policy.model, name: "base", counters: counters), try PlaygroundReward(counters: counters))
    }

    private func lines(_ path: String) throws -> [String] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test func byKindWithTheirItems() async throws {
        let counters = PlaygroundCounters()
        let (policy, reward) = try backends(counters)
        #expect(PlaygroundCounters.Kind.allCases.allSatisfy { counters[$0] == PlaygroundCounters.Count(calls: 0, items: 0) })
        _ = try await policy.probe()
        let prompt = try await policy.promptTokens(of: Fixture.ask("What is a dog?"))
        _ = try await policy.sample(Fixture.request("What is a dog?", count: 5))
        _ = try await policy.sample(Fixture.request("What is a cat?", count: 2))
        _ = try await policy.score(prompt: prompt, response: [20, 21])
        _ = try await reward.score(prompt: Fixture.ask("What is a dog?"), responses: ["a", "b", "c"])
        _ = reward.noiseless(prompt: Fixture.ask("What is a dog?"), responses: ["a"])
        #expect(counters[.probe] == PlaygroundCounters.Count(calls: 1, items: 1))
        #expect(counters[.tokenize] == PlaygroundCounters.Count(calls: 1, items: 1))
        #expect(counters[.sample] == PlaygroundCounters.Count(calls: 2, items: 7))
        #expect(counters[.logprob] == PlaygroundCounters.Count(calls: 1, items: 1))
        #expect(counters[.reward] == PlaygroundCounters.Count(calls: 1, items: 3))
    }

    @Test func callsThatFailAreCountedToo() async throws {
        let counters = PlaygroundCounters()
        let (policy, _) = try backends(counters)
        await #expect(throws: BackendError.self) { try await policy.score(prompt: [9999], response: [1]) }
        #expect(counters[.logprob].calls == 1)
    }

    @Test func aFileGetsOneLineACall() async throws {
        let path = Fixture.temporaryPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let (policy, reward) = try backends(try PlaygroundCounters(appendingTo: path))
        let prompt = try await policy.promptTokens(of: Fixture.ask("What is a dog?"))
        _ = try await policy.sample(Fixture.request("What is a dog?", count: 5))
        _ = try await policy.score(prompt: prompt, response: [20])
        _ = try await reward.score(prompt: Fixture.ask("What is a dog?"), responses: ["a", "b", "c"])
        #expect(try lines(path) == ["sample 5", "logprob 1", "reward 3", ""])
    }

    @Test func severalWritersNeverMixTheirLines() async throws {
        let path = Fixture.temporaryPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let rewards = try (0..<4).map { _ in try PlaygroundReward(counters: PlaygroundCounters(appendingTo: path)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<200 {
                group.addTask {
                    _ = try await rewards[index % 4].score(prompt: [], responses: Array(repeating: "a", count: 1 + index % 12))
                }
            }
            try await group.waitForAll()
        }
        let written = try lines(path).dropLast()
        #expect(written.count == 200)
        #expect(written.sorted() == (0..<200).map { "reward \(1 + $0 % 12)" }.sorted())
    }

    @Test func aKilledProcessLeavesItsCallsOnRecord() async throws {
        let path = Fixture.temporaryPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            setenv(PlaygroundCounters.variable, path, 1)
            let counters = try PlaygroundCounters.fromEnvironment()
            let reward = try PlaygroundReward(counters: counters)
            _ = try await reward.score(prompt: [], responses: ["a", "b"])
            let endless = try PlaygroundReward(delay: 3600, counters: counters)
            let started = Task { try await endless.score(prompt: [], responses: ["a"]) }
            while counters[.reward].calls < 2 { await Task.yield() }
            while try String(contentsOfFile: path, encoding: .utf8).count < 18 { await Task.yield() }
            kill(getpid(), SIGKILL)
            _ = try await started.value
        }
        #expect(try lines(path) == ["reward 2", "reward 1", ""])
    }

    @Test func withoutTheVariableNothingIsWritten() async throws {
        let counters = try PlaygroundCounters.fromEnvironment()
        _ = try await PlaygroundReward(counters: counters).score(prompt: [], responses: ["a"])
        #expect(counters[.reward].calls == 1)
    }

    @Test func aFileThatCannotBeOpenedIsMisconfigured() {
        let error = #expect(throws: BackendError.self) { try PlaygroundCounters(appendingTo: "/no/such/folder/calls") }
        #expect(error?.failure == .misconfigured)
        #expect(error?.message.contains(PlaygroundCounters.variable) == true)
    }
}
