/// The candidate pairs of a round in plan order (position, chosen sample, rejected sample), one array a column: 12 bytes a candidate.
struct CandidatePairs {
    /// A candidate: its prompt's position.
    private(set) var prompts: [Int32] = []
    /// A candidate: the chosen response's index.
    private(set) var chosen: [Int32] = []
    /// A candidate: the rejected response's index.
    private(set) var rejected: [Int32] = []

    var count: Int { prompts.count }

    /// The proposed pairs whose rewards and texts differ.
    init(from proposals: PairProposals, tally: inout PairTally) {
        if proposals.pairing == .allPairs {
            appendAllPairs(of: proposals.answers, ties: proposals.ties, &tally)
        } else {
            appendProposed(by: proposals, &tally)
        }
    }

    /// Some of the candidates of others, by their indices in ascending order.
    init(_ others: CandidatePairs, at indices: [Int32]) {
        prompts = indices.map { others.prompts[Int($0)] }
        chosen = indices.map { others.chosen[Int($0)] }
        rejected = indices.map { others.rejected[Int($0)] }
    }

    /// The same candidates, some of them with chosen and rejected in each other's place.
    func swapping(_ isSwapped: [Bool]) -> CandidatePairs {
        var pairs = self
        for index in 0..<count where isSwapped[index] {
            pairs.chosen[index] = rejected[index]
            pairs.rejected[index] = chosen[index]
        }
        return pairs
    }

    /// Leaves only the candidates for which the condition's column holds 1.
    mutating func keep(where condition: [Double], tally: inout PairTally) {
        leaveOut(&tally) { index in
            condition[index] == 1 ? nil : condition[index].isNaN ? .notFinite : .filtered
        }
    }

    /// Leaves out the candidates for which there is a reason.
    mutating func leaveOut(_ tally: inout PairTally, reason: (_ index: Int) -> PairReason?) {
        var kept = 0
        for index in 0..<count {
            if let reason = reason(index) {
                tally.leaveOut(Int(prompts[index]), reason)
            } else {
                prompts[kept] = prompts[index]
                chosen[kept] = chosen[index]
                rejected[kept] = rejected[index]
                kept += 1
            }
        }
        prompts.removeSubrange(kept...)
        chosen.removeSubrange(kept...)
        rejected.removeSubrange(kept...)
    }

    private mutating func appendAllPairs(of answers: AnswerTable, ties: Double?, _ tally: inout PairTally) {
        // One more than there can be: every pair is written down and counted only if it is a candidate.
        var bound = 1
        for prompt in 0..<answers.promptCount {
            let responses = answers.answers(of: prompt).count
            bound += responses * (responses - 1) / 2
        }
        prompts = [Int32](unsafeUninitializedCapacity: bound) { prompts, promptCount in
            chosen = [Int32](unsafeUninitializedCapacity: bound) { chosen, chosenCount in
                rejected = [Int32](unsafeUninitializedCapacity: bound) { rejected, rejectedCount in
                    var count = 0
                    for prompt in 0..<answers.promptCount {
                        Self.forEachPair(of: answers, prompt, ties: ties, &tally) { better, worse, isCandidate in
                            prompts.initializeElement(at: count, to: Int32(prompt))
                            chosen.initializeElement(at: count, to: Int32(better))
                            rejected.initializeElement(at: count, to: Int32(worse))
                            // Without a branch: nothing tells which of two responses has the larger reward.
                            count += isCandidate ? 1 : 0
                        }
                    }
                    (promptCount, chosenCount, rejectedCount) = (count, count, count)
                }
            }
        }
    }

    /// Goes through a prompt's pairs, each both ways round, by first and second response.
    @inline(__always)
    private static func forEachPair(
        of answers: AnswerTable,
        _ prompt: Int,
        ties: Double?,
        _ tally: inout PairTally,
        _ body: (_ better: Int, _ worse: Int, _ isCandidate: Bool) -> Void
    ) {
        let responses = answers.answers(of: prompt)
        let tolerance = ties ?? 0
        var first = responses.lowerBound
        while first < responses.upperBound {
            var second = responses.lowerBound
            while second < responses.upperBound {
                // It counts where the first response has the larger reward; a tie, or a margin that is no number, counts once.
                let margin = answers.rewards[first] - answers.rewards[second]
                var isCandidate = margin > tolerance
                let mayBeLeftOut = abs(margin) > tolerance ? margin == .infinity : first < second
                let isSameText = answers.textIdentities[first] == answers.textIdentities[second]
                if mayBeLeftOut || (isSameText && isCandidate) {
                    let reason = reason(margin, ties: ties, isSameText: isSameText)
                    if let reason { tally.leaveOut(prompt, reason) }
                    isCandidate = reason == nil
                }
                body(first, second, isCandidate)
                second += 1
            }
            first += 1
        }
    }

    private mutating func appendProposed(by proposals: PairProposals, _ tally: inout PairTally) {
        let answers = proposals.answers
        for prompt in 0..<answers.promptCount {
            let (pairs, reason) = proposals.pairs(of: prompt)
            if let reason { tally.note(prompt, reason) }
            for pair in pairs {
                let margin = answers.rewards[pair.chosen] - answers.rewards[pair.rejected]
                let isSameText = answers.textIdentities[pair.chosen] == answers.textIdentities[pair.rejected]
                // Where sides are given, any margin is as good as a tie that is let through.
                let ties = proposals.hasSides ? .infinity : proposals.ties
                if let reason = Self.reason(margin, ties: ties, isSameText: isSameText) {
                    tally.leaveOut(prompt, reason)
                } else {
                    prompts.append(Int32(prompt))
                    chosen.append(Int32(pair.chosen))
                    rejected.append(Int32(pair.rejected))
                }
            }
        }
    }

    /// The guard that stops a pair of this explicit margin, if one does.
    private static func reason(_ margin: Double, ties: Double?, isSameText: Bool) -> PairReason? {
        if margin == 0, ties == nil { return .tiedReward }
        if isSameText { return .identicalText }
        return margin.isFinite ? nil : .notFinite
    }
}
