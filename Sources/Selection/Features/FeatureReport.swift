/// Which features a run can offer, and what the others lack.
package struct FeatureReport: Sendable, Hashable {
    /// What is said about one feature.
    package struct Entry: Sendable, Hashable {
        package let feature: Feature
        /// What to write in an expression: the feature's name with the run's names for NAME, every family for FAMILY. Empty where the
        /// feature lacks something; for a family, those are left out whose log-probabilities the run does not have.
        package let names: [String]
        /// What is missing; empty where the feature is offered.
        package let lacks: [FeatureNeed]

        package var isOffered: Bool { lacks.isEmpty }
    }

    /// One for each feature, in the registry's order.
    package let entries: [Entry]

    package init(inventory: FactInventory) {
        entries = FeatureRegistry.all.map { feature in
            let lacks = feature.needs.filter { !$0.isMet(by: inventory) }
            let names = lacks.isEmpty ? Self.names(of: feature, inventory) : []
            return Entry(feature: feature, names: names, lacks: lacks)
        }
    }

    package var offered: [Entry] { entries.filter(\.isOffered) }

    package var missing: [Entry] { entries.filter { !$0.isOffered } }

    private static func names(of feature: Feature, _ inventory: FactInventory) -> [String] {
        let name = feature.name
        if name.hasSuffix(".FAMILY") {
            let families = ImplicitReward.allCases.filter { inventory.hasReferenceLogprobs || !$0.needsReference }
            return families.map { name.dropLast("FAMILY".count) + $0.rawValue }
        }
        let values: [String]
        if feature.needs.contains(.judge) {
            values = inventory.catalogue.writtenJudges
        } else if feature.needs.contains(.references) {
            values = inventory.catalogue.writtenReferences
        } else if feature.needs.contains(.tags) {
            values = inventory.tags.map(ColumnCatalogue.written)
        } else if feature.needs.contains(.metadata) {
            values = inventory.metadata.map(ColumnCatalogue.written)
        } else {
            values = inventory.catalogue.writtenRewards
        }
        if name.hasSuffix(".NAME") { return values.map { name.dropLast("NAME".count) + $0 } }
        if name.hasSuffix("(NAME)") { return values.map { name.dropLast("NAME)".count) + $0 + ")" } }
        return [name]
    }
}
