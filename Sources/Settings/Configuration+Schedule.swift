extension Configuration {
    /// The configuration as it holds for a round: every schedule entry up to it applied, later ones winning.
    package func at(round: Int) throws(ConfigurationError) -> Configuration {
        let entries = schedule.filter { $0.fromRound <= round }
        guard !entries.isEmpty else { return self }
        var overrides: [String] = []
        for entry in entries {
            for change in entry.changes.entries { overrides.append(change.key + "=" + YAMLWriter.inline(change.value)) }
        }
        return try Configuration(yaml: canonicalYAML(), file: "round \(round)", folder: folder, overrides: overrides)
    }

    /// `none` where there is no evolution.
    package var evolutionMode: EvolutionMode { evolution?.mode ?? .none }
}
