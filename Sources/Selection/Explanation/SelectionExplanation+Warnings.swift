/// What of an explanation a person should be told unasked.
extension SelectionExplanation {
    /// Above this part of the score's variance a term decides alone.
    package static let decidingShare = 0.95
    /// Above this part of the kept pairs, or prompts, in common, a margin alone would have done.
    package static let sameShare = 0.95
    /// Below this part of the kept pairs in common, it matters that prompts with many candidates weigh more in z.
    package static let unevenShare = 0.9
    /// With fewer kept pairs, shares and overlaps are chance.
    package static let fewestPairs = 20

    /// - Parameters:
    ///   - candidates: with a score.
    ///   - columns: that the score uses; none where it is known already that some of them cannot decide anything.
    func warnings(candidates: Int, columns: Set<ScoreColumn>) -> [SelectionWarning] {
        var warnings: [SelectionWarning] = []
        if !columns.isEmpty, let warning = decidingTerm {
            warnings.append(warning)
        } else if columns.isSuperset(of: [.explicitMargin, .implicitMargin]) {
            if let share = sameShare(explicitOnly, of: candidates) { warnings.append(.sameAsOneMargin(.explicitMargin, share: share)) }
            if let share = sameShare(implicitOnly, of: candidates) { warnings.append(.sameAsOneMargin(.implicitMargin, share: share)) }
        }
        if let promptsOnce, promptsOnce.pairShare < Self.unevenShare { warnings.append(.unevenPrompts(share: promptsOnce.pairShare)) }
        return warnings
    }

    /// The term that decides alone among the prompts' best pairs, or else among the kept ones.
    private var decidingTerm: SelectionWarning? {
        guard terms.count(where: { !$0.isConstant }) > 1, let kept = explicitOnly?.kept, kept >= Self.fewestPairs else { return nil }
        for scope in SelectionWarning.Scope.allCases {
            if let term = terms.first(where: { decides($0, over: scope) }), scope == .kept || choosesThePrompts(term) {
                return .oneTermDecides(term, scope, cause(over: scope, but: term))
            }
        }
        return nil
    }

    /// Whether a term has the variance, and not only because the others cancel what they have.
    private func decides(_ term: TermExplanation, over scope: SelectionWarning.Scope) -> Bool {
        guard let own = term.influence(over: scope), let share = own.share, let deviation = own.standardDeviation else { return false }
        let others = terms.filter { $0 != term }.map { $0.influence(over: scope)?.standardDeviation ?? 0 }
        return share > Self.decidingShare && others.allSatisfy { 3 * $0 < deviation }
    }

    /// With several candidates a prompt, `dr` has most of the variance over the best of them nearly always, while |dh| still moves prompts
    /// about the cut: a term of one margin decides if that margin alone keeps the same prompts.
    private func choosesThePrompts(_ term: TermExplanation) -> Bool {
        let overlap =
            switch term.columns {
            case [.explicitMargin]: explicitOnly
            case [.implicitMargin]: implicitOnly
            default: SelectionOverlap?.none
            }
        guard let overlap else { return true }
        return overlap.promptShare > Self.sameShare
    }

    /// Why the others do not: one of them has its spread elsewhere, or the scales are far apart.
    private func cause(over scope: SelectionWarning.Scope, but term: TermExplanation) -> SelectionWarning.Cause? {
        let others = terms.filter { $0 != term && !$0.isConstant }
        let widest = others.max { ($0.overCandidates?.standardDeviation ?? 0) < ($1.overCandidates?.standardDeviation ?? 0) }
        guard let widest, let all = widest.overCandidates?.standardDeviation, let here = widest.influence(over: scope)?.standardDeviation,
            let own = term.overCandidates?.standardDeviation
        else { return nil }
        if own > 5 * all { return .scalesApart(widest) }
        return here < all / 2 ? .spreadElsewhere(widest) : nil
    }

    /// The part of the kept pairs that one margin alone would have kept, if it is large where chance would make it small.
    private func sameShare(_ overlap: SelectionOverlap?, of candidates: Int) -> Double? {
        guard let overlap, overlap.kept >= Self.fewestPairs, overlap.pairShare > Self.sameShare else { return nil }
        // Any two sets that hold most of the candidates have most in common.
        return 2 * overlap.kept <= candidates ? overlap.pairShare : nil
    }
}

extension TermExplanation {
    func influence(over scope: SelectionWarning.Scope) -> TermInfluence? {
        switch scope {
        case .best: overBest
        case .kept: overKept
        }
    }
}
