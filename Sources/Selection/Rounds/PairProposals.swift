/// Which pairs of each prompt's responses a pairing looks at, before any guard.
struct PairProposals {
    let answers: AnswerTable
    let pairing: Pairing
    /// Rewards that differ by no more than this are ties and make pairs; nil: equal rewards make none.
    let ties: Double?
    private let diverse: DiversePairing
    /// A response: whether it is correct, nil where that is not known; empty where the pairing does not ask.
    private let correct: [Bool?]

    /// - Parameter correct: a response: whether it is correct, nil where that is not known; nil for all: where its reward is above 0.
    init(
        _ answers: AnswerTable,
        _ pairing: Pairing,
        diverse: DiversePairing = DiversePairing(),
        ties: Double? = nil,
        correct: [Bool?]? = nil
    ) {
        self.answers = answers
        self.pairing = pairing
        self.diverse = diverse
        self.ties = ties
        self.correct = pairing == .correctWrong ? correct ?? answers.rewards.map { $0.isFinite ? $0 > 0 : nil } : []
    }

    /// Whether the pairing, not the reward, says which side is chosen.
    var hasSides: Bool { pairing == .correctWrong }

    /// A candidate: whether it is a tie; nil where none can be.
    func ties(in pairs: CandidatePairs) -> [Bool]? {
        guard ties != nil, !hasSides else { return nil }
        return zip(pairs.chosen, pairs.rejected).map { isTie(Int($0), Int($1)) }
    }

    /// Whether the pair of two responses is a tie: one that the rewards do not order, and that is let through all the same.
    func isTie(_ first: Int, _ second: Int) -> Bool {
        guard let ties, !hasSides else { return false }
        return abs(answers.rewards[first] - answers.rewards[second]) <= ties
    }

    /// A prompt's pairs by chosen and rejected index, for every pairing but `all_pairs`; or why there is none to look at.
    func pairs(of prompt: Int) -> (pairs: [(chosen: Int, rejected: Int)], reason: PairReason?) {
        let responses = answers.answers(of: prompt)
        guard responses.count > 1 else { return ([], .tooFewResponses) }
        let rewarded = responses.filter { answers.rewards[$0].isFinite }
        if pairing == .correctWrong { return correctAgainstWrong(responses) }
        guard rewarded.count > 1 else { return ([], .notFinite) }
        let ranked = ranked(rewarded)
        switch pairing {
        case .allPairs:
            return ([], nil)
        case .bestWorst:
            // Of equal extremes the earlier sample, of the worst ones too.
            let worst = rewarded.min { answers.rewards[$0] < answers.rewards[$1] } ?? ranked[0]
            return ([sides(ranked[0], worst == ranked[0] ? ranked[1] : worst)], nil)
        case .topVersusRest:
            return (inPlanOrder(ranked.dropFirst().map { (ranked[0], $0) }), nil)
        case .adjacent:
            return (inPlanOrder(zip(ranked, ranked.dropFirst()).map { ($0, $1) }), nil)
        case .correctWrong:
            return correctAgainstWrong(responses)
        case .diverse:
            return rarestAgainstCommonest(ranked, of: rewarded)
        }
    }

    /// By reward, best first, equal ones by sample.
    private func ranked(_ responses: [Int]) -> [Int] {
        responses.sorted { left, right in
            let (first, second) = (answers.rewards[left], answers.rewards[right])
            return first == second ? left < right : first > second
        }
    }

    /// Ties have the earlier sample first.
    private func inPlanOrder(_ pairs: [(Int, Int)]) -> [(chosen: Int, rejected: Int)] {
        pairs.map { sides($0.0, $0.1) }.sorted { ($0.chosen, $0.rejected) < ($1.chosen, $1.rejected) }
    }

    /// The pair with the earlier sample first if it is a tie, else as it is.
    private func sides(_ better: Int, _ worse: Int) -> (chosen: Int, rejected: Int) {
        isTie(better, worse) ? (min(better, worse), max(better, worse)) : (better, worse)
    }

    private func correctAgainstWrong(_ responses: Range<Int>) -> (pairs: [(chosen: Int, rejected: Int)], reason: PairReason?) {
        let good = responses.filter { correct[$0] == true }
        let bad = responses.filter { correct[$0] == false }
        guard !good.isEmpty, !bad.isEmpty else { return ([], .correctWrongEmpty) }
        return (good.flatMap { chosen in bad.map { (chosen, $0) } }, nil)
    }

    private func rarestAgainstCommonest(
        _ ranked: [Int],
        of responses: [Int]
    ) -> (pairs: [(chosen: Int, rejected: Int)], reason: PairReason?) {
        let good: ArraySlice<Int>
        let bad: ArraySlice<Int>
        switch diverse.pools {
        case .share(let share):
            let size = max(1, Int((share * Double(ranked.count)).rounded(.down)))
            (good, bad) = (ranked.prefix(size), ranked.suffix(size))
        case .threshold(let threshold):
            let border = ranked.firstIndex { answers.rewards[$0] < threshold } ?? ranked.endIndex
            (good, bad) = (ranked[..<border], ranked[border...])
        }
        guard !good.isEmpty, !bad.isEmpty else { return ([], .emptyPool) }
        let rarity = ResponseRarity(answers, responses, diverse.measure)
        guard let chosen = rarity.rarest(of: good), let rejected = rarity.commonest(of: bad) else { return ([], .notFinite) }
        return ([sides(chosen, rejected)], nil)
    }
}
