/// One difference between two configurations of the same run.
package struct ConfigurationChange: Sendable, Hashable {
    /// Dotted; entries of a list by their name: `rewards[rm].model`.
    package let path: String
    /// As YAML on one line; nil where it was or becomes unset.
    package let old: String?
    package let new: String?
    package let mutability: Mutability
    /// The run cannot go on with it: a fixed key changed, or an additive one lost something.
    package let isRefused: Bool

    /// Every difference, in the table's order. Defaults count as written, places and resolved paths do not matter.
    package static func compare(_ old: Configuration, _ new: Configuration) -> [ConfigurationChange] {
        sections(old.yaml, new.yaml, pattern: "", shown: "")
    }

    private static func sections(_ old: YAMLMapping, _ new: YAMLMapping, pattern: String, shown: String) -> [ConfigurationChange] {
        var changes: [ConfigurationChange] = []
        for key in ConfigurationTable.children(of: pattern) {
            let path = shown.isEmpty ? key.name : shown + "." + key.name
            let (before, after) = (old[key.name], new[key.name])
            guard before != after else { continue }
            switch (key.type, before, after) {
            case (.section, .mapping(let before)?, .mapping(let after)?):
                changes += sections(before, after, pattern: key.childrenPath, shown: path)
            case (.sections, .list(let before)?, .list(let after)?):
                changes += entries(before, after, key: key, shown: path)
            default:
                changes.append(ConfigurationChange(key, path: path, old: before, new: after))
            }
        }
        return changes
    }

    /// Entries are the same when their first key, a name, a format or a round, is the same: their order means nothing.
    private static func entries(_ old: [YAMLValue], _ new: [YAMLValue], key: ConfigurationKey, shown: String) -> [ConfigurationChange] {
        let (before, after) = (named(old), named(new))
        var changes: [ConfigurationChange] = []
        for entry in before {
            let path = shown + "[" + entry.name + "]"
            if let partner = after.first(where: { $0.name == entry.name }) {
                changes += sections(entry.mapping, partner.mapping, pattern: key.childrenPath, shown: path)
            } else {
                changes.append(ConfigurationChange(key, path: path, old: .mapping(entry.mapping), new: nil))
            }
        }
        for entry in after where !before.contains(where: { $0.name == entry.name }) {
            changes.append(ConfigurationChange(key, path: shown + "[" + entry.name + "]", old: nil, new: .mapping(entry.mapping)))
        }
        return changes
    }

    private static func named(_ items: [YAMLValue]) -> [(name: String, mapping: YAMLMapping)] {
        items.compactMap { item in
            guard case .mapping(let mapping) = item else { return nil }
            switch mapping.entries.first?.value {
            case .text(let name)?: return (name + selection(of: mapping), mapping)
            case .integer(let number)?: return (String(number), mapping)
            default: return nil
            }
        }
    }

    /// Training sets of one format are told apart by what they are made of.
    private static func selection(of mapping: YAMLMapping) -> String {
        guard case .text(let selection)? = mapping["selection"], selection != "base" else { return "" }
        return " of " + selection
    }

    private init(_ key: ConfigurationKey, path: String, old: YAMLValue?, new: YAMLValue?) {
        self.path = path
        self.old = old.map(YAMLWriter.inline)
        self.new = new.map(YAMLWriter.inline)
        mutability = key.mutability
        isRefused =
            switch (key.mutability, old, new) {
            case (.free, _, _): false
            case (.fixed, _, _): true
            case (.additive, .integer(let old)?, .integer(let new)?): new < old && !key.mayShrink
            case (.additive, _?, nil): !key.mayShrink
            case (.additive, _, _): false
            }
    }
}

extension ConfigurationChange: CustomStringConvertible {
    package var description: String { "\(path): \(old ?? "unset") -> \(new ?? "unset") (\(mutability.rawValue))" }
}
