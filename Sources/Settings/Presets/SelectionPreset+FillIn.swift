/// Putting a preset's keys where the configuration has none.
extension SelectionPreset {
    /// The tree with the keys of the presets named in `selection` and in the entries of `selections`.
    static func fillIn(_ root: MarkedNode) throws(ConfigurationProblem) -> MarkedNode {
        guard case .mapping(var entries) = root.content else { return root }
        let rewards = rewardNames(entries.first { $0.key == "rewards" }?.value)
        for index in entries.indices {
            switch (entries[index].key, entries[index].value.content) {
            case ("selection", _):
                entries[index].value = try filled(entries[index].value, "selection", rewards)
            case ("selections", .list(let items)):
                var selections: [MarkedNode] = []
                for (number, item) in items.enumerated() { selections.append(try filled(item, "selections.\(number)", rewards)) }
                entries[index].value = MarkedNode(content: .list(selections), place: entries[index].value.place)
            default: break
            }
        }
        return MarkedNode(content: .mapping(entries), place: root.place)
    }

    private static func filled(
        _ section: MarkedNode,
        _ path: String,
        _ rewards: [String]
    ) throws(ConfigurationProblem) -> MarkedNode {
        // What is no preset's name is told where the key is read.
        guard case .mapping(let entries) = section.content, let entry = entries.first(where: { $0.key == "preset" }),
            case .scalar(let name, _) = entry.value.content, let preset = named(name)
        else { return section }
        let place = entry.value.place
        guard rewards.count >= preset.fewestRewards else {
            throw ConfigurationProblem(
                place: place,
                path: path + ".preset",
                message: "the preset \(name) needs \(preset.fewestRewards) rewards or more to hold against each other, and there "
                    + (rewards.count == 1 ? "is 1" : "are \(rewards.count)")
            )
        }
        guard let standard = try YAMLParser.parse(preset.yaml(rewards: rewards), place: { _, _ in place }) else { return section }
        return merged(section, over: standard)
    }

    /// What is written stays; what is not is taken from `standard`. Lists are taken whole.
    private static func merged(_ written: MarkedNode, over standard: MarkedNode) -> MarkedNode {
        guard case .mapping(var entries) = written.content, case .mapping(let standards) = standard.content else { return written }
        // Exactly one of these may stand in `keep`: one that is written replaces the preset's.
        for entry in standards {
            guard let index = entries.firstIndex(where: { $0.key == entry.key }) else {
                entries.append(entry)
                continue
            }
            if entry.key != "keep" { entries[index].value = merged(entries[index].value, over: entry.value) }
        }
        return MarkedNode(content: .mapping(entries), place: written.place)
    }

    private static func rewardNames(_ node: MarkedNode?) -> [String] {
        guard case .list(let items)? = node?.content else { return [] }
        return items.compactMap { item in
            guard case .mapping(let entries) = item.content,
                case .scalar(let name, _)? = entries.first(where: { $0.key == "name" })?.value.content
            else { return nil }
            return name
        }
    }
}
