import Inference
import Ledger
import Scheduling
import Testing

@testable import Orchestrator

/// Endpoints that are sick, limited, join, leave and tell their load.
@Suite struct RoundMachineFleetTests {
    @Test func aWrongModelAtOneOfTwoLeavesThatOneOutWithANotice() {
        var script = Script([Script.stage(.sample, endpoints: 2)], attempts: 1)
        let calls = script.start(.sample, [Script.prompt(1), Script.prompt(2), Script.prompt(3)]).calls
        let asked = script.fail(calls[0].number, .misconfigured, "http://0 does not serve the model m")
        #expect(asked.end == nil)
        #expect(asked.notices == ["http://0 does not serve the model m: it is left out of stage sample until it works again"])
        #expect(asked.probes.map(\.endpoint) == [0])
        #expect(script.succeed(calls[1].number, Script.responses(2)).calls.map(\.work) == [Script.prompt(1)])
        let last = script.fail(script.actions.calls[2].number, .misconfigured, "http://1 does not serve the model m")
        #expect(last.end == nil, "a commit is under way")
        #expect(script.tell(.committed).end == .stopped("http://1 does not serve the model m"))
    }

    @Test func aWrongModelHereAndNobodyThereIsWaitedForNoLongerThanUsual() {
        var script = Script([Script.stage(.sample, endpoints: 2)], waitForBackend: 60)
        let calls = script.start(.sample, [Script.prompt(1), Script.prompt(2)]).calls
        script.fail(calls[0].number, .misconfigured, "http://0 does not serve the model m")
        script.fail(calls[1].number, .unreachable, "http://1 refused the connection")
        script.now = 59
        let trial = script.tell(.probed(.sample, endpoint: 0, nil)).calls[0]
        script.fail(trial.number, .misconfigured, "http://0 does not serve the model m")
        script.now = 60
        let end = script.tell(.probed(.sample, endpoint: 1, BackendError(.unreachable, "http://1 refused the connection"))).end
        guard case .stopped(let reason) = end else {
            Issue.record("it goes on for ever")
            return
        }
        #expect(reason.contains("limits.wait_for_backend"))
    }

    @Test func aSickEndpointIsLeftOutAndItsItemsKeepTheirAttempts() {
        var script = Script([Script.stage(.sample, endpoints: 2, concurrency: 6)], attempts: 2)
        let calls = script.start(.sample, (1...12).map { Script.prompt($0, samples: [0]) }).calls.filter { $0.endpoint == 0 }
        for call in calls { script.fail(call.number, .serverError, "http://0 answered 500") }
        #expect(script.actions.notices.count == 1)
        #expect(script.machine.progress[0].endpointsDown == 1)

        let other = script.machine.calls.keys.sorted()[0]
        script.succeed(other, Script.responses(2, [0]))
        let first = script.actions.sleeps[0]
        let again = script.tell(.timer(first.timer)).calls[0]
        #expect(again.endpoint == 1)
        let asked = script.fail(again.number, .serverError)
        #expect(asked.sleeps.count == 1, "what failed at the sick one does not count")
        let last = script.tell(.timer(asked.sleeps[0].timer)).calls[0]
        script.tell(.committed)
        #expect(script.fail(last.number, .serverError).failures.count == 1, "two attempts at one that works do")
    }

    @Test func aRetryGoesToTheOtherEndpoint() {
        var script = Script([Script.stage(.sample, endpoints: 2, concurrency: 2)])
        let call = script.start(.sample, [Script.prompt(1)]).calls[0]
        #expect(call.endpoint == 0)
        let sleep = script.fail(call.number, .serverError).sleeps[0]
        #expect(script.tell(.timer(sleep.timer)).calls.map(\.endpoint) == [1])
    }

    @Test func aPauseTheServerAskedForIsOneTimerForAll() {
        var script = Script([Script.stage(.sample, concurrency: 2)])
        let calls = script.start(.sample, (1...6).map { Script.prompt($0) }).calls
        var asked: [RoundAction] = []
        for call in calls {
            let error = BackendError(.overloaded, "slow down", retryAfter: 9)
            asked += script.tell(.finished(call: call.number, .failed(error), CallReport()))
        }
        #expect(asked.calls.isEmpty, "the other items wait as well")
        #expect(asked.sleeps.filter { $0.seconds == 9 }.count == 3, "two items, and one timer of the machine")
        script.now = 9
        let alarm = asked.sleeps.min { $0.timer < $1.timer }
        _ = alarm
        let opened = script.tell(.committed).calls
        #expect(opened.count == 2)
    }

    @Test func headersThatSayNothingIsLeftHoldTheEndpoint() {
        var script = Script([Script.stage(.sample)])
        let call = script.start(.sample, [Script.prompt(1), Script.prompt(2)]).calls[0]
        let report = CallReport(requests: 1, rateLimit: RateLimitReading(remainingRequests: 0, resetRequests: 4))
        let asked = script.tell(.finished(call: call.number, .facts(Script.responses(1)), report))
        #expect(asked.calls.isEmpty)
        #expect(asked.sleeps.map(\.seconds) == [4])
        #expect(script.machine.progress[0].endpoints[0].state == .limited)
        script.now = 4
        #expect(script.tell(.timer(asked.sleeps[0].timer)).calls.count == 1)
    }

    @Test func aPartOfAnAnswerIsRecordedAndTheRestAskedAgain() throws {
        var script = Script([Script.stage(.sample, endpoints: 2)], attempts: 2)
        let call = script.start(.sample, [Script.prompt(1, samples: [0, 1, 2])]).calls[0]
        let partial = CallOutcome.partial(
            Script.responses(1, [0, 2]),
            rest: [Script.prompt(1, samples: [1])],
            BackendError(.aborted, "one choice was aborted")
        )
        let asked = script.tell(.finished(call: call.number, partial, CallReport()))
        #expect(asked.commits == [Script.responses(1, [0, 2])])
        #expect(script.machine.progress[0].done == 2)
        let again = try #require(script.tell(.timer(asked.sleeps[0].timer)).calls.first)
        #expect(again.work == Script.prompt(1, samples: [1]))
        script.tell(.committed)
        #expect(script.fail(again.number, .aborted).failures.map(\.attempts) == [2], "the first attempt counts")
    }

    @Test func endpointsJoinAndLeaveWhileTheRoundIsAnswered() {
        var script = Script([Script.stage(.sample)])
        let call = script.start(.sample, (1...5).map { Script.prompt($0) }).calls[0]
        #expect(script.tell(.endpointAdded(.sample, name: "http://new")).calls.map(\.endpoint) == [1])
        #expect(script.tell(.endpointRemoved(.sample, endpoint: 0)).calls.isEmpty)
        #expect(script.succeed(call.number, Script.responses(1)).calls.isEmpty, "what was in flight counts, nothing new is sent")
        #expect(script.machine.progress[0].endpoints.map(\.state) == [.removed, .up])
        #expect(script.machine.progress[0].done == 2)
    }

    @Test func theLoadIsReadWhileThereIsWorkAndNotOfThoseThatTellNone() {
        var plan = Script.stage(.sample)
        plan.pool.concurrency = .adaptive(start: 2, most: 8)
        var script = Script([plan])
        let started = script.start(.sample, (1...20).map { Script.prompt($0) })
        #expect(started.observations == [0])
        let again = script.tell(.observed(.sample, endpoint: 0, ServerLoad(running: 2, waiting: 0)))
        #expect(again.observations == [0])
        #expect(again.calls.count == 2, "nothing waits there: twice as many")
        for _ in 0..<3 { script.tell(.observed(.sample, endpoint: 0, nil)) }
        #expect(script.actions.observations.count == 5, "one that has told keeps being asked")

        var silent = Script([plan])
        _ = silent.start(.sample, (1...20).map { Script.prompt($0) })
        #expect(silent.tell(.observed(.sample, endpoint: 0, nil)).observations == [0])
        #expect(silent.tell(.observed(.sample, endpoint: 0, nil)).observations.isEmpty)
    }

    @Test func whatWasLearnedGoesToTheNextMachine() {
        var plan = Script.stage(.sample)
        plan.pool.concurrency = .adaptive(start: 2, most: 8)
        var script = Script([plan])
        let calls = script.start(.sample, [Script.prompt(1), Script.prompt(2)]).calls
        script.tell(.observed(.sample, endpoint: 0, ServerLoad(running: 2, waiting: 0)))
        script.now = 3
        script.succeed(calls[0].number, Script.responses(1))
        #expect(script.machine.memory.pools[.sample]?.endpoints["http://0"] == EndpointMemory(limit: 4, latency: 3, calls: 1))
        let next = RoundMachine(stages: [plan], firstResponse: 1, limits: script.machine.limits, memory: script.machine.memory)
        #expect(next.progress[0].endpoints.map(\.limit) == [4])
    }

    @Test func aServerOfSeveralStagesIsToldOfOnce() {
        var script = Script([Script.stage(.sample), Script.stage(.policyLogprob)])
        script.tell(.started)
        let sample = script.tell(.page(.sample, Script.page([Script.prompt(1)]))).calls[0]
        let logprob = script.tell(.page(.policyLogprob, Script.page([Script.logprob(1)]))).calls[0]
        script.fail(sample.number, .unreachable, "http://0 refused the connection")
        script.fail(logprob.number, .unreachable, "http://0 refused the connection")
        #expect(
            script.actions.notices == [
                "http://0 refused the connection: it is left out of stage sample until it works again; nobody else is there: "
                    + "the run waits 600 s (limits.wait_for_backend)"
            ]
        )
        let trial = script.tell(.probed(.sample, endpoint: 0, nil)).calls[0]
        #expect(script.succeed(trial.number, Script.responses(1)).notices == ["http://0 works again (stage sample)"])
    }
}
