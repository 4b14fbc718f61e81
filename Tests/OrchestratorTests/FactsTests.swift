import Inference
import Ledger
import Testing

@testable import Orchestrator

/// What answers of backends become in the ledger.
@Suite struct FactsTests {
    private let setup = RoundSetup(
        round: 2,
        phase: .base,
        runSeed: 7,
        samples: 5,
        policy: "policy",
        reference: nil,
        weightVersion: "v1",
        referenceVersion: "",
        sampling: SamplingParameters(),
        recordsSampledLogprobs: false,
        templateHash: "t"
    )

    // The rule of TRL's DPOTrainer: the answer begins where prompt and whole conversation part.
    @Test(
        arguments: [
            ([1, 2, 3], [1, 2, 3, 4, 5], 3),
            // The prompt's end and the answer's start merged into one token, or several.
            ([1, 2, 3], [1, 2, 9, 5], 2),
            ([1, 2, 3, 4, 5], [1, 9], 1),
            ([1, 2, 3, 4, 5, 6], [1, 2, 9], 2),
            // The template rewrites the prompt once an answer follows.
            ([1, 2, 3, 4, 5, 6], [1, 9, 9, 9], nil),
            ([1, 2], [9, 2, 3], nil),
            // Nothing of an answer is left.
            ([1, 2, 3], [1, 2, 3], nil),
            ([1, 2, 3], [1, 2], nil),
            ([], [1, 2], nil),
            ([1], [], nil),
        ] as [([Int32], [Int32], Int?)]
    )
    func theResponseBeginsAfterTheSharedPrefix(_ prompt: [Int32], _ conversation: [Int32], _ start: Int?) {
        #expect(Facts.responseStart(prompt: prompt, conversation: conversation) == start)
    }

    @Test func sampleJHasTheSameSeedInWhicheverRequestItComes() {
        let whole = seeds([0, 1, 2, 3, 4])
        #expect(seeds([0]) + seeds([1, 2]) + seeds([3, 4]) == whole)
        #expect(whole == (0..<5).map { whole[0] + $0 })
        #expect(whole[0] >= 0 && whole[4] < 1 << 31)
    }

    @Test func seedsDifferByRoundPhasePromptAndRun() {
        var other = setup
        other.round = 3
        var otherRun = setup
        otherRun.runSeed = 8
        var work = self.work([0])
        let seed = Facts.seed(work, setup)
        #expect(Facts.seed(work, other) != seed)
        #expect(Facts.seed(work, otherRun) != seed)
        work.phase = .evolved
        #expect(Facts.seed(work, setup) != seed)
        work.phase = .base
        work.promptHash = 2
        #expect(Facts.seed(work, setup) != seed)
    }

    @Test func promptTokensComeOnceAndBeforeTheResponses() {
        let facts = Facts.responses(samples(2), to: work([1, 2]), promptTokens: [4, 5], endpoint: "e", milliseconds: 3, setup)
        #expect(facts.first == .promptTokens(PromptTokensFact(promptID: 1, model: "policy", templateHash: "t", tokens: [4, 5])))
        #expect(facts.count == 3)
        var known = work([1, 2])
        known.promptTokens = [4, 5]
        #expect(Facts.responses(samples(2), to: known, promptTokens: [4, 5], endpoint: "e", milliseconds: 3, setup).count == 2)
    }

    @Test func sampledLogprobsAreKeptOnlyWhereTheRunBelievesThem() {
        var believing = setup
        believing.recordsSampledLogprobs = true
        #expect(responses(setup).map(\.sampledLogprobs) == [nil])
        #expect(responses(believing).map(\.sampledLogprobs) == [[-1, -2]])
    }

    @Test func aLogprobIsTheSumOverItsTokens() {
        guard case .logprob(let work) = Script.logprob(9) else { return }
        let fact = Facts.logprob([-0.5, -0.25], of: work, model: "base", weightVersion: "")
        #expect(fact == .logprob(LogprobFact(responseID: 9, model: "base", weightVersion: "", source: .given, sum: -0.75, tokens: 2)))
    }

    private func seeds(_ samples: [Int]) -> [Int64] {
        let facts = Facts.responses(
            self.samples(samples.count),
            to: work(samples),
            promptTokens: nil,
            endpoint: "e",
            milliseconds: nil,
            setup
        )
        return facts.compactMap { if case .response(let fact) = $0 { fact.seed } else { nil } }
    }

    private func responses(_ setup: RoundSetup) -> [ResponseFact] {
        let facts = Facts.responses(samples(1), to: work([0]), promptTokens: nil, endpoint: "e", milliseconds: nil, setup)
        return facts.compactMap { if case .response(let fact) = $0 { fact } else { nil } }
    }

    private func samples(_ count: Int) -> [Sample] {
        (0..<count).map { Sample(text: "answer \($0)", tokens: [1, 2], tokenLogprobs: [-1, -2], finishReason: .stop) }
    }

    private func work(_ samples: [Int]) -> SampleWork {
        SampleWork(phase: .base, position: 0, promptID: 1, promptHash: 1, messages: [], promptTokens: nil, samples: samples)
    }
}
