import Ledger
import Scheduling
import Testing

@testable import Orchestrator

/// Data flows one way: a stage sees committed facts, and no stage waits for another to finish the round.
@Suite struct RoundMachineStreamsTests {
    private let rm = StageID.reward("rm")

    @Test func aRoundBeginsByAskingForAPageOfEveryStage() {
        var script = Script([Script.stage(.sample, endpoints: 2, concurrency: 40), Script.stage(rm)])
        #expect(script.tell(.started) == [.fetch(.sample, after: -1, limit: 160), .fetch(rm, after: 0, limit: 64)])
    }

    @Test func aRoundWithNothingMissingIsComplete() {
        var script = Script([Script.stage(.sample), Script.stage(rm)])
        #expect(script.start(.sample, []).end == .complete)
        var none = Script([])
        #expect(none.tell(.started).end == .complete)
    }

    @Test func aResponseIsRewardedAsSoonAsItIsCommittedAndNotBefore() {
        var script = Script([Script.stage(.sample), Script.stage(rm)])
        let first = script.start(.sample, [Script.prompt(1), Script.prompt(2)]).calls
        #expect(first.map(\.work) == [Script.prompt(1)])

        let answered = script.succeed(first[0].number, Script.responses(1))
        #expect(answered.commits == [Script.responses(1)])
        #expect(answered.calls.map(\.work) == [Script.prompt(2)], "the policy is kept busy meanwhile")
        #expect(answered.fetches.isEmpty, "nothing of the response may be read before it is on disk")

        #expect(script.tell(.committed).fetches == [rm])
        let calls = script.tell(.page(rm, Script.page([Script.rewards(1, [1, 2])]))).calls
        #expect(calls.map(\.stage) == [rm])
        #expect(calls.map(\.work) == [Script.rewards(1, [1, 2])])
    }

    @Test func theNextPageBeginsWhereTheLastOneEnded() {
        var script = Script([Script.stage(.sample), Script.stage(rm)])
        let call = script.start(.sample, [Script.prompt(1)]).calls[0]
        script.succeed(call.number, Script.responses(1))
        #expect(script.tell(.committed).contains(.fetch(rm, after: 100, limit: 64)))
    }

    @Test func responsesCommittedWhileAPageIsReadAreAskedForAfterwards() {
        var script = Script([Script.stage(.sample), Script.stage(rm)])
        script.tell(.started)
        let call = script.tell(.page(.sample, Script.page([Script.prompt(1)]))).calls[0]
        script.succeed(call.number, Script.responses(1))
        #expect(script.tell(.committed).fetches.isEmpty, "one page of a stage at a time")
        #expect(script.tell(.page(rm, Script.page([]))).fetches == [rm])
        #expect(script.tell(.page(rm, Script.page([]))).end == .complete)
    }

    @Test func aCommitWithoutResponsesBringsNobodyNewWork() {
        var script = Script([Script.stage(.sample), Script.stage(rm)])
        let call = script.start(rm, [Script.rewards(1, [1])]).calls[0]
        script.succeed(call.number, [Script.reward(1)])
        let asked = script.tell(.committed)
        #expect(asked.fetches.isEmpty)
        #expect(asked.end == .complete)
    }

    @Test func thereIsOneCommitAtATimeAndWhatWaitsGoesTogether() {
        var script = Script([Script.stage(.sample, concurrency: 4)])
        let calls = script.start(.sample, (1...4).map { Script.prompt($0) }).calls
        #expect(calls.count == 4)
        #expect(script.succeed(calls[0].number, Script.responses(1)).commits.count == 1)
        #expect(script.succeed(calls[1].number, Script.responses(2)).commits.isEmpty)
        #expect(script.succeed(calls[2].number, Script.responses(3)).commits.isEmpty)
        #expect(script.tell(.committed).commits == [Script.responses(2) + Script.responses(3)])
        #expect(script.succeed(calls[3].number, Script.responses(4)).commits.isEmpty)
        #expect(script.tell(.committed).commits == [Script.responses(4)])
        #expect(script.tell(.committed).end == .complete)
    }

    @Test func aStageThatFollowsAnotherWaitsUntilThatOneIsOnDisk() {
        var script = Script([Script.stage(.policyLogprob), Script.stage(.referenceLogprob, after: .policyLogprob)])
        #expect(script.tell(.started).fetches == [.policyLogprob])
        let call = script.tell(.page(.policyLogprob, Script.page([Script.logprob(1)]))).calls[0]
        let fact = Fact.logprob(LogprobFact(responseID: 1, model: "m", weightVersion: "", source: .given, sum: -1, tokens: 1))
        #expect(script.succeed(call.number, [fact]).fetches.isEmpty)
        #expect(script.tell(.committed).fetches == [.referenceLogprob])
    }

    @Test func neverMoreThanTheConcurrencyIsOutstandingAtAnEndpoint() {
        var script = Script([Script.stage(.sample, endpoints: 2, concurrency: 3)])
        let calls = script.start(.sample, (1...20).map { Script.prompt($0) }).calls
        #expect(calls.map(\.endpoint) == [0, 1, 0, 1, 0, 1])
        #expect(script.fail(calls[1].number, .rejected).calls.map(\.endpoint) == [1])
    }

    @Test func nothingIsAskedForWhileTooManyFactsWait() {
        var script = Script([Script.stage(.sample)])
        let samples = Array(0..<RoundMachine.mostWaitingFacts)
        var call = script.start(.sample, (1...4).map { Script.prompt($0, samples: samples) }).calls[0]
        call = script.succeed(call.number, Script.responses(1, samples)).calls[0]
        let held = script.succeed(call.number, Script.responses(2, samples))
        #expect(held.calls.isEmpty)
        #expect(script.tell(.committed).calls.count == 1, "they are being written: the next one may leave")
    }

    @Test func progressCountsWhatThisStartFoundAndAdded() {
        var script = Script([Script.stage(.sample, planned: 8, failed: 1)])
        let calls = script.start(.sample, [Script.prompt(1), Script.prompt(2)]).calls
        let endpoint = EndpointStatus(name: "http://0", inFlight: 1, limit: 1, state: .up, done: 0, failed: 0)
        let stage = StageProgress(
            name: "sample",
            planned: 8,
            done: 0,
            failed: 1,
            inFlight: 1,
            endpointsDown: 0,
            endpoints: [endpoint]
        )
        #expect(script.machine.progress == [stage])
        script.succeed(calls[0].number, Script.responses(1))
        #expect(script.machine.progress.map(\.done) == [2])
    }

    @Test func afterTheEndNothingMeansAnything() {
        var script = Script([Script.stage(.sample)])
        #expect(script.start(.sample, []).end == .complete)
        for event in [RoundEvent.started, .committed, .drain, .cancel, .timer(1), .page(.sample, Script.page([Script.prompt(1)]))] {
            #expect(script.tell(event).isEmpty)
        }
    }

    @Test func eventsOfNobodyAreIgnored() {
        var script = Script([Script.stage(.sample)])
        _ = script.start(.sample, [Script.prompt(1)])
        #expect(script.tell(.timer(77)).isEmpty)
        #expect(script.fail(77, .timedOut).isEmpty)
        #expect(script.tell(.page(.referenceLogprob, Script.page([Script.logprob(1)]))).isEmpty)
    }
}
