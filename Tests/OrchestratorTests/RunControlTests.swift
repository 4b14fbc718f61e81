import Ledger
import Platform
import Testing

@testable import Orchestrator

/// How signals reach a run.
@Suite struct RunControlTests {
    @Test func whatNobodyInterruptsReturnsItsResultOrItsError() async throws {
        let control = RunControl()
        #expect(try await control.interruptible { 7 } == 7)
        await #expect(throws: RunError(.input, "wrong")) { try await control.interruptible { throw RunError(.input, "wrong") } }
        #expect(!control.isEnding)
    }

    @Test func aDrainEndsWorkThatWaitsAtOnce() async {
        let control = RunControl()
        let (started, begin) = AsyncStream<Void>.makeStream()
        let work = Task {
            try await control.interruptible {
                begin.yield()
                begin.finish()
                for await _ in AsyncStream<Void>(unfolding: { await Self.untilCancelled() }) {}
                try Task.checkCancellation()
            }
        }
        for await _ in started {}
        control.drain()
        await #expect(throws: CancellationError.self) { try await work.value }
        #expect(control.isEnding)
    }

    @Test func aDrainThatCameBeforeEndsItToo() async {
        let control = RunControl()
        control.drain()
        await #expect(throws: CancellationError.self) {
            try await control.interruptible {
                try Task.checkCancellation(); await Self.untilCancelled(); try Task.checkCancellation()
            }
        }
    }

    @Test func aSignalThatCameBeforeTheRoundReachesIt() async throws {
        for cancels in [false, true] {
            let control = RunControl()
            if cancels { control.cancel() } else { control.drain() }
            let shell = try shell([Script.stage(.sample)])
            await control.attach(shell)
            #expect(try await shell.run() == .interrupted)
        }
    }

    @Test func withoutASignalARoundWithNothingMissingIsComplete() async throws {
        let control = RunControl()
        let shell = try shell([Script.stage(.sample)])
        await control.attach(shell)
        #expect(try await shell.run() == .complete)
        await control.attach(nil)
        control.cancel()
        #expect(control.isEnding)
    }

    /// Returns when its task is cancelled, and never else.
    private static func untilCancelled() async {
        let (stream, _) = AsyncStream<Void>.makeStream()
        for await _ in stream {}
    }

    /// A round whose only prompt is planned and given up.
    private func shell(_ stages: [StagePlan]) throws -> RoundShell {
        let configuration = try Samples.configuration()
        let ledger = try Samples.ledger(configuration, prompts: 1)
        let prompts: [(id: Int64, weight: Double?)] = [(1, nil)]
        try ledger.plan(round: 1, policy: "base", reference: nil, weightVersion: "", phase: .base, prompts: prompts, at: 0)
        try ledger.commit([.promptLeftOut(PromptLeftOutFact(phase: .base, promptID: 1, reason: "prompt_too_long"))], round: 1)
        let record = try #require(try ledger.round(1))
        let setup = configuration.setup(record)
        let backends = RoundBackends(policy: [], reference: [], rewards: [:], rewardModels: [:])
        return RoundShell(
            machine: Script(stages).machine,
            runner: CallRunner(setup: setup, backends: backends, endpoints: []),
            ledger: ledger,
            writing: BlockingQueue("write"),
            reading: BlockingQueue("read"),
            pages: PageReader(ledger: ledger, setup: setup, singleRewards: []),
            onProgress: { _ in }
        )
    }
}
