/// How answers are chosen one by one: labels, sets, ranked lists. Texts of expressions are read by the selection's own language.
package struct MemberSettings: Sendable, Hashable {
    package var rule: MemberRule
    package var accept: String
    /// Unset: what is not accepted.
    package var reject: String?
    package var alpha: Double
    package var negatives: Int
    package var choice: NegativeChoice
    package var score: String

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        rule = try reader.choice("rule")
        accept = try reader.text("accept")
        reject = reader.optionalText("reject")
        alpha = try reader.number("alpha")
        negatives = try reader.integer("negatives")
        choice = try reader.choice("choice")
        score = try reader.text("score")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["rule"] = .text(rule.rawValue)
        mapping["accept"] = .text(accept)
        mapping["reject"] = reject.map { .text($0) }
        mapping["alpha"] = .double(alpha)
        mapping["negatives"] = .integer(negatives)
        mapping["choice"] = .text(choice.rawValue)
        mapping["score"] = .text(score)
        return mapping
    }
}
