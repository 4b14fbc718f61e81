/// What a rewrite must be like to become a prompt. Lengths are of the last user message, the part that is rewritten.
package struct RewriteFilters: Sendable, Hashable {
    /// Characters (Unicode scalars) of child over parent lie within 1/ratio ... ratio; nil for no limit. The paper uses 5.
    package let lengthRatio: Double?
    /// The most tokens of a child, where they are known; nil for no limit.
    package let maxTokens: Int?
    /// Whether refusals are dropped (`RefusalPhrases`).
    package let refusals: Bool
    /// Whether talk about the prompt is dropped (`MetaPhrases`).
    package let metaText: Bool
    /// The Jaccard similarity to any known prompt from which a child is a near duplicate; nil for exact duplicates only.
    package let nearDuplicate: Double?
    package let shingle: Shingle
    /// The largest total variation distance between the scripts of the letters of parent and child; nil for no limit.
    package let scriptDrift: Double?

    /// Throws for a ratio below 1, a threshold outside of (0, 1] or a number that is not finite.
    package init(
        lengthRatio: Double? = 5,
        maxTokens: Int? = nil,
        refusals: Bool = true,
        metaText: Bool = true,
        nearDuplicate: Double? = nil,
        shingle: Shingle = .characters(5),
        scriptDrift: Double? = nil
    ) throws(EvolutionError) {
        if let lengthRatio, !(lengthRatio >= 1 && lengthRatio.isFinite) { throw .lengthRatio(lengthRatio) }
        if let maxTokens, maxTokens < 1 { throw .maxTokens(maxTokens) }
        if let nearDuplicate, !(nearDuplicate > 0 && nearDuplicate <= 1) { throw .threshold("near_duplicate", nearDuplicate) }
        if let scriptDrift, !(scriptDrift > 0 && scriptDrift <= 1) { throw .threshold("script_drift", scriptDrift) }
        if shingle.size < 1 { throw .shingleSize(shingle.size) }
        self.lengthRatio = lengthRatio
        self.maxTokens = maxTokens
        self.refusals = refusals
        self.metaText = metaText
        self.nearDuplicate = nearDuplicate
        self.shingle = shingle
        self.scriptDrift = scriptDrift
    }

    /// The first reason to drop a rewrite that shows without comparing it with other prompts, or nil.
    ///
    /// - Parameters:
    ///   - parent: what was rewritten.
    ///   - child: the cleaned answer.
    ///   - tokens: how many the child has; nil where nobody can tell, and `maxTokens` is not applied.
    ///   - wasTruncated: whether the answer was cut off.
    package func check(parent: String, child: String, tokens: Int?, wasTruncated: Bool) -> RewriteReason? {
        if wasTruncated { return .truncated }
        let normalized = NormalizedText(child)
        if normalized.scalars.isEmpty { return .empty }
        if normalized == NormalizedText(parent) { return .unchanged }
        if refusals || metaText {
            let opening = AnswerOpening(child)
            if refusals && RefusalPhrases.matches(opening) { return .refusal }
            if metaText && MetaPhrases.matches(opening, answer: child) { return .metaText }
        }
        if let lengthRatio, !RewriteFilters.lengths(of: parent, child, areWithin: lengthRatio) { return .lengthRatio }
        if let maxTokens, let tokens, tokens > maxTokens { return .tooLong }
        if let scriptDrift, ScriptShares(parent).distance(to: ScriptShares(child)) > scriptDrift { return .scriptDrift }
        return nil
    }

    private static func lengths(of parent: String, _ child: String, areWithin ratio: Double) -> Bool {
        let before = Double(parent.unicodeScalars.count)
        let after = Double(child.unicodeScalars.count)
        return after * ratio >= before && after <= before * ratio
    }
}
