import TestSupport
import Testing

@Suite struct FaultPlanTests {
    private func request(_ number: Int, path: String = "/classify", method: String = "POST", body: String = "{}", attempt: Int = 1)
        -> ReceivedRequest
    {
        ReceivedRequest(number: number, attempt: attempt, method: method, path: path, body: Array(body.utf8))
    }

    @Test func hitsTheNumberedRequestsOfAPath() {
        var plan = FaultPlan()
        plan.add(.refuse, on: "/classify", .numbers(2...3))
        let hits = (1...4).map { plan.fault(for: request($0)) }
        #expect(hits == [nil, .refuse, .refuse, nil])
        #expect(plan.fault(for: request(2, path: "/tokenize")) == nil)
    }

    @Test func withoutAPathItHitsPostsOnly() {
        var plan = FaultPlan()
        plan.add(.serverError)
        #expect(plan.fault(for: request(1)) == .serverError)
        #expect(plan.fault(for: request(1, method: "GET")) == nil)
    }

    @Test func theFirstRuleThatAppliesCounts() {
        var plan = FaultPlan()
        plan.add(.nan, .numbers(1...1))
        plan.add(.abort)
        #expect((1...2).map { plan.fault(for: request($0)) } == [.nan, .abort])
    }

    @Test func aShareDependsOnSeedBodyAndAttemptAlone() {
        var plan = FaultPlan(seed: 4)
        plan.add(.serverError, .probability(0.3))
        let bodies = (0..<1000).map { "{\"seed\":\($0)}" }
        let hits = bodies.filter { plan.fault(for: request(1, body: $0)) != nil }
        #expect((250...350).contains(hits.count))
        #expect(hits == bodies.filter { plan.fault(for: request(77, body: $0)) != nil })
        #expect(hits != bodies.filter { plan.fault(for: request(1, body: $0, attempt: 2)) != nil })
    }
}
