package import JSONCursor
package import Selection

/// What a selection's score is made of, in the ledger's statistics and in the answer of `selfplay select`.
extension SelectionJSON {
    package static func explanation(_ explanation: SelectionExplanation, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("terms")
        writer.beginArray()
        for term in explanation.terms {
            writer.beginObject()
            writer.key("term")
            writer.string(term.term)
            influence("candidates", term.overCandidates, &writer)
            influence("best", term.overBest, &writer)
            influence("kept", term.overKept, &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.key("overlap")
        writer.beginObject()
        overlap("explicit", explanation.explicitOnly, &writer)
        overlap("implicit", explanation.implicitOnly, &writer)
        overlap("z_prompt", explanation.promptsOnce, &writer)
        writer.endObject()
        writer.key("quartiles")
        writer.beginObject()
        quartiles("explicit_margin", explanation.explicitMargin, &writer)
        quartiles("absolute_implicit_margin", explanation.absoluteImplicitMargin, &writer)
        writer.endObject()
        writer.endObject()
    }

    private static func influence(_ name: String, _ influence: TermInfluence?, _ writer: inout JSONWriter) {
        writer.key(name)
        guard let influence else { return writer.null() }
        writer.beginObject()
        writer.key("share")
        number(influence.share ?? .nan, &writer)
        writer.key("standard_deviation")
        number(influence.standardDeviation ?? .nan, &writer)
        writer.endObject()
    }

    private static func overlap(_ name: String, _ overlap: SelectionOverlap?, _ writer: inout JSONWriter) {
        writer.key(name)
        guard let overlap else { return writer.null() }
        writer.beginObject()
        common("prompts", overlap.prompts, share: overlap.promptShare, jaccard: overlap.promptJaccard, &writer)
        common("pairs", overlap.pairs, share: overlap.pairShare, jaccard: overlap.pairJaccard, &writer)
        writer.endObject()
    }

    private static func common(_ name: String, _ count: Int, share: Double, jaccard: Double, _ writer: inout JSONWriter) {
        writer.key(name)
        writer.beginObject()
        writer.key("common")
        writer.integer(count)
        writer.key("share")
        number(share, &writer)
        writer.key("jaccard")
        number(jaccard, &writer)
        writer.endObject()
    }

    private static func quartiles(_ name: String, _ quartiles: MarginQuartiles?, _ writer: inout JSONWriter) {
        writer.key(name)
        guard let quartiles else { return writer.null() }
        writer.beginObject()
        list("edges", quartiles.edges, &writer) { number($0, &$1) }
        list("pairs", quartiles.pairs, &writer) { $1.integer($0) }
        list("kept", quartiles.kept, &writer) { $1.integer($0) }
        list("shares", quartiles.shares ?? [], &writer) { number($0, &$1) }
        writer.endObject()
    }

    private static func list<Element>(
        _ name: String,
        _ elements: [Element],
        _ writer: inout JSONWriter,
        _ write: (Element, inout JSONWriter) -> Void
    ) {
        writer.key(name)
        writer.beginArray()
        for element in elements { write(element, &writer) }
        writer.endArray()
    }
}
