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
        var bound = 0
        for prompt in 0..<answers.promptCount {
            let responses = answers.answers(of: prompt).count
            bound += responses * (responses - 1) / 2
        }
        reserve(bound)
        for prompt in 0..<answers.promptCount {
            let responses = answers.answers(of: prompt)
            var first = responses.lowerBound
            while first < responses.upperBound {
                var second = responses.lowerBound
                while second < responses.upperBound {
                    // Each pair is met both ways round: it counts where the first response has the larger reward, a tie once.
                    let difference = answers.rewards[first] - answers.rewards[second]
                    if difference > 0 || (difference == 0 && first < second) {
                        append(prompt, first, second, answers, &tally)
                    }
                    second += 1
                }
                first += 1
            }
        }
    }

    private mutating func appendBestAgainstWorst(of answers: AnswerTable, _ tally: inout PairTally) {
        reserve(answers.promptCount)
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
        if margin == 0 {
            tally.leaveOut(prompt, .tiedReward)
        } else if answers.textIdentities[better] == answers.textIdentities[worse] {
            tally.leaveOut(prompt, .identicalText)
        } else if !margin.isFinite {
            tally.leaveOut(prompt, .notFinite)
        } else {
            prompts.append(Int32(prompt))
            chosen.append(Int32(better))
            rejected.append(Int32(worse))
        }
    }

    private mutating func reserve(_ bound: Int) {
        prompts.reserveCapacity(bound)
        chosen.reserveCapacity(bound)
        rejected.reserveCapacity(bound)
    }
}
