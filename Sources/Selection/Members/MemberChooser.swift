import Glibc

/// Gives the responses of one prompt their parts.
struct MemberChooser {
    let answers: AnswerTable
    let rule: MemberRule
    /// A response: whether it is accepted; nil: where its reward is at least its prompt's mean.
    let accepts: [Bool]?
    /// A response: whether it is rejected unless accepted; nil: always.
    let rejects: [Bool]?

    /// The prompt's responses in plan order, or why it has no part.
    func members(of prompt: Int) -> Result<[Member], Refusal> {
        // A response whose reward has no value takes no part.
        let responses = answers.answers(of: prompt).filter { answers.rewards[$0].isFinite }
        let fewest = rule.fewestResponses(hasConditions: accepts != nil)
        guard responses.count >= fewest else { return .failure(Refusal(reason: .tooFewResponses)) }
        let ranked = responses.sorted { left, right in
            let (first, second) = (answers.rewards[left], answers.rewards[right])
            return first == second ? left < right : first > second
        }
        let parts: [Int: (label: MemberLabel, weight: Double)]
        switch rule {
        case .acceptReject:
            parts = labels(of: responses)
            guard parts.contains(where: { $0.value.label != .neither }) else { return .failure(Refusal(reason: .noMember)) }
        case .multiPreference(let alpha):
            guard differ(ranked) else { return .failure(Refusal(reason: .tiedReward)) }
            parts = weighted(responses, alpha)
        case .activeMultiPreference(let negatives, let choice):
            guard differ(ranked) else { return .failure(Refusal(reason: .tiedReward)) }
            guard let chosen = active(ranked, negatives, choice) else { return .failure(Refusal(reason: .noMember)) }
            parts = chosen
        case .ranked:
            parts = [:]
        case .best:
            parts = [ranked[0]: (.accepted, 1)]
        }
        guard parts.values.allSatisfy({ $0.weight.isFinite }) else { return .failure(Refusal(reason: .notFinite)) }
        var members: [Member] = []
        for (place, response) in ranked.enumerated() {
            let part = parts[response] ?? (.neither, 1)
            members.append(Member(response: response, label: part.label, weight: part.weight, rank: place + 1))
        }
        return .success(members.sorted { $0.response < $1.response })
    }

    private func differ(_ ranked: [Int]) -> Bool {
        answers.rewards[ranked[0]] > answers.rewards[ranked[ranked.count - 1]]
    }

    private func labels(of responses: [Int]) -> [Int: (label: MemberLabel, weight: Double)] {
        let mean = mean(of: responses)
        var parts: [Int: (label: MemberLabel, weight: Double)] = [:]
        for response in responses {
            let isAccepted = accepts.map { $0[response] } ?? (answers.rewards[response] >= mean)
            let isRejected = rejects.map { $0[response] } ?? true
            parts[response] = (isAccepted ? .accepted : isRejected ? .rejected : .neither, 1)
        }
        return parts
    }

    private func weighted(_ responses: [Int], _ alpha: Double) -> [Int: (label: MemberLabel, weight: Double)] {
        let mean = mean(of: responses)
        var parts: [Int: (label: MemberLabel, weight: Double)] = [:]
        for response in responses {
            let advantage = answers.rewards[response] - mean
            parts[response] = (advantage > 0 ? .accepted : .rejected, exp(alpha * abs(advantage)))
        }
        return parts
    }

    private func active(_ ranked: [Int], _ count: Int, _ choice: NegativeChoice) -> [Int: (label: MemberLabel, weight: Double)]? {
        let best = ranked[0]
        let candidates = ranked.filter { response in
            answers.rewards[response] < answers.rewards[best] && answers.textIdentities[response] != answers.textIdentities[best]
        }
        guard !candidates.isEmpty else { return nil }
        var parts: [Int: (label: MemberLabel, weight: Double)] = [best: (.accepted, 1)]
        for response in NegativeSearch(answers: answers, choice: choice).negatives(count, of: candidates) {
            parts[response] = (.rejected, 1)
        }
        return parts
    }

    /// Summed as differences from the first, so that equal rewards have exactly their mean.
    private func mean(of responses: [Int]) -> Double {
        let first = answers.rewards[responses[0]]
        return first + responses.reduce(0) { $0 + (answers.rewards[$1] - first) } / Double(responses.count)
    }

    struct Refusal: Error {
        let reason: MemberReason
    }
}
