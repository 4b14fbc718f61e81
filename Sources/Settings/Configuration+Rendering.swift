extension Configuration {
    /// The whole configuration as YAML, defaults written out, keys in the table's order, paths as they were written.
    ///
    /// Equal configurations give equal bytes, and reading the text with the same folder gives the configuration back.
    package func canonicalYAML() -> String { YAMLWriter.document(yaml) }

    /// The keys of the given mutability only: of `.fixed`, the identity of a run, which moving a server or adding rounds
    /// leaves alone.
    package func canonicalYAML(only mutability: Mutability) -> String {
        YAMLWriter.document(Self.filtered(yaml, parent: "", mutability: mutability))
    }

    /// Without the keys of the given mutability: without `.free`, nothing of where and how the run was made to work.
    package func canonicalYAML(without mutability: Mutability) -> String {
        YAMLWriter.document(Self.filtered(yaml, parent: "", without: mutability))
    }

    /// The files the configuration names, by key: as written, and where they lead.
    package var paths: [(key: String, path: ConfiguredPath)] {
        var paths: [(key: String, path: ConfiguredPath)] = []
        if let ledger { paths.append(("ledger", ledger)) }
        for (index, source) in (prompts?.sources ?? []).enumerated() {
            paths.append((prompts?.sources.count == 1 ? "prompts.source" : "prompts.sources.\(index).path", source.path))
        }
        if let template = policy.template { paths.append(("policy.template", template)) }
        for (index, reward) in rewards.enumerated() {
            if case .file(let path)? = reward.template { paths.append(("rewards.\(index).template", path)) }
            if let path = reward.judge?.template { paths.append(("rewards.\(index).judge.template", path)) }
        }
        for (index, template) in (evolution?.templates ?? []).enumerated() {
            paths.append(("evolution.templates.\(index).file", template.file))
        }
        if case .source(let path)? = heldOut?.prompts { paths.append(("held_out.source", path)) }
        return paths
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["run"] = .text(run)
        mapping["seed"] = .integer(seed)
        mapping["rounds"] = .integer(rounds)
        mapping["ledger"] = ledger.map { .text($0.text) }
        mapping["prompts"] = prompts.map { .mapping($0.yaml) }
        mapping["policy"] = .mapping(policy.yaml)
        mapping["reference"] = reference.map { .mapping($0.yaml) }
        mapping["rewards"] = .list(rewards.map { .mapping($0.yaml) })
        mapping["embeddings"] = embeddings.map { .mapping($0.yaml) }
        mapping["annotate"] = .mapping(annotate.yaml)
        mapping["selection"] = .mapping(selection.yaml)
        mapping["selections"] = .list(selections.map { .mapping($0.namedYAML) })
        mapping["evolution"] = evolution.map { .mapping($0.yaml) }
        mapping["limits"] = .mapping(limits.yaml)
        mapping["budget"] = budget.map { .mapping($0.yaml) }
        mapping["prices"] = .list(prices.map { .mapping($0.yaml) })
        mapping["export"] = .list(export.map { .mapping($0.yaml) })
        mapping["emit"] = .mapping(emit.yaml)
        mapping["trainer"] = .mapping(trainer.yaml)
        mapping["held_out"] = heldOut.map { .mapping($0.yaml) }
        mapping["early_stop"] = earlyStop.map { .mapping($0.yaml) }
        mapping["eval"] = eval.map { .mapping($0.yaml) }
        mapping["hooks"] = hooks.map { .mapping($0.yaml) }
        mapping["schedule"] = .list(schedule.map { .mapping($0.yaml) })
        mapping["playground"] = .mapping(playground.yaml)
        return mapping
    }

    private static func filtered(_ mapping: YAMLMapping, parent: String, without mutability: Mutability) -> YAMLMapping {
        var result = YAMLMapping()
        for entry in mapping.entries {
            let path = parent.isEmpty ? entry.key : parent + "." + entry.key
            guard let key = ConfigurationTable.key(at: path) else { continue }
            switch (key.type, entry.value) {
            case (.section, .mapping(let section)):
                let inner = filtered(section, parent: path, without: mutability)
                if !inner.isEmpty { result[entry.key] = .mapping(inner) }
            case (_, .list(let items)) where !ConfigurationTable.children(of: path + "[]").isEmpty:
                let inner = items.map { item in
                    guard case .mapping(let section) = item else { return item }
                    return YAMLValue.mapping(filtered(section, parent: path + "[]", without: mutability))
                }
                result[entry.key] = .list(inner.filter { if case .mapping(let section) = $0 { !section.isEmpty } else { true } })
            case _ where key.mutability != mutability:
                result[entry.key] = entry.value
            default: continue
            }
        }
        return result
    }

    private static func filtered(_ mapping: YAMLMapping, parent: String, mutability: Mutability) -> YAMLMapping {
        var result = YAMLMapping()
        for entry in mapping.entries {
            let path = parent.isEmpty ? entry.key : parent + "." + entry.key
            guard let key = ConfigurationTable.key(at: path) else { continue }
            switch (key.type, entry.value) {
            case (.section, .mapping(let section)):
                let inner = filtered(section, parent: path, mutability: mutability)
                if !inner.isEmpty { result[entry.key] = .mapping(inner) }
            case _ where key.mutability == mutability:
                result[entry.key] = entry.value
            default: continue
            }
        }
        return result
    }
}
