import Glibc

/// The columns of a table's responses and prompts, each computed once, when the first expression that reads it is prepared.
struct ResponseValues: Sendable {
    let answers: AnswerTable
    /// The selection's own family and its factor.
    let family: ImplicitReward
    let beta: Double
    private var ofResponses: [ResponseColumn: [Double]] = [:]
    private var ofPrompts: [PromptColumn: [Double]] = [:]

    init(_ answers: AnswerTable, family: ImplicitReward, beta: Double) {
        self.answers = answers
        self.family = family
        self.beta = beta
    }

    /// Computes what a program reads and is not there yet.
    mutating func prepare(for program: ExpressionProgram) {
        for column in program.columns {
            if let column = column.ofResponses { prepare(column) }
            switch column {
            case .prompt(let column) where ofPrompts[column] == nil: ofPrompts[column] = compute(column)
            case .pair(.lengthRatio): prepare(.tokens)
            case .pair(.vote(_, let rewards)): for reward in rewards { prepare(.table("r." + reward)) }
            default: continue
            }
        }
    }

    /// Whether all that a program reads is there.
    func isPrepared(for program: ExpressionProgram) -> Bool {
        program.columns.allSatisfy { column in
            switch column {
            case .prompt(let column): ofPrompts[column] != nil
            case .pair(.lengthRatio): isStored(.tokens)
            case .pair(.vote(_, let rewards)): rewards.allSatisfy { isStored(.table("r." + $0)) }
            case .response(let column), .chosen(let column), .rejected(let column), .difference(let column): isStored(column)
            case .pair: true
            }
        }
    }

    /// One number a response; NaN, or not finite, where it has no value.
    subscript(_ column: ResponseColumn) -> [Double] {
        switch column {
        case .reward: answers.rewards
        case .policyLogprob: answers.policyLogprobs
        case .referenceLogprob: answers.referenceLogprobs
        default: ofResponses[column] ?? compute(column)
        }
    }

    /// One number a prompt; NaN where it has no value.
    subscript(_ column: PromptColumn) -> [Double] {
        ofPrompts[column] ?? compute(column)
    }

    private mutating func prepare(_ column: ResponseColumn) {
        if !isStored(column) { ofResponses[column] = compute(column) }
    }

    private func isStored(_ column: ResponseColumn) -> Bool {
        switch column {
        case .reward, .policyLogprob, .referenceLogprob: true
        default: ofResponses[column] != nil
        }
    }

    // MARK: - Responses

    private func compute(_ column: ResponseColumn) -> [Double] {
        let (policy, reference, tokens) = (answers.policyLogprobs, answers.referenceLogprobs, answers.tokens)
        switch column {
        case .reward: return answers.rewards
        case .policyLogprob: return policy
        case .referenceLogprob: return reference
        case .tokens: return tokens.map { Double($0) }
        case .meanLogprob: return each { policy[$0] / Double(tokens[$0]) }
        case .rarity: return each { -(policy[$0] / Double(tokens[$0])) }
        case .divergence: return each { policy[$0] - reference[$0] }
        case .sample: return answers.samples.map { Double($0) }
        case .implicitReward: return implicitRewards(family, beta: beta)
        case .implicitRewardOf(let other): return implicitRewards(other, beta: other == family ? beta : other.defaultBeta)
        case .logOdds:
            return each { index in
                let mean = policy[index] / Double(tokens[index])
                return mean - log(-expm1(mean))
            }
        case .judged(let score, let judge): return judged(score, judge)
        case .table(let name):
            let column = answers.responseColumns[name] ?? []
            return column.count == answers.answerCount ? column : nothing(answers.answerCount)
        }
    }

    private func implicitRewards(_ family: ImplicitReward, beta: Double) -> [Double] {
        each { index in
            family.value(
                policy: answers.policyLogprobs[index],
                reference: answers.referenceLogprobs[index],
                tokens: answers.tokens[index],
                beta: beta
            )
        }
    }

    private func judged(_ score: JudgeScore, _ judge: String) -> [Double] {
        guard let table = answers.preferences[judge], table.promptCount == answers.promptCount else { return nothing(answers.answerCount) }
        var scores: [Double] = []
        scores.reserveCapacity(answers.answerCount)
        for prompt in 0..<answers.promptCount {
            let count = answers.answers(of: prompt).count
            scores += table.responseCount(of: prompt) == count ? table.scores(score, of: prompt) : nothing(count)
        }
        return scores
    }

    private func each(_ value: (_ answer: Int) -> Double) -> [Double] {
        var column: [Double] = []
        column.reserveCapacity(answers.answerCount)
        for answer in 0..<answers.answerCount { column.append(value(answer)) }
        return column
    }

    private func nothing(_ count: Int) -> [Double] {
        [Double](repeating: .nan, count: count)
    }

    // MARK: - Prompts

    private func compute(_ column: PromptColumn) -> [Double] {
        switch column {
        case .rewards(let statistic):
            return (0..<answers.promptCount).map { Self.value(of: statistic, Array(answers.rewards[answers.answers(of: $0)])) }
        case .rewardVariance(let names):
            let rewards = names.map { self[ResponseColumn.table("r." + $0)] }
            return (0..<answers.promptCount).map { prompt in
                let responses = answers.answers(of: prompt)
                var sum = 0.0
                for response in responses {
                    let deviation = Self.moments(rewards.map { $0[response] })?.standardDeviation ?? .nan
                    sum += deviation * deviation
                }
                return sum / Double(responses.count)
            }
        case .tag(let name):
            return promptColumn("tag:" + name) ?? [Double](repeating: 0, count: answers.promptCount)
        case .metadata(let name):
            return promptColumn("meta:" + name) ?? nothing(answers.promptCount)
        }
    }

    private func promptColumn(_ name: String) -> [Double]? {
        guard let column = answers.promptColumns[name], column.count == answers.promptCount else { return nil }
        return column
    }

    private static func value(of statistic: PromptColumn.Rewards, _ rewards: [Double]) -> Double {
        switch statistic {
        case .count: Double(rewards.count)
        case .largest: rewards.max() ?? .nan
        case .smallest: rewards.min() ?? .nan
        case .mean: moments(rewards)?.mean ?? .nan
        case .standardDeviation: moments(rewards)?.standardDeviation ?? .nan
        case .aMinimum: Informativeness.minimum.value(rewards: rewards, score: nil) ?? .nan
        case .aAverage: Informativeness.average.value(rewards: rewards, score: nil) ?? .nan
        case .aSecondBest: Informativeness.secondBest.value(rewards: rewards, score: nil) ?? .nan
        case .passRate: Double(rewards.count { $0 > 0 }) / Double(rewards.count)
        }
    }

    /// Nil where a value is missing.
    static func moments(_ values: [Double]) -> Moments? {
        let moments = Moments(of: values)
        return moments.count > 0 && moments.count == values.count ? moments : nil
    }
}
