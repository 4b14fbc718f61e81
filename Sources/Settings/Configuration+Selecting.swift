extension Configuration {
    /// One further selection under this configuration, checked as if it stood among `selections`.
    ///
    /// - Parameters:
    ///   - preset: nil starts from the run's own selection, a name from that preset alone.
    ///   - changes: keys under `selection` with their values, in order; a value of nil unsets.
    ///   - overrides: `key=value` each, the value as YAML; they come last.
    package func selecting(
        name: String,
        preset: String? = nil,
        changes: [(key: String, value: YAMLValue?)] = [],
        overrides: [String] = []
    ) throws(ConfigurationError) -> SelectionSettings {
        var section = YAMLMapping()
        section["name"] = .text(name)
        if let preset {
            section["preset"] = .text(preset)
        } else {
            for entry in selection.yaml.entries { section[entry.key] = entry.value }
            // What only pairs have is the run's, not asked for: it yields to a rule that makes none.
            if overrides.contains(where: { $0.hasPrefix("members.rule=") && $0 != "members.rule=none" }) {
                for key in ["pairing", "pairs_per_prompt", "flip"] { section[key] = nil }
            }
        }
        for change in changes { section = Self.setting(section, change.key.split(separator: ".").map(String.init)[...], change.value) }
        var whole = yaml
        whole["selections"] = .list([.mapping(section)])
        // Training sets of selections that are not in the list any more are not written here.
        whole["export"] = .list([])
        whole["trainer"] = nil
        let read: Configuration
        do {
            read = try Configuration(
                yaml: YAMLWriter.document(whole),
                file: "",
                folder: folder,
                overrides: overrides.map { "selections.0." + $0 }
            )
        } catch {
            throw ConfigurationError(
                error.problems.map { problem in
                    let message = problem.message.replacing("selections.0.", with: "selection.")
                    return ConfigurationProblem(place: .override(path: "selection"), path: problem.path, message: message)
                }
            )
        }
        guard let made = read.selections.first else { return selection }
        return made
    }

    /// A configuration for a ledger that was only imported into: its rewards, and the reference its log-probs hold for.
    package static func imported(run: String, seed: Int, rewards: [String], reference: String?) throws(ConfigurationError) -> Configuration
    {
        var policy = YAMLMapping()
        policy["samples"] = .integer(0)
        var whole = YAMLMapping()
        whole["run"] = .text(run)
        whole["seed"] = .integer(seed)
        whole["policy"] = .mapping(policy)
        if let reference {
            var section = YAMLMapping()
            section["same_as"] = .text("policy")
            section["model"] = .text(reference)
            whole["reference"] = .mapping(section)
        }
        let names = rewards.isEmpty ? ["reward"] : rewards
        whole["rewards"] = .list(
            names.map { name in
                var reward = YAMLMapping()
                reward["name"] = .text(name)
                reward["backend"] = .text("imported")
                return .mapping(reward)
            }
        )
        return try Configuration(yaml: YAMLWriter.document(whole), file: "", folder: "/")
    }

    private static func setting(_ mapping: YAMLMapping, _ path: ArraySlice<String>, _ value: YAMLValue?) -> YAMLMapping {
        guard let name = path.first else { return mapping }
        var mapping = mapping
        if path.count == 1 {
            mapping[name] = value
            return mapping
        }
        var inner = YAMLMapping()
        // How many are kept is one key of several: another one takes its place.
        if name != "keep", case .mapping(let there)? = mapping[name] { inner = there }
        mapping[name] = .mapping(setting(inner, path.dropFirst(), value))
        return mapping
    }
}
