import Settings
import TestSupport
import Testing

@testable import Ledger
@testable import Orchestrator

/// A batch cannot be stopped half-way: what it will cost is counted before it is started.
@Suite struct BatchesWithinABudgetTests {
    private func reason(_ caps: String, out: Int, spent: (requests: Int, tokens: Int)) throws -> String? {
        let configuration = try Samples.configuration(caps.split(separator: " ").map(String.init))
        let record = SpendRecord(
            round: 1,
            stage: "sample",
            model: "m",
            isBatch: true,
            requests: spent.requests,
            promptTokens: spent.tokens,
            completionTokens: 0
        )
        return configuration.reasonNotToStart(out, spent: spent.requests > 0 ? [record] : [])
    }

    @Test func requestsAreCountedExactly() throws {
        #expect(try reason("budget.requests=100", out: 60, spent: (40, 0)) == nil)
        let words = try reason("budget.requests=100", out: 61, spent: (40, 0))
        #expect(words?.hasPrefix("budget.requests: 40 of 100 requests are made and 61 more would be out in batches") == true)
        #expect(try reason("budget.requests=100", out: 1, spent: (100, 0))?.contains("100 of 100") == true)
    }

    @Test func tokensAreCountedAtTheMeanOfWhatWas() throws {
        #expect(try reason("budget.tokens=1000", out: 10, spent: (10, 500)) == nil)
        #expect(try reason("budget.tokens=1000", out: 11, spent: (10, 500))?.contains("11 requests in batches would pass that") == true)
        #expect(try reason("budget.tokens=1000", out: 1_000_000, spent: (0, 0)) == nil)
    }

    @Test func withoutCapsNothingIsRefused() throws {
        #expect(try reason("", out: 1_000_000, spent: (10, 500)) == nil)
    }

    @Test func aBatchThatIsTooDearIsNotStarted() async throws {
        let world = try BatchWorld(prompts: 5)
        let service = try world.service { out, spent in
            let made = spent.reduce(0) { $0 + $1.requests }
            return made + out > 4 ? "budget.requests: it is used up" : nil
        }
        #expect(try await service.answer() == .stopped("budget.requests: it is used up"))
        // Two batches of two lines are out; the third is written and waits for a higher cap.
        #expect(world.double.book.batches.count == 2)
        #expect(try await world.service().answer() == .complete)
        #expect(try world.faults() == [])
        #expect(world.double.book.batches.count == 3)
    }
}
