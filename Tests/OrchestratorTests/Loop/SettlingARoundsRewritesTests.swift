import Ledger
import Settings
import Testing

@testable import Orchestrator

/// From answers of the rewriting model to prompts: cleaned, filtered in plan order, recorded with lineage or reason.
@Suite struct SettlingARoundsRewritesTests {
    private let parent = "Explain why the sky is blue in the evening and what colour it has at noon"

    private func configuration(_ mode: String = "evolve_then_select", _ overrides: [String] = []) throws -> Configuration {
        try Samples.configuration(["evolution.mode=\(mode)", "evolution.strategies=[breadth, deepen, reason]"] + overrides)
    }

    /// Three prompts answered in round 1, the first of which is the parent, with these rewrites by strategy.
    private func ledger(_ configuration: Configuration, _ rewrites: [(String, String)], finish: String = "stop") throws -> Ledger {
        let ledger = try Samples.ledger(configuration, texts: [parent, "What is the tallest mountain of Africa?", "Name three rivers."])
        try Samples.answer(1, ledger, prompts: [1, 2, 3]) { _, sample in Double(sample) }
        try ledger.plan(.parents, round: 1, prompts: [(1, 1)])
        for (strategy, text) in rewrites {
            try Samples.rewrite(1, ledger, parents: [1], strategy: strategy, text: text, finish: finish)
        }
        return ledger
    }

    /// `strategy: what became of it`, in plan order.
    private func outcomes(_ ledger: Ledger, round: Int = 1) throws -> [String] {
        let dropped = try ledger.tally().filter { $0.kind == "rewrite_dropped" && $0.round == round }
        let kept = try ledger.tally().filter { $0.kind == "rewrite_kept" && $0.round == round }
        return (kept.map { "\($0.reason) kept" } + dropped.map { "\($0.reason) \($0.count)" }).sorted()
    }

    @Test func goodOnesBecomePromptsWithTheirParentsConversation() throws {
        let configuration = try configuration()
        let ledger = try ledger(
            configuration,
            [
                ("breadth", "Describe how sailors of the past found their way across an ocean at night"),
                ("deepen", "Explain, step by step, how Rayleigh scattering depends on the wavelength of light"),
            ]
        )
        try EvolutionService(ledger: ledger, configuration: configuration).settle(round: 1, into: .evolved, tokens: [])
        #expect(try outcomes(ledger) == ["breadth kept", "deepen kept"])
        let plan = try ledger.planned(.evolved, round: 1)
        #expect(plan.map(\.id) == [4, 5])
        var texts: [String] = []
        try ledger.forEachPrompt { texts.append($0.map(\.content).joined(separator: "|")) }
        #expect(
            texts[3...] == [
                "Describe how sailors of the past found their way across an ocean at night",
                "Explain, step by step, how Rayleigh scattering depends on the wavelength of light",
            ]
        )
        #expect(try ledger.tallyFaults().isEmpty)
    }

    @Test func everyReasonIsRecorded() throws {
        let configuration = try configuration()
        let ledger = try ledger(
            configuration,
            [
                ("breadth", "I'm sorry, but I can't help with that request."),
                ("deepen", "What is the tallest mountain of Africa?"),
                ("reason", "   "),
            ]
        )
        try EvolutionService(ledger: ledger, configuration: configuration).settle(round: 1, into: .evolved, tokens: [])
        #expect(try outcomes(ledger) == ["duplicate 1", "empty 1", "refusal 1"])
        #expect(try ledger.planned(.evolved, round: 1).isEmpty)
        #expect(try ledger.plannedPhases(round: 1).contains(.evolved))
        #expect(try RewriteCounts.read(ledger, round: 1)?.planned == 3)
        #expect(try RewriteCounts.read(ledger, round: 1)?.dropped.reduce(0) { $0 + $1.count } == 3)
    }

    @Test func aCopyOfTheParentAndANearCopyAreDropped() throws {
        let configuration = try configuration("evolve_then_select", ["evolution.filters.near_duplicate=0.8"])
        let ledger = try ledger(
            configuration,
            [
                ("breadth", parent), ("deepen", parent + " too"), ("reason", "Which animals sleep through the winter, and why do they?"),
            ]
        )
        try EvolutionService(ledger: ledger, configuration: configuration).settle(round: 1, into: .evolved, tokens: [])
        let outcomes = try outcomes(ledger)
        #expect(outcomes.contains("reason kept") && outcomes.count == 3)
        #expect(try ledger.planned(.evolved, round: 1).count == 1)
    }

    @Test func whatWasCutOffIsNoPrompt() throws {
        let configuration = try configuration()
        let text = "Describe how sailors of the past found their way across an"
        let ledger = try ledger(configuration, [("breadth", text)], finish: "length")
        try EvolutionService(ledger: ledger, configuration: configuration).settle(round: 1, into: .evolved, tokens: [])
        #expect(try ledger.planned(.evolved, round: 1).isEmpty)
        #expect(try outcomes(ledger) == ["truncated 1"])
    }

    @Test func theFilterByTokensTakesCountsInPlanOrder() throws {
        let configuration = try configuration("evolve_then_select", ["evolution.filters.max_tokens=20"])
        let ledger = try ledger(
            configuration,
            [
                ("breadth", "Describe how sailors of the past found their way across an ocean at night"),
                ("deepen", "Explain, step by step, how Rayleigh scattering depends on the wavelength of light"),
                ("reason", "Which animals sleep through the winter, and why do they?"),
            ]
        )
        let service = EvolutionService(ledger: ledger, configuration: configuration)
        #expect(try service.conversationsToCount(round: 1).map { $0[0].content.prefix(5) } == ["Descr", "Expla", "Which"])
        try service.settle(round: 1, into: .evolved, tokens: [20, 21, nil])
        let outcomes = try outcomes(ledger)
        #expect(outcomes.contains("breadth kept") && outcomes.contains("reason kept") && !outcomes.contains("deepen kept"))
    }

    @Test func noFilterByTokensAsksForNoCounts() throws {
        let configuration = try configuration()
        let ledger = try ledger(configuration, [("breadth", "Which animals sleep through the winter, and why do they?")])
        #expect(try EvolutionService(ledger: ledger, configuration: configuration).conversationsToCount(round: 1).isEmpty)
    }

    @Test func aRoundThatOpensWithRewritesGetsItsPlanWithThem() throws {
        let configuration = try configuration("sample_then_evolve", ["evolution.mix={evolved: 0.5, fresh: 0.5}", "prompts.per_round=2"])
        let ledger = try Samples.ledger(configuration, texts: [parent, "What is the tallest mountain of Africa?", "Name three rivers."])
        try Samples.answer(1, ledger, prompts: [1, 2]) { _, sample in Double(sample) }
        try ledger.plan(round: 2, policy: "base", reference: nil, weightVersion: "", phase: .parents, prompts: [(1, 1)], at: 1)
        let text = "Which animals sleep through the winter, and why do they?"
        try Samples.rewrite(2, ledger, parents: [1], strategy: "breadth", text: text)
        try EvolutionService(ledger: ledger, configuration: configuration).settle(round: 2, into: .base, tokens: [])
        #expect(try ledger.planned(.base, round: 2).map(\.id) == [4, 3])
        #expect(try ledger.plannedPhases(round: 2) == [.parents, .base])
        #expect(try ledger.planned(.base, round: 1).map(\.id) == [1, 2])
    }

    @Test func withAllRewritesDroppedItStillGetsItsPlan() throws {
        let configuration = try configuration("sample_then_evolve", ["prompts.per_round=2"])
        let ledger = try Samples.ledger(configuration, texts: [parent, "What is the tallest mountain of Africa?", "Name three rivers."])
        try Samples.answer(1, ledger, prompts: [1, 2]) { _, sample in Double(sample) }
        try ledger.plan(round: 2, policy: "base", reference: nil, weightVersion: "", phase: .parents, prompts: [(1, 1)], at: 1)
        try Samples.rewrite(2, ledger, parents: [1], strategy: "breadth", text: parent)
        try EvolutionService(ledger: ledger, configuration: configuration).settle(round: 2, into: .base, tokens: [])
        #expect(try ledger.planned(.base, round: 2).count == 2)
    }
}
