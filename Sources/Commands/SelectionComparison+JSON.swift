import JSONCursor
import Selection

extension SelectionComparison {
    /// For programs.
    func json(round: Int, _ first: String, _ second: String) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("round")
        writer.integer(round)
        writer.key("first")
        writer.string(first)
        writer.key("second")
        writer.string(second)
        Self.sets("prompts", prompts, &writer)
        Self.sets("pairs", pairs, &writer)
        writer.key("swapped")
        writer.integer(swapped)
        writer.key("profiles")
        writer.beginObject()
        for (name, profile) in [("first", self.first), ("second", self.second), ("only_first", onlyFirst), ("only_second", onlySecond)] {
            writer.key(name)
            Self.profile(profile, &writer)
        }
        writer.endObject()
        Self.counts("missing_in_second", missingInSecond, &writer)
        Self.counts("missing_in_first", missingInFirst, &writer)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func sets(_ name: String, _ sets: ComparedSets, _ writer: inout JSONWriter) {
        writer.key(name)
        writer.beginObject()
        for (key, count) in [("in_both", sets.inBoth), ("only_first", sets.onlyFirst), ("only_second", sets.onlySecond)] {
            writer.key(key)
            writer.integer(count)
        }
        writer.key("jaccard")
        number(sets.jaccard, &writer)
        writer.endObject()
    }

    private static func profile(_ profile: PairProfile, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("pairs")
        writer.integer(profile.pairs)
        quartiles("explicit_margin", profile.explicitMargin, &writer)
        quartiles("absolute_implicit_margin", profile.absoluteImplicitMargin, &writer)
        quartiles("score", profile.score, &writer)
        quartiles("chosen_tokens", profile.chosenTokens, &writer)
        quartiles("rejected_tokens", profile.rejectedTokens, &writer)
        writer.endObject()
    }

    private static func quartiles(_ name: String, _ quartiles: Quartiles?, _ writer: inout JSONWriter) {
        writer.key(name)
        guard let quartiles else { return writer.null() }
        writer.beginArray()
        for value in [quartiles.least, quartiles.first, quartiles.median, quartiles.third, quartiles.most] { number(value, &writer) }
        writer.endArray()
    }

    private static func counts(_ name: String, _ counts: [String: Int], _ writer: inout JSONWriter) {
        writer.key(name)
        writer.beginObject()
        for (reason, count) in counts.sorted(by: { $0.key < $1.key }) {
            writer.key(reason)
            writer.integer(count)
        }
        writer.endObject()
    }

    private static func number(_ value: Double?, _ writer: inout JSONWriter) {
        guard let value, (try? writer.double(value)) != nil else { return writer.null() }
    }
}
