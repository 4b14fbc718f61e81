import Selection
import Testing

@Suite struct FeatureReportTests {
    private func entry(_ name: String, _ inventory: FactInventory) throws -> FeatureReport.Entry {
        try #require(FeatureReport(inventory: inventory).entries.first { $0.feature.name == name })
    }

    @Test func aRunWithNothingOffersWhatRewardsAndTextsGive() throws {
        let report = FeatureReport(inventory: FactInventory())
        let offered = Set(report.offered.map(\.feature.name))
        #expect(offered.isSuperset(of: ["r", "T", "chars", "n", "r_max", "pass_rate", "dr", "len_ratio", "text_sim", "tie"]))
        #expect(
            offered.isDisjoint(with: ["l", "h", "dh", "r.NAME", "r_variance", "sim", "tag(NAME)", "same_source", "age", "winrate.NAME"])
        )
        #expect(report.offered.count + report.missing.count == FeatureRegistry.all.count)
        #expect(report.missing.allSatisfy { !$0.lacks.isEmpty && $0.names.isEmpty })
    }

    @Test func whatIsLackingIsNamed() throws {
        var inventory = FactInventory()
        inventory.hasPolicyLogprobs = true
        #expect(try entry("kl", inventory).lacks == [.referenceLogprobs])
        #expect(try entry("kl", inventory).lacks.map(\.description) == ["log-probabilities under a reference"])
        #expect(try entry("dh", inventory).isOffered)
        inventory.implicitReward = .dpo
        #expect(try entry("dh", inventory).lacks == [.implicitReward])
        inventory.hasReferenceLogprobs = true
        #expect(try entry("dh", inventory).isOffered)
        inventory.rewards = ["one"]
        #expect(try entry("r_variance", inventory).lacks.map(\.description) == ["2 reward models or more"])
        #expect(try entry("sim", inventory).lacks.map(\.description) == ["an endpoint for embeddings"])
    }

    @Test func namesAreThoseToWrite() throws {
        var inventory = FactInventory()
        inventory.rewards = ["help-ful", "safe"]
        inventory.judges = ["gpt 4"]
        inventory.tags = ["math", "no-tools"]
        inventory.metadata = ["level"]
        inventory.hasPolicyLogprobs = true
        #expect(try entry("r.NAME", inventory).names == ["r.help_ful", "r.safe"])
        #expect(try entry("winrate.NAME", inventory).names == ["winrate.gpt_4"])
        #expect(try entry("tag(NAME)", inventory).names == ["tag(math)", "tag(no_tools)"])
        #expect(try entry("meta(NAME)", inventory).names == ["meta(level)"])
        #expect(try entry("h.FAMILY", inventory).names == ["h.mean_logprob", "h.simpo"])
        inventory.hasReferenceLogprobs = true
        #expect(try entry("h.FAMILY", inventory).names.count == 4)
        for entry in FeatureReport(inventory: inventory).offered where entry.feature.scope == .response {
            for name in entry.names {
                #expect(throws: Never.self, Comment(rawValue: name)) { try ResponseExpression.parse(name, in: inventory.catalogue) }
            }
        }
    }
}
