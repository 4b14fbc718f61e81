import Inference
import Ledger
import Testing

@testable import Orchestrator

/// How a round ends before it is complete: drained, cancelled, or stopped with a sentence that says what to fix.
@Suite struct RoundMachineEndsTests {
    @Test func aDrainSendsNothingNewAndRecordsWhatIsInFlight() {
        var script = Script([Script.stage(.sample, concurrency: 2)])
        let calls = script.start(.sample, (1...5).map { Script.prompt($0) }).calls
        #expect(script.tell(.drain).isEmpty)
        let first = script.succeed(calls[0].number, Script.responses(1))
        #expect(first.calls.isEmpty)
        #expect(first.commits.count == 1)
        #expect(script.succeed(calls[1].number, Script.responses(2)).isEmpty)
        let second = script.tell(.committed)
        #expect(second.commits == [Script.responses(2)])
        #expect(second.end == nil)
        #expect(script.tell(.committed) == [.end(.interrupted)])
    }

    @Test func aDrainWithNothingInFlightEndsAtOnce() {
        var script = Script([Script.stage(.sample)])
        script.tell(.started)
        #expect(script.tell(.drain) == [.end(.interrupted)])
    }

    @Test func aDrainDoesNotWaitForSleepsAndProbes() {
        var script = Script([Script.stage(.sample, concurrency: 2)])
        let calls = script.start(.sample, [Script.prompt(1), Script.prompt(2)]).calls
        script.fail(calls[0].number, .timedOut)
        script.fail(calls[1].number, .unreachable)
        #expect(script.tell(.drain) == [.end(.interrupted)])
    }

    @Test func aCancelGivesUpWhatIsInFlightAndRecordsWhatHasFinished() {
        var script = Script([Script.stage(.sample, concurrency: 2)])
        let calls = script.start(.sample, (1...5).map { Script.prompt($0) }).calls
        script.succeed(calls[0].number, Script.responses(1))
        #expect(script.tell(.cancel) == [.cancelCalls])
        for call in script.machine.calls.keys.sorted() { #expect(script.fail(call, .cancelled).isEmpty) }
        #expect(script.tell(.committed) == [.end(.interrupted)])
        #expect(script.actions.failures.isEmpty, "what was cancelled is not given up")
    }

    @Test func aCancelAfterADrainCancels() {
        var script = Script([Script.stage(.sample)])
        let call = script.start(.sample, [Script.prompt(1)]).calls[0]
        #expect(script.tell(.drain).isEmpty)
        #expect(script.tell(.cancel) == [.cancelCalls])
        #expect(script.fail(call.number, .cancelled).end == .interrupted)
    }

    @Test func tooManyFailuresStopTheRoundWithASentence() throws {
        var script = Script([Script.stage(.sample, concurrency: 3, planned: 20)], attempts: 1, failedShare: 0.05)
        let calls = script.start(.sample, (1...9).map { Script.prompt($0, samples: [0]) }).calls
        #expect(script.fail(calls[0].number, .timedOut).calls.count == 1, "1 of 20 is not more than 0.05")
        script.tell(.committed)
        #expect(script.fail(calls[1].number, .serverError, "http://0 answered 500").calls.isEmpty)
        script.tell(.committed)
        script.succeed(calls[2].number, Script.responses(3, [0]))
        script.tell(.committed)
        let last = try #require(script.machine.calls.keys.first)
        script.fail(last, .timedOut, "another one")
        let end = script.tell(.committed).end
        guard case .stopped(let sentence) = end else {
            Issue.record("it ended with \(String(describing: end))")
            return
        }
        for part in ["2 of 20", "sample", "limits.failed_share 0.05", "http://0 answered 500"] { #expect(sentence.contains(part)) }
        #expect(script.actions.failures.count == 3, "what fails after the stop is recorded too")
        #expect(script.actions.commits.flatMap { $0 }.contains(Script.responses(3, [0])[0]), "what succeeds after the stop as well")
    }

    @Test func failuresOfEarlierStartsCount() {
        var script = Script([Script.stage(.sample, planned: 20, failed: 1)], attempts: 1, failedShare: 0.05)
        let call = script.start(.sample, [Script.prompt(1, samples: [0]), Script.prompt(2)]).calls[0]
        #expect(script.fail(call.number, .timedOut).calls.isEmpty)
    }

    @Test func whatCannotWorkAsConfiguredStopsTheRoundAtOnce() {
        var script = Script([Script.stage(.sample)])
        let call = script.start(.sample, [Script.prompt(1), Script.prompt(2)]).calls[0]
        let asked = script.fail(call.number, .misconfigured, "http://0 does not serve the model m")
        #expect(asked == [.end(.stopped("http://0 does not serve the model m"))])
    }

    @Test func aProbeThatFindsAnotherModelStopsTheRound() {
        var script = Script([Script.stage(.sample)])
        let call = script.start(.sample, [Script.prompt(1)]).calls[0]
        script.fail(call.number, .unreachable)
        let asked = script.tell(.probed(.sample, endpoint: 0, BackendError(.misconfigured, "it serves base now")))
        #expect(asked.end == .stopped("it serves base now"))
    }

    @Test func aStageWithoutALiveEndpointStopsTheRoundWhenTheWaitIsOver() throws {
        var script = Script([Script.stage(.sample)], waitForBackend: 60)
        let call = script.start(.sample, [Script.prompt(1)]).calls[0]
        script.now = 1000
        #expect(script.fail(call.number, .unreachable).probes.map(\.seconds) == [0.25])
        let down = BackendError(.unreachable, "http://0 refused the connection")
        var seconds: [Double] = []
        for time in [1000.25, 1001, 1030, 1059.9] {
            script.now = time
            seconds += script.tell(.probed(.sample, endpoint: 0, down)).probes.map(\.seconds)
        }
        #expect(seconds == [0.5, 1, 2, 4])
        script.now = 1060
        guard case .stopped(let sentence)? = script.tell(.probed(.sample, endpoint: 0, down)).end else {
            Issue.record("it did not stop")
            return
        }
        for part in ["http://0 refused the connection", "60 s", "limits.wait_for_backend", "resume"] { #expect(sentence.contains(part)) }
    }

    @Test func aServerThatStillLoadsIsWaitedForLikeOneThatIsDown() {
        var script = Script([Script.stage(.sample)], waitForBackend: 60)
        let call = script.start(.sample, [Script.prompt(1)]).calls[0]
        script.fail(call.number, .unreachable)
        #expect(script.tell(.probed(.sample, endpoint: 0, BackendError(.overloaded, "it loads"))).probes.count == 1)
        #expect(script.tell(.probed(.sample, endpoint: 0, nil)).calls.count == 1)
    }

    @Test func oneLiveEndpointIsEnoughToGoOn() {
        var script = Script([Script.stage(.sample, endpoints: 2)], waitForBackend: 0)
        let calls = script.start(.sample, [Script.prompt(1), Script.prompt(2)]).calls
        script.fail(calls[0].number, .unreachable)
        script.now = 1e6
        let asked = script.tell(.probed(.sample, endpoint: 0, BackendError(.unreachable, "down")))
        #expect(asked.end == nil)
        #expect(asked.probes.count == 1)
    }
}
