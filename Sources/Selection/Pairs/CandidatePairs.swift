/// The candidate pairs of a round in plan order (position, chosen sample, rejected sample), one array a column: 12 bytes a candidate.
struct CandidatePairs {
    /// A candidate: its prompt's position.
    private(set) var prompts: [Int32] = []
    /// A candidate: the chosen response's index.
    private(set) var chosen: [Int32] = []
    /// A candidate: the rejected response's index.
    private(set) var rejected: [Int32] = []

    var count: Int { prompts.count }

    /// The pairs that pass the guards.
    init(from answers: AnswerTable, pairing: Pairing, tally: inout PairTally) {
        switch pairing {
        case .allPairs: appendAllPairs(of: answers, &tally)
        case .bestWorst: appendBestAgainstWorst(of: answers, &tally)
        }
    }

    /// Some of the candidates of others, by their indices in ascending order.
    init(_ others: CandidatePairs, at indices: [Int32]) {
        prompts = indices.map { others.prompts[Int($0)] }
        chosen = indices.map { others.chosen[Int($0)] }
        rejected = indices.map { others.rejected[Int($0)] }
    }

    /// Leaves only the candidates for which the condition's column holds 1.
    mutating func keep(where condition: [Double], tally: inout PairTally) {
        var kept = 0
        for index in 0..<count {
            if condition[index] == 1 {
                prompts[kept] = prompts[index]
                chosen[kept] = chosen[index]
                rejected[kept] = rejected[index]
                kept += 1
            } else {
                tally.leaveOut(Int(prompts[index]), condition[index].isNaN ? .notFinite : .filtered)
            }
        }
        prompts.removeSubrange(kept...)
        chosen.removeSubrange(kept...)
        rejected.removeSubrange(kept...)
    }

    private mutating func appendAllPairs(of answers: AnswerTable, _ tally: inout PairTally) {
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
                        Self.forEachPair(of: answers, prompt, &tally) { better, worse, isCandidate in
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
        _ tally: inout PairTally,
        _ body: (_ better: Int, _ worse: Int, _ isCandidate: Bool) -> Void
    ) {
        let responses = answers.answers(of: prompt)
        var first = responses.lowerBound
        while first < responses.upperBound {
            var second = responses.lowerBound
            while second < responses.upperBound {
                // It counts where the first response has the larger reward, a tie once.
                let margin = answers.rewards[first] - answers.rewards[second]
                var isCandidate = margin > 0
                let mayBeLeftOut = margin == 0 ? first < second : margin == .infinity
                let isSameText = answers.textIdentities[first] == answers.textIdentities[second]
                if mayBeLeftOut || (isSameText && isCandidate) {
                    if let reason = reason(margin, isSameText: isSameText) { tally.leaveOut(prompt, reason) }
                    isCandidate = false
                }
                body(first, second, isCandidate)
                second += 1
            }
            first += 1
        }
    }

    private mutating func appendBestAgainstWorst(of answers: AnswerTable, _ tally: inout PairTally) {
        for prompt in 0..<answers.promptCount {
            let responses = answers.answers(of: prompt)
            guard responses.count > 1 else { continue }
            var best = responses.lowerBound
            var worst = responses.lowerBound
            for answer in responses.dropFirst() {
                if answers.rewards[answer] > answers.rewards[best] { best = answer }
                if answers.rewards[answer] < answers.rewards[worst] { worst = answer }
            }
            append(prompt, best, worst, answers, &tally)
        }
    }

    /// Adds the pair unless a guard stops it.
    private mutating func append(_ prompt: Int, _ better: Int, _ worse: Int, _ answers: AnswerTable, _ tally: inout PairTally) {
        let margin = answers.rewards[better] - answers.rewards[worse]
        let isSameText = answers.textIdentities[better] == answers.textIdentities[worse]
        if let reason = Self.reason(margin, isSameText: isSameText) {
            return tally.leaveOut(prompt, reason)
        }
        prompts.append(Int32(prompt))
        chosen.append(Int32(better))
        rejected.append(Int32(worse))
    }

    /// The guard that stops a pair of this explicit margin, if one does.
    private static func reason(_ margin: Double, isSameText: Bool) -> PairReason? {
        if margin == 0 { return .tiedReward }
        if isSameText { return .identicalText }
        return margin.isFinite ? nil : .notFinite
    }
}
