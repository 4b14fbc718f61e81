package import JSONCursor
package import Selection

/// What kept pairs are like, as the ledger, the manifest and programs have it; what is not known is null.
extension SelectionJSON {
    package static func diagnostics(_ diagnostics: SelectionDiagnostics, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("pairs")
        writer.integer(diagnostics.pairs)
        ranking(diagnostics.ranking, &writer)
        let length = diagnostics.length
        optional("mean_length_difference", length?.meanDifference, &writer)
        optional("length_margin_correlation", length?.correlation, &writer)
        optional("longer_is_chosen", length?.longerChosen, &writer)
        optional("divergence", diagnostics.divergence, &writer)
        optional("same_source", diagnostics.sameSource, &writer)
        writer.key("distinct_responses")
        writer.beginObject()
        balance(diagnostics.balance, &writer)
        writer.endObject()
        writer.key("votes")
        votes(diagnostics.votes, &writer)
        writer.endObject()
    }

    private static func ranking(_ ranking: RankingDiagnostics, _ writer: inout JSONWriter) {
        optional("policy_ranking_accuracy", ranking.policyAccuracy, &writer)
        optional("reference_ranking_accuracy", ranking.referenceAccuracy, &writer)
        optional("ideal_ranking_accuracy", ranking.idealAccuracy, &writer)
        optional("alignment_gap", ranking.alignmentGap, &writer)
        optional("noisy_share", ranking.noisyShare, &writer)
    }

    private static func votes(_ votes: VoteDiagnostics?, _ writer: inout JSONWriter) {
        guard let votes else { return writer.null() }
        writer.beginObject()
        writer.key("agreement")
        writer.beginObject()
        for (model, agreement) in zip(votes.models, votes.agreement) { optional(model, agreement, &writer) }
        writer.endObject()
        optional("unanimity_violations", votes.unanimityViolations, &writer)
        writer.key("strength")
        histogram(votes.strength, &writer)
        writer.endObject()
    }

    private static func histogram(_ histogram: Histogram?, _ writer: inout JSONWriter) {
        guard let histogram else { return writer.null() }
        writer.beginObject()
        writer.key("edges")
        writer.beginArray()
        for edge in histogram.edges { number(edge, &writer) }
        writer.endArray()
        writer.key("counts")
        writer.beginArray()
        for count in histogram.counts { writer.integer(count) }
        writer.endArray()
        writer.endObject()
    }

    private static func optional(_ key: String, _ value: Double?, _ writer: inout JSONWriter) {
        writer.key(key)
        guard let value else { return writer.null() }
        number(value, &writer)
    }
}
