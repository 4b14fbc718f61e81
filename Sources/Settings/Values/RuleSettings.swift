/// How a verifier tells right from wrong.
package struct RuleSettings: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case exact, contains, regex, numeric
    }

    package var kind: Kind
    /// Where the prompt's metadata holds the expected answer, as a dotted path.
    package var answerKey: String
    /// Kind `regex`: what must be found in the response.
    package var pattern: String?
    /// The scores of a right answer, a wrong one, and a response without any.
    package var right: Double
    package var wrong: Double
    package var missing: Double
    /// Kind `numeric`: the largest difference that still counts as equal.
    package var tolerance: Double

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        kind = try reader.choice("kind")
        answerKey = try reader.text("answer_key")
        pattern = reader.optionalText("pattern")
        right = try reader.number("right")
        wrong = try reader.number("wrong")
        missing = try reader.number("missing")
        tolerance = try reader.number("tolerance")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["kind"] = .text(kind.rawValue)
        mapping["answer_key"] = .text(answerKey)
        mapping["pattern"] = pattern.map { .text($0) }
        mapping["right"] = .double(right)
        mapping["wrong"] = .double(wrong)
        mapping["missing"] = .double(missing)
        mapping["tolerance"] = .double(tolerance)
        return mapping
    }
}
