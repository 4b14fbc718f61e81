import Ledger
import Scheduling
import Testing

@testable import Orchestrator

/// What fails is tried again, split, given up or waited for, each with its reason.
@Suite struct RoundMachineFailuresTests {
    private let rm = StageID.reward("rm")

    @Test func anItemIsTriedAgainAfterItsSleepAndGivenUpWithAReason() {
        var script = Script([Script.stage(.sample)], attempts: 2)
        var call = script.start(.sample, [Script.prompt(1, samples: [3])]).calls[0]
        let asked = script.fail(call.number, .timedOut)
        #expect(asked.calls.isEmpty)
        let sleep = asked.sleeps[0]
        #expect(sleep.seconds > 0.375 && sleep.seconds <= 0.5)
        call = script.tell(.timer(sleep.timer)).calls[0]
        #expect(call.work == Script.prompt(1, samples: [3]))
        let failures = script.fail(call.number, .timedOut, "no reply within 600 s").failures
        #expect(
            failures == [
                FailureFact(
                    stage: "sample",
                    promptID: 1,
                    sample: 3,
                    responseID: nil,
                    model: "m",
                    attempts: 2,
                    reason: "timed_out",
                    error: "no reply within 600 s"
                )
            ]
        )
        #expect(script.tell(.committed).end == .complete)
    }

    @Test func othersGoOnWhileOneWaitsForItsNextAttempt() {
        var script = Script([Script.stage(.sample)])
        let call = script.start(.sample, [Script.prompt(1), Script.prompt(2)]).calls[0]
        #expect(script.fail(call.number, .overloaded).calls.map(\.work) == [Script.prompt(2)])
    }

    @Test func aListIsSplitWhenOneOfItsItemsIsBadAndOnlyThatOneIsGivenUp() {
        var script = Script([Script.stage(rm)])
        var call = script.start(rm, [Script.rewards(1, [1, 2, 3])]).calls[0]
        call = script.fail(call.number, .rejected).calls[0]
        #expect(call.work == Script.rewards(1, [1]))
        call = script.succeed(call.number, [Script.reward(1)]).calls[0]
        #expect(call.work == Script.rewards(1, [2]))
        call = script.fail(call.number, .rejected).calls[0]
        #expect(call.work == Script.rewards(1, [3]))
        script.tell(.committed)
        script.succeed(call.number, [Script.reward(3)])
        script.tell(.committed)
        #expect(script.tell(.committed).end == .complete)
        #expect(script.actions.failures.map(\.responseID) == [2])
        #expect(script.actions.failures.map(\.stage) == ["reward:rm"])
        #expect(script.actions.commits.flatMap { $0 }.filter { $0 == Script.reward(1) || $0 == Script.reward(3) }.count == 2)
    }

    @Test func theSamplesOfAPromptAreSplitWhenTheirRequestKeepsFailing() {
        var script = Script([Script.stage(.sample)], attempts: 1)
        let call = script.start(.sample, [Script.prompt(1, samples: [0, 1])]).calls[0]
        #expect(script.fail(call.number, .aborted).calls.map(\.work) == [Script.prompt(1, samples: [0])])
    }

    @Test func aPromptTheServerRefusesIsGivenUpWholeWithoutAskingAgain() {
        var script = Script([Script.stage(.sample)])
        let call = script.start(.sample, [Script.prompt(1, samples: [0, 1])]).calls[0]
        let asked = script.fail(call.number, .rejected)
        #expect(asked.calls.isEmpty && asked.sleeps.isEmpty)
        #expect(asked.failures.map(\.sample) == [0, 1])
        #expect(asked.failures.map(\.reason) == ["rejected", "rejected"])
    }

    @Test func aPromptThatIsTooLongIsLeftOutAndSaysNothingOfTheFleet() {
        var script = Script([Script.stage(.sample, planned: 2)], failedShare: 0)
        let call = script.start(.sample, [Script.prompt(1)]).calls[0]
        let asked = script.fail(call.number, .tooLong)
        #expect(asked.commits == [[.promptLeftOut(PromptLeftOutFact(phase: .base, promptID: 1, reason: "prompt_too_long"))]])
        #expect(script.tell(.committed).end == .complete)
        #expect(script.machine.progress.map(\.failed) == [0])
    }

    @Test func aResponseThatIsTooLongForAModelIsGivenUpAndSaysNothingOfTheFleet() {
        var script = Script([Script.stage(.policyLogprob, planned: 1)], failedShare: 0)
        let call = script.start(.policyLogprob, [Script.logprob(1)]).calls[0]
        #expect(script.fail(call.number, .tooLong).failures.map(\.reason) == ["too_long"])
        #expect(script.tell(.committed).end == .complete)
    }

    @Test func aServerThatIsDownCostsNoAttempts() {
        var script = Script([Script.stage(.sample)], attempts: 1)
        var call = script.start(.sample, [Script.prompt(1, samples: [0])]).calls[0]
        for _ in 0..<20 {
            let asked = script.fail(call.number, .unreachable)
            #expect(asked.calls.isEmpty, "nothing is sent to a server that is down")
            #expect(asked.probes.map(\.seconds) == [0.25])
            call = script.tell(.probed(.sample, endpoint: 0, nil)).calls[0]
        }
        #expect(script.fail(call.number, .serverError).failures.map(\.attempts) == [1])
    }

    @Test func aLostConnectionCostsAnAttempt() {
        var script = Script([Script.stage(.sample)], attempts: 2)
        var call = script.start(.sample, [Script.prompt(1, samples: [0])]).calls[0]
        call = script.tell(.timer(script.fail(call.number, .connectionLost).sleeps[0].timer)).calls[0]
        #expect(script.fail(call.number, .connectionLost).failures.map(\.reason) == ["connection_lost"])
    }

    @Test func workMovesToTheServerThatIsUp() {
        var script = Script([Script.stage(.sample, endpoints: 2)])
        let calls = script.start(.sample, [Script.prompt(1), Script.prompt(2), Script.prompt(3)]).calls
        #expect(script.fail(calls[0].number, .unreachable).calls.isEmpty)
        let next = script.succeed(calls[1].number, Script.responses(2)).calls
        #expect(next.map(\.work) == [Script.prompt(1)], "what came back is asked for first")
        #expect(next.map(\.endpoint) == [1])
        #expect(script.machine.progress.map(\.endpointsDown) == [1])
    }

    @Test func aCallCancelledByNobodyIsAskedForAgainAtNoCost() {
        var script = Script([Script.stage(.sample)], attempts: 1)
        let call = script.start(.sample, [Script.prompt(1, samples: [0])]).calls[0]
        #expect(script.fail(call.number, .cancelled).calls.map(\.work) == [Script.prompt(1, samples: [0])])
    }
}
