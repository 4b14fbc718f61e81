/// A number that expressions can read, as its page describes it.
package struct Feature: Sendable, Hashable {
    /// Whose number it is.
    package enum Scope: String, CaseIterable, Sendable {
        case response, prompt, pair
    }

    /// As expressions write it; NAME and FAMILY stand for a name of the run's or a family, X for any column of responses.
    package let name: String
    package let scope: Scope
    package let formula: String
    package let unit: String
    package let meaning: String
    /// Whose rule or diagnosis reads it: keys of `FeatureRegistry.papers`, ascending.
    package let papers: [Int]
    package let needs: [FeatureNeed]

    init(
        _ name: String,
        _ scope: Scope,
        _ formula: String,
        _ unit: String,
        _ meaning: String,
        _ papers: [Int] = [],
        _ needs: [FeatureNeed] = []
    ) {
        self.name = name
        self.scope = scope
        self.formula = formula
        self.unit = unit
        self.meaning = meaning
        self.papers = papers
        self.needs = needs
    }
}
