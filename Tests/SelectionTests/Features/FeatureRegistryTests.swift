import Testing

@testable import Selection

@Suite struct FeatureRegistryTests {
    private static let catalogue = ColumnCatalogue(rewards: ["helpful", "safe"], judges: ["judge"], references: ["judge"])

    /// What to write for a feature's name.
    private func written(_ name: String) -> String {
        switch name {
        case "X_w": "lbar_w"
        case "X_l": "r_l.helpful"
        case "dX": "dchars"
        case "h.FAMILY": "h.dpo"
        case "tag(NAME)", "meta(NAME)": name
        case "r.NAME": "r.helpful"
        default: name.hasSuffix(".NAME") ? name.dropLast(4) + "judge" : name
        }
    }

    @Test func everyFeatureIsReadAtItsLevel() throws {
        for feature in FeatureRegistry.all {
            let name = written(feature.name)
            if feature.scope != .pair {
                #expect(throws: Never.self, Comment(rawValue: name)) { try ResponseExpression.parse(name, in: Self.catalogue) }
            } else {
                let error = #expect(throws: ExpressionError.self) { try ResponseExpression.parse(name, in: Self.catalogue) }
                #expect(error?.message.contains("is a column of pairs: here are single responses") == true)
            }
            if feature.scope != .response {
                #expect(throws: Never.self, Comment(rawValue: name)) { try ScoreExpression.parse(name, in: Self.catalogue) }
            } else {
                let error = #expect(throws: ExpressionError.self) { try ScoreExpression.parse(name, in: Self.catalogue) }
                #expect(error?.message.contains("is a column of single responses: write ") == true)
            }
        }
    }

    @Test func everyColumnOfTheLanguageIsAFeature() {
        let names = Set(FeatureRegistry.all.map(\.name))
        var known = PromptColumn.Rewards.allCases.map(\.rawValue) + PairColumn.fixed.map(\.name) + PairColumn.Vote.allCases.map(\.rawValue)
        known +=
            ["r_variance", "tag(NAME)", "meta(NAME)", "p_judge.NAME", "dref", "r.NAME", "rho.NAME"]
            + JudgeScore.allCases.map { $0.rawValue + ".NAME" }
        known += ResponseColumn.fixed.values.map(\.name).filter { !$0.hasPrefix("h.") || $0 == "h.orpo" }
        #expect(known.filter { !names.contains($0) } == [])
        #expect(names.count == FeatureRegistry.all.count)
    }

    @Test func aFeatureNeedsWhatItsExpressionNeeds() throws {
        for feature in FeatureRegistry.all where !["X_w", "X_l", "dX", "h.FAMILY"].contains(feature.name) {
            let needs: ExpressionNeeds =
                feature.scope == .pair
                ? try ScoreExpression.parse(written(feature.name), in: Self.catalogue).needs
                : try ResponseExpression.parse(written(feature.name), in: Self.catalogue).needs
            #expect(needs.policyLogprobs == feature.needs.contains(.policyLogprobs), Comment(rawValue: feature.name))
            #expect(needs.referenceLogprobs == feature.needs.contains(.referenceLogprobs), Comment(rawValue: feature.name))
            #expect(needs.implicitReward == feature.needs.contains(.implicitReward), Comment(rawValue: feature.name))
            #expect(needs.preferences.isEmpty == !feature.needs.contains(.judge), Comment(rawValue: feature.name))
            #expect(needs.vectors.contains("embedding") == feature.needs.contains(.embeddings), Comment(rawValue: feature.name))
            #expect(needs.groups.contains(.source) == feature.needs.contains(.severalSources), Comment(rawValue: feature.name))
        }
    }
}
