/// What is kept of the answers. Expressions are texts here; the selection's own language reads them.
package struct SelectionSettings: Sendable, Hashable {
    /// `base` for the round's own.
    package var name: String
    /// A reward's name, or an expression over the answers' columns.
    package var reward: String
    package var pairing: Pairing
    /// For correct_wrong: the condition of a right answer.
    package var correct: String
    /// At least 1.
    package var pairsPerPrompt: Int
    package var diversity: DiversitySettings
    package var divpo: DivPOSettings
    package var vectors: VectorSource
    package var implicitReward: ImplicitReward
    /// Unset: the family's own default.
    package var beta: Double?
    package var score: String
    package var prefer: Preference
    package var filter: String?
    package var flip: String?
    /// By name, in the order they were written.
    package var columns: [(name: String, expression: String)] { columnTexts.entries.compactMap(Self.column) }
    package var keep: KeepRule
    package var quotas: [QuotaSettings]
    package var guards: GuardSettings
    package var members: MemberSettings
    private var columnTexts: YAMLMapping

    init(_ reader: SettingsReader, rewards: [RewardSettings]) throws(ConfigurationError) {
        name = reader.optionalText("name") ?? "base"
        reward = reader.optionalText("reward") ?? rewards.first?.name ?? ""
        pairing = try reader.choice("pairing")
        correct = try reader.text("correct")
        pairsPerPrompt = try reader.integer("pairs_per_prompt")
        diversity = try DiversitySettings(reader.inside("diversity"))
        divpo = try DivPOSettings(reader.inside("divpo"))
        vectors = try reader.choice("vectors")
        implicitReward = try reader.choice("implicit_reward")
        beta = reader.optionalNumber("beta")
        score = try reader.text("score")
        prefer = try reader.choice("prefer")
        filter = reader.optionalText("where")
        flip = reader.optionalText("flip")
        columnTexts = try reader.mapping("columns")
        keep = KeepRule(reader.inside("keep")) ?? .ratio(0.4)
        quotas = []
        for entry in reader.entries("quotas") { quotas.append(try QuotaSettings(entry)) }
        guards = try GuardSettings(reader.inside("guards"))
        members = try MemberSettings(reader.inside("members"))
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["reward"] = .text(reward)
        // Answers chosen one by one make no pairs: there these keys may not even be written.
        let makesPairs = members.rule == .none
        mapping["pairing"] = makesPairs ? .text(pairing.rawValue) : nil
        mapping["correct"] = .text(correct)
        mapping["pairs_per_prompt"] = makesPairs ? .integer(pairsPerPrompt) : nil
        mapping["diversity"] = .mapping(diversity.yaml)
        mapping["divpo"] = .mapping(divpo.yaml)
        mapping["vectors"] = .text(vectors.rawValue)
        mapping["implicit_reward"] = .text(implicitReward.rawValue)
        mapping["beta"] = beta.map { .double($0) }
        mapping["score"] = .text(score)
        mapping["prefer"] = .text(prefer.rawValue)
        mapping["where"] = filter.map { .text($0) }
        mapping["flip"] = flip.map { .text($0) }
        mapping["columns"] = .mapping(columnTexts)
        mapping["keep"] = .mapping(keep.yaml)
        mapping["quotas"] = .list(quotas.map { .mapping($0.yaml) })
        mapping["guards"] = .mapping(guards.yaml)
        mapping["members"] = .mapping(members.yaml)
        return mapping
    }

    /// The same as an entry of `selections`.
    var namedYAML: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["name"] = .text(name)
        for entry in yaml.entries { mapping[entry.key] = entry.value }
        return mapping
    }

    private static func column(_ entry: YAMLMapping.Entry) -> (name: String, expression: String)? {
        guard case .text(let text) = entry.value else { return nil }
        return (entry.key, text)
    }
}
