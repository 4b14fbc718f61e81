/// Why a selection kept what it kept: what its score is made of, and what simpler scores would have kept.
package struct SelectionExplanation: Sendable, Hashable {
    /// The terms of the score, from left to right.
    package let terms: [TermExplanation]
    /// With as many pairs chosen by `dr` alone from the same candidates; nil when nothing is kept.
    package let explicitOnly: SelectionOverlap?
    /// With as many pairs chosen by `-abs(dh)` alone; nil when nothing is kept or `dh` is not known for every candidate.
    package let implicitOnly: SelectionOverlap?
    /// With as many pairs chosen by the score in which every `z(x)` is `z(x, prompt)`; nil when nothing is kept, the score has no
    /// `z(x)`, or one inside another `z`, a `rank` or a `quantile`.
    package let promptsOnce: SelectionOverlap?
    /// Nil when there is no pair.
    package let explicitMargin: MarginQuartiles?
    /// Nil when there is no pair, or one whose `dh` is not known.
    package let absoluteImplicitMargin: MarginQuartiles?

    /// - Parameter best: the ranked pairs, as the survey found them.
    init(_ survey: CandidateSurvey, _ best: [SelectedPair]) {
        terms = survey.explainedTerms(best)
        let overlap = { (other: BestCandidates?) in other.flatMap { SelectionOverlap(of: survey.best, best, with: $0) } }
        explicitOnly = overlap(survey.byExplicitMargin)
        implicitOnly = overlap(survey.byImplicitMargin)
        promptsOnce = overlap(survey.weighingPromptsOnce)
        explicitMargin = MarginQuartiles(best) { $0.explicitMargin }
        absoluteImplicitMargin = MarginQuartiles(best) { $0.implicitMargin.map { abs($0) } }
    }
}
