import Inference
import Platform
import Testing

@Suite("A reward model is tested before it is believed")
struct RewardsAreTestedTests {
    private func verdicts(_ pairs: [(Double, Double)], again: Double? = nil, contract: String = "vllm_classify")
        -> [ProbeCheck: ProbeFinding.Verdict]
    {
        let reading = RewardReading(
            pairs: pairs.map { RewardReading.Pair(better: $0.0, worse: $0.1) },
            again: again,
            contract: contract
        )
        return Dictionary(uniqueKeysWithValues: reading.findings.map { ($0.check, $0.verdict) })
    }

    @Test("raw outputs in the right order, the same again, are good")
    func sound() {
        #expect(verdicts([(7, -2), (3, 1)], again: 7) == [.selfTest: .good, .range: .good, .repeatable: .good])
    }

    @Test("equal scores are bad; a wrong order is a warning where it is not made good by another question")
    func order() {
        #expect(verdicts([(1, 1), (1, 1)])[.selfTest] == .bad)
        #expect(verdicts([(1, 2), (2, 2.5)])[.selfTest] == .warning)
        #expect(verdicts([(1, 3), (4, 2)])[.selfTest] == .warning)
        #expect(verdicts([(1, 2), (5, 2)])[.selfTest] == .good)
    }

    @Test("scores within [0, 1] are a warning for models that give raw outputs, and nothing for those that do not")
    func range() {
        #expect(verdicts([(0.9, 0.1), (1, 0)])[.range] == .warning)
        #expect(verdicts([(0.9, 0.1), (1.01, 0)])[.range] == .good)
        #expect(verdicts([(0.9, 0.1), (1, 0)], contract: "judge")[.range] == nil)
    }

    @Test(
        "noise within a hundredth is a server's, more is the model's",
        arguments: [(8.0, ProbeFinding.Verdict.good), (8.05, .good), (8.2, .warning)]
    )
    func repetition(_ again: Double, _ verdict: ProbeFinding.Verdict) {
        #expect(verdicts([(8, -2), (3, 1)], again: again)[.repeatable] == verdict)
    }

    /// Scores a response by its length, and notes how it was asked.
    private struct Lengths: RewardBackend {
        let contract = "test"
        let batching: RewardBatching
        var readsMetadata = false
        var fails = false
        let asked = Lock<[Int]>([])

        func probe() async throws -> BackendProbe { BackendProbe(models: []) }
        func score(prompt: [Message], responses: [String]) async throws -> [Double] {
            asked.withLock { $0.append(responses.count) }
            if fails { throw BackendError(.rejected, "h: no expected answer") }
            return responses.map { Double($0.utf8.count) }
        }
    }

    @Test("answers go as their contract takes them")
    func batching() async {
        let list = Lengths(batching: .list)
        #expect(await RewardProbe(list).selfTest().count == 2)
        #expect(list.asked.withLock { $0 } == [2, 2, 1])
        let single = Lengths(batching: .single)
        _ = await RewardProbe(single).selfTest()
        #expect(single.asked.withLock { $0 } == [1, 1, 1, 1, 1])
    }

    @Test("a backend that cannot answer is bad; one that misses the prompts' metadata is only untested")
    func failures() async {
        #expect(await RewardProbe(Lengths(batching: .list, fails: true)).selfTest().map(\.verdict) == [.bad])
        #expect(await RewardProbe(Lengths(batching: .list, readsMetadata: true, fails: true)).selfTest().map(\.verdict) == [.warning])
    }
}
