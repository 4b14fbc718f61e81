/// Numbers about a selection's candidates, for the log and the report.
package struct SelectionStatistics: Sendable, Hashable {
    /// Of `dr`, over the candidates that passed `where`; nil when there were none.
    package let explicitMargin: Moments?
    /// Of `abs(dh)`, over those of them for which it is known; nil when there were none.
    package let absoluteImplicitMargin: Moments?
    /// Of each prompt's best pair, where prompts bring several.
    package let explanation: SelectionExplanation
    /// Pairs of responses that did not get a score, by reason; reasons that did not occur are absent. With the result's
    /// `candidates` they add up to all pairs the pairing looked at.
    package let leftOut: [PairReason: Int]
    /// Candidates with a score that their prompt did not bring, by reason. With the result's `pairs` they add up to `candidates`.
    package let passedOver: [PairReason: Int]
    /// In the order of the spec's quotas.
    package let quotas: [QuotaOutcome]
    package let warnings: [SelectionWarning]
}
