import Ledger
import Settings
import Testing

@testable import Orchestrator

/// Which prompts are held out.
@Suite struct HoldingPromptsOutTests {
    private func split(_ prompts: [PoolPrompt], _ settings: HeldOutPrompts, seed: Int = 7) throws -> Set<String> {
        var pool = prompts
        try HeldOutSplit.mark(&pool, settings, runSeed: seed)
        #expect(pool.map(\.contentHash) == prompts.map(\.contentHash))
        return Set(pool.filter(\.isHeldOut).map(\.contentHash))
    }

    @Test(arguments: [(0.1, 100, 10), (0.001, 100, 1), (0.5, 3, 1), (0.99, 3, 2)])
    func aShareIsRoundedDownAndAtLeastOne(_ share: Double, _ prompts: Int, _ expected: Int) throws {
        #expect(try split(Samples.pool(prompts), .share(share)).count == expected)
    }

    @Test func aCountIsACount() throws {
        #expect(try split(Samples.pool(100), .count(7)).count == 7)
        #expect(try split(Samples.pool(2), .count(1)).count == 1)
    }

    @Test func theOrderOfTheFileDoesNotMatter() throws {
        let prompts = Samples.pool(50)
        #expect(try split(prompts.reversed(), .count(9)) == split(prompts, .count(9)))
    }

    @Test func aPromptMoreMovesAtMostOne() throws {
        let before = try split(Samples.pool(50), .count(9))
        let after = try split(Samples.pool(51), .count(9))
        #expect(before.intersection(after).count >= 8)
    }

    @Test func anotherSeedHoldsOthersOut() throws {
        #expect(try split(Samples.pool(50), .count(9), seed: 8) != split(Samples.pool(50), .count(9)))
    }

    @Test func moreOfThemAreAllOfTheFewerAndSomeMore() throws {
        let few = try split(Samples.pool(50), .count(5))
        #expect(try few.isSubset(of: split(Samples.pool(50), .count(10))))
    }

    @Test(arguments: [3, 4])
    func allOfThemAreRefused(_ count: Int) {
        var pool = Samples.pool(3)
        do {
            try HeldOutSplit.mark(&pool, .count(count), runSeed: 7)
            Issue.record("nothing was left to train on")
        } catch {
            #expect(error.kind == .input)
            #expect(error.message.contains("held_out") && error.message.contains("only 3"))
        }
        #expect(pool.filter(\.isHeldOut).isEmpty)
    }
}
