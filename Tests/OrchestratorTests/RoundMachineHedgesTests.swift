import Inference
import Ledger
import Scheduling
import Testing

@testable import Orchestrator

/// What takes long is sent a second time once nothing else is left: the first answer counts, and only that.
@Suite struct RoundMachineHedgesTests {
    /// Two endpoints of two slots, 20 requests answered in a second each, and two more under way at different endpoints.
    private func tail(_ more: Int = 2) -> (script: Script, calls: [Int]) {
        var script = Script([Script.stage(.sample, endpoints: 2, concurrency: 2)])
        var calls = script.start(.sample, (1...Int64(20 + more)).map { Script.prompt($0, samples: [0]) }).calls
        for done in 1...20 {
            script.now = Double(done)
            let call = calls.removeFirst()
            guard case .sample(let work) = call.work else { continue }
            calls += script.succeed(call.number, Script.responses(work.promptID, [0])).calls
        }
        return (script, calls.map(\.number))
    }

    @Test func nothingIsSentTwiceBeforeItTakesLong() {
        var (script, calls) = tail()
        #expect(calls.count == 2)
        #expect(script.actions.calls.count == 22)
        script.now += 0.1
        #expect(script.tell(.committed).calls.isEmpty)
    }

    @Test func oneTimerLeadsToTheOtherEndpointAndTheFirstAnswerWins() throws {
        var (script, calls) = tail()
        let sleep = try #require(script.actions.sleeps.last)
        #expect(sleep.seconds > 0.5 && sleep.seconds < 15)
        script.now += 20
        let asked = script.tell(.timer(sleep.timer))
        #expect(asked.calls.count == 2, "both are long")
        let first = try #require(asked.calls.first)
        #expect(first.endpoint != script.machine.calls[calls[0]]?.endpoint)
        #expect(script.machine.progress[0].inFlight == 2, "items, not requests")

        guard case .sample(let work) = first.work else { return }
        let won = script.succeed(first.number, Script.responses(work.promptID, [0]))
        #expect(won.contains(.cancelCall(calls[0])))
        let late = script.succeed(calls[0], Script.responses(work.promptID, [0]))
        #expect(late.commits.isEmpty, "what came second is dropped")
        #expect(script.machine.progress[0].done == 21)
    }

    @Test func noCallIsSentAThirdTime() throws {
        var (script, calls) = tail(1)
        for _ in 0..<10 {
            script.now += 20
            _ = script.tell(.committed)
        }
        #expect(script.actions.calls.count == 22)
        let second = try #require(script.actions.calls.last?.number)
        #expect(script.fail(second, .serverError).isEmpty, "the first one goes on")
        #expect(script.machine.progress[0].inFlight == 1)
        #expect(script.fail(calls[0], .serverError).sleeps.count == 1, "with none left the item is tried again")
    }

    @Test func atMostAShareOfTheCallsIsSentTwice() {
        var script = Script([Script.stage(.sample, endpoints: 2, concurrency: 12)])
        var calls = script.start(.sample, (1...40).map { Script.prompt($0, samples: [0]) }).calls
        for done in 1...30 {
            script.now = Double(done) / 10
            let call = calls.removeFirst()
            guard case .sample(let work) = call.work else { continue }
            calls += script.succeed(call.number, Script.responses(work.promptID, [0])).calls
        }
        script.now = 100
        #expect(script.tell(.committed).calls.count == 2, "ten are long, 5 % of 40 calls may be sent again")
    }

    @Test func aSilentEndpointGetsNothingNewAndItsCallsGoElsewhereThoughMoreIsQueued() {
        var script = Script([Script.stage(.sample, endpoints: 2, concurrency: 1)])
        var calls = script.start(.sample, (1...60).map { Script.prompt($0, samples: [0]) }).calls
        let hung = calls.removeFirst()
        #expect(hung.endpoint == 0)
        while calls.count == 1, script.now < 40 {
            script.now += 1
            let call = calls.removeFirst()
            guard case .sample(let work) = call.work else { continue }
            calls = script.succeed(call.number, Script.responses(work.promptID, [0])).calls
            script.tell(.committed)
        }
        #expect(script.actions.notices.count { $0.contains("http://0 is silent") } == 1)
        #expect(script.actions.calls.count { $0.work == hung.work } == 2)
        #expect(script.machine.progress[0].endpoints[0].state != .up)
    }
}
