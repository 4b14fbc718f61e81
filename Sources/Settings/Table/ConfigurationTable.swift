/// Every key there is, in the order of the reference page and of a rendered configuration.
package enum ConfigurationTable {
    package static let keys: [ConfigurationKey] =
        runKeys + promptKeys + policyKeys + referenceKeys + rewardKeys + embeddingsKeys + annotateKeys + selectionKeys + evolutionKeys
        + limitKeys
        + budgetKeys + exportKeys + emitKeys
        + trainerKeys + heldOutKeys + earlyStopKeys + evalKeys + hookKeys + scheduleKeys + playgroundKeys

    private static let byPath: [String: ConfigurationKey] = Dictionary(uniqueKeysWithValues: keys.map { ($0.path, $0) })
    private static let byParent: [String: [ConfigurationKey]] = Dictionary(grouping: keys) { $0.parent }

    package static func key(at path: String) -> ConfigurationKey? { byPath[path] }

    /// The keys of a section, in order; `parent` is empty for the top, `rewards[]` for a reward.
    package static func children(of parent: String) -> [ConfigurationKey] { byParent[parent] ?? [] }
}
