import Scheduling
import Testing

@Suite("A budget is kept")
struct BudgetTests {
    private let price = Price(input: 0.001, output: 0.002, request: 0.01)

    /// How many of `count` calls are admitted.
    private func admitted(_ budget: inout Budget, of count: Int = 1) -> Int {
        (0..<count).count { _ in
            guard budget.hasRoom else { return false }
            budget.take()
            return true
        }
    }

    private func call(_ prompt: Int, _ completion: Int) -> Spending {
        Spending(requests: 1, promptTokens: prompt, completionTokens: completion)
    }

    @Test("without caps everything is admitted")
    func open() {
        var budget = Budget(caps: Budget.Caps())
        #expect(admitted(&budget, of: 1000) == 1000)
        #expect(budget.reached == nil)
    }

    @Test("requests: those in flight may take as many as any call did, so the cap is never passed")
    func requests() {
        var budget = Budget(caps: Budget.Caps(requests: 9), spent: Spending(requests: 2))
        #expect(admitted(&budget, of: 9) == 3 && budget.reached == nil)
        budget.settle(Spending(requests: 3), price)
        #expect(admitted(&budget) == 0 && budget.reached == nil)
        for _ in 1...2 { budget.settle(call(1, 1), price) }
        #expect(admitted(&budget) == 0)
        #expect(budget.reached == "budget.requests: 7 of 9 requests are made, and the next work may take 3")
    }

    @Test("a call that made no request gives its place back")
    func unsent() {
        var budget = Budget(caps: Budget.Caps(requests: 2))
        #expect(admitted(&budget, of: 2) == 1)
        budget.settle(Spending(), price)
        #expect(admitted(&budget) == 1)
    }

    @Test("tokens are admitted by the mean of the calls before, and never passed by more than what is in flight")
    func tokens() {
        var budget = Budget(caps: Budget.Caps(tokens: 1000))
        #expect(admitted(&budget) == 1)
        budget.settle(call(60, 40), price)
        #expect(admitted(&budget, of: 100) == 9)
        for _ in 1...9 { budget.settle(call(60, 40), price) }
        #expect(budget.tokens == 1000 && budget.reached == "budget.tokens: 1000 of 1000 tokens are used")
    }

    @Test("what is left after calls cheaper than expected is used")
    func cheaperThanExpected() {
        var budget = Budget(caps: Budget.Caps(tokens: 250))
        #expect(admitted(&budget) == 1)
        budget.settle(call(100, 0), price)
        #expect(admitted(&budget, of: 2) == 1)
        budget.settle(call(10, 0), price)
        #expect(budget.reached == nil && admitted(&budget) == 1)
    }

    @Test("money is tokens and requests by their prices")
    func cost() {
        var budget = Budget(caps: Budget.Caps(cost: 0.5), cost: 0.25)
        #expect(admitted(&budget) == 1)
        budget.settle(call(100, 70), price)
        #expect(abs(budget.cost - 0.5) < 1e-12)
        #expect(budget.reached == "budget.cost: 0.5 of 0.5 is spent")
        #expect(admitted(&budget) == 0)
    }
}
