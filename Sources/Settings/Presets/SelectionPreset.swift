/// A method of the literature as keys of a selection: what it writes stands wherever the configuration does not.
package struct SelectionPreset: Sendable, Hashable {
    package let name: String
    /// What it does, in a few words.
    package let title: String
    /// The paper it comes from.
    package let source: String
    /// YAML of the keys under `selection`. `{rewards: …$… | +}` is repeated for every reward model, `$` being its column, joined by what
    /// follows the bar.
    package let template: String
    /// How many rewards it takes to mean something.
    package let fewestRewards: Int

    init(_ name: String, _ title: String, source: String, fewestRewards: Int = 1, _ template: String) {
        self.name = name
        self.title = title
        self.source = source
        self.template = template
        self.fewestRewards = fewestRewards
    }

    package static let all: [SelectionPreset] = paper + rewardPresets + pairPresets + columnPresets + memberPresets

    package static func named(_ name: String) -> SelectionPreset? {
        all.first { $0.name == name }
    }

    /// The keys, for a run with these rewards.
    package func yaml(rewards: [String]) -> String {
        var text = ""
        var rest = template[...]
        while let start = rest.firstRange(of: "{rewards: "), let end = rest[start.upperBound...].firstRange(of: "}") {
            text += rest[..<start.lowerBound]
            let parts = rest[start.upperBound..<end.lowerBound].split(separator: "|", maxSplits: 1)
            let joint = parts.count > 1 ? String(parts[1]) : " "
            text += rewards.map { reward in parts[0].map { $0 == "$" ? Self.column(reward) : String($0) }.joined() }.joined(
                separator: joint
            )
            rest = rest[end.upperBound...]
        }
        return text + rest
    }

    /// A reward's column in expressions.
    private static func column(_ reward: String) -> String {
        "r." + String(reward.map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" ? $0 : "_" })
    }
}
