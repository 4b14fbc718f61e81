import Scheduling
import Testing

/// The limit of requests is found by measuring.
@Suite struct ConcurrencyControllerTests {
    @Test(arguments: [1, 2, 5, 12, 40])
    func theSlotsOfAServerAreFoundFromAboveAndBelow(_ slots: Int) {
        for start in [2, 8, 32] {
            var server = ClosedLoop(slots: slots, start: start, most: 256)
            server.run(completions: 4000 + 200 * slots)
            let limit = server.controller.limit
            #expect(limit >= slots, "slots stay empty: \(limit) of \(slots) from \(start)")
            #expect(limit <= 3 * slots + 3, "it waits at the server: \(limit) for \(slots) from \(start)")
        }
    }

    @Test func aFewGenerationsAreEnoughToGrow() {
        var server = ClosedLoop(slots: 128, start: 8, most: 256)
        server.run(seconds: 25)
        #expect(server.controller.limit >= 128)
    }

    @Test func itGrowsAgainWhenMoreBecomesPossible() {
        var server = ClosedLoop(slots: 4, start: 4, most: 256)
        server.run(completions: 1500)
        let before = server.controller.limit
        #expect(before <= 12)
        server.slots = 32
        server.run(completions: 12_000)
        #expect(server.controller.limit >= 28)
    }

    @Test func theMostIsNeverPassedAndAFixedLimitNeverChanges() {
        var server = ClosedLoop(slots: 100, start: 4, most: 24)
        server.run(completions: 5000)
        #expect(server.controller.limit == 24)
        var fixed = ConcurrencyController(.fixed(7))
        fixed.overloaded(sentAt: 0, at: 1)
        fixed.told(ServerLoad(running: 1, waiting: 100), outstanding: 7, at: 1)
        #expect(fixed.limit == 7)
    }

    @Test func aLimitThatIsNotUsedIsNotRaised() {
        var controller = ConcurrencyController(.adaptive(start: 8, most: 64))
        for call in 0..<500 {
            controller.note(outstanding: 2, at: Double(call))
            controller.completed(work: 1, at: Double(call))
        }
        #expect(controller.limit == 8)
    }

    @Test func notNowCutsItOncePerGenerationAndItComesBackStepByStep() {
        var controller = ConcurrencyController(.adaptive(start: 20, most: 64))
        for _ in 0..<20 { controller.overloaded(sentAt: 0, at: 1) }
        #expect(controller.limit == 17)
        controller.overloaded(sentAt: 1, at: 2)
        #expect(controller.limit == 14)
        var now = 2.0
        for _ in 0..<200 {
            controller.note(outstanding: controller.limit, at: now)
            now += 0.1
            controller.note(outstanding: controller.limit, at: now)
            controller.completed(work: 1, at: now)
        }
        #expect(controller.limit > 18 && controller.limit < 30)
    }

    @Test func aTimeOutNowAndThenIsNothingAndManyAreTooMuch() {
        var controller = ConcurrencyController(.adaptive(start: 20, most: 64))
        for call in 0..<100 {
            if call % 20 == 0 { controller.timedOut(sentAt: 0, at: 1) } else { controller.completed(work: 1, at: 0) }
        }
        #expect(controller.limit == 20)
        for _ in 0..<8 { controller.timedOut(sentAt: 0, at: 1) }
        #expect(controller.limit == 14)
    }

    // MARK: - What the server says

    @Test func itDoublesWhileNothingWaitsAndStopsWhereSomethingDoes() {
        var controller = ConcurrencyController(.adaptive(start: 8, most: 256))
        for (second, limit) in [16, 32, 64].enumerated() {
            controller.told(ServerLoad(running: controller.limit, waiting: 0), outstanding: controller.limit, at: Double(second))
            #expect(controller.limit == limit)
        }
        controller.told(ServerLoad(running: 60, waiting: 4), outstanding: 64, at: 4)
        controller.told(ServerLoad(running: 64, waiting: 0), outstanding: 64, at: 5)
        #expect(controller.limit == 64)
        controller.told(ServerLoad(running: 10, waiting: 0), outstanding: 10, at: 6)
        #expect(controller.limit == 64, "nobody uses it")
    }

    @Test func aQueueAtTheServerShrinksItToWhatRunsAndOnceDrainedAgain() {
        var controller = ConcurrencyController(.adaptive(start: 100, most: 256))
        controller.told(ServerLoad(running: 40, waiting: 60), outstanding: 100, at: 1)
        #expect(controller.limit == 45)
        controller.told(ServerLoad(running: 40, waiting: 50), outstanding: 90, at: 2)
        #expect(controller.limit == 45, "what was sent before has not drained")
        controller.told(ServerLoad(running: 40, waiting: 20), outstanding: 45, at: 20)
        #expect(controller.limit == 33)
    }

    @Test func severalSequencesARequestChangeNothing() {
        var controller = ConcurrencyController(.adaptive(start: 20, most: 256))
        controller.told(ServerLoad(running: 40, waiting: 60), outstanding: 20, at: 1)
        #expect(controller.limit == 9, "20 requests of 5 samples, room for 8")
    }

    @Test func aFullCacheAndAFullServerAreNotGivenMore() {
        var controller = ConcurrencyController(.adaptive(start: 20, most: 256))
        controller.told(ServerLoad(running: 20, waiting: 0, cacheUsage: 0.92), outstanding: 20, at: 1)
        controller.told(ServerLoad(running: 20, waiting: 0, capacity: 20), outstanding: 20, at: 2)
        #expect(controller.limit == 20)
        controller.told(ServerLoad(running: 20, waiting: 0, cacheUsage: 0.99), outstanding: 20, at: 3)
        #expect(controller.limit == 18)
    }
}
