/// The reference page of the configuration, made from the table (`docs/configuration.md`).
package enum ConfigurationReference {
    package static func markdown() -> String {
        var page = introduction
        page += table(title: "Top level", keys: leaves(of: ""))
        for section in ConfigurationTable.keys where section.isSection {
            let keys = leaves(of: section.childrenPath)
            guard !keys.isEmpty else { continue }
            page += table(title: "`\(section.childrenPath)`", lead: lead(section), keys: keys)
        }
        return page
    }

    private static let introduction = """
        # Configuration

        This page is generated from the table the program checks configurations with; do not edit it.
        `selfplay config schema` prints the same as JSON Schema, `selfplay config show CONFIG` a configuration with every default written out.

        A configuration is one YAML file. Unknown keys are errors. A key without a value counts as not written.
        Relative paths are relative to the file. `--set key.path=value` overrides a key (`--set rewards.0.model=rm`).

        Once a run has started, a key is **free** (may change at any start), **additive** (may grow; what is new is made up for)
        or **fixed** (a change is refused, because recorded facts depend on it).


        """

    private static func leaves(of section: String) -> [ConfigurationKey] {
        ConfigurationTable.children(of: section).filter { !$0.isSection }
    }

    private static func lead(_ section: ConfigurationKey) -> String {
        var text = section.summary
        if case .sections = section.type {
            text += " A list; every entry has these keys." + growth(section)
        }
        if let shorthand = section.shorthand { text += " A single word is short for a section with only `\(shorthand)`." }
        if case .optional(let meaning) = section.presence { text += " May be left out: \(meaning)." }
        if case .standard(let value) = section.presence, case .sections = section.type {
            text += " Default: `\(YAMLWriter.inline(value))`."
        }
        return text
    }

    private static func growth(_ section: ConfigurationKey) -> String {
        guard section.mutability == .additive else { return " Fixed once a run has started." }
        return section.mayShrink
            ? " In a started run, entries for rounds that have not begun may come, change and go."
            : " Entries may be added to a started run, not removed."
    }

    private static func table(title: String, lead: String? = nil, keys: [ConfigurationKey]) -> String {
        var text = "## \(title)\n\n"
        if let lead { text += escaped(lead) + "\n\n" }
        text += "| key | value | default | changes | meaning |\n|---|---|---|---|---|\n"
        for key in keys {
            let cells: [String] = ["`\(key.name)`", key.type.expectation, standard(key), key.mutability.rawValue, meaning(key)]
            text += "| " + cells.map(escaped).joined(separator: " | ") + " |\n"
        }
        return text + "\n"
    }

    private static func standard(_ key: ConfigurationKey) -> String {
        switch key.presence {
        case .required: "required"
        case .optional(let meaning): meaning
        case .standard(let value): "`" + YAMLWriter.inline(value) + "`"
        }
    }

    private static func meaning(_ key: ConfigurationKey) -> String {
        guard let appliesTo = key.appliesTo else { return key.summary }
        return key.summary + " For: " + appliesTo + "."
    }

    private static func escaped(_ text: String) -> String { text.replacing("|", with: "\\|") }
}

extension ConfigurationKey {
    fileprivate var isSection: Bool {
        switch type {
        case .section, .sections: true
        default: false
        }
    }
}
