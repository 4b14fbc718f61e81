/// What a selection of responses is to do.
package struct MemberSpec: Sendable, Hashable {
    package var rule: MemberRule
    package var implicitReward: ImplicitReward
    /// The factor of the implicit reward; above 0.
    package var beta: Double
    /// Is subtracted from the reward for every token; 0: nothing is.
    package var lengthPenalty = 0.0
    /// What prompts are ranked by.
    package var promptScore = Informativeness.minimum
    package var prefer = ScoreOrder.high
    package var keep: Keep
    package var runSeed: Int
    /// Counted from 1.
    package var round: Int

    /// - Parameter beta: the family's default unless given.
    package init(
        rule: MemberRule,
        implicitReward: ImplicitReward = .meanLogprob,
        beta: Double? = nil,
        keep: Keep = .all,
        runSeed: Int,
        round: Int
    ) {
        self.rule = rule
        self.implicitReward = implicitReward
        self.beta = beta ?? implicitReward.defaultBeta
        self.keep = keep
        self.runSeed = runSeed
        self.round = round
    }

    /// The names of the vectors its rule compares responses with.
    package var vectorNames: Set<String> {
        guard case .activeMultiPreference(_, let choice) = rule, let name = choice.vectors else { return [] }
        return [name]
    }

    /// Refuses numbers without meaning, and tables without what the rule reads.
    func check(_ answers: AnswerTable) throws(SelectionError) {
        guard beta.isFinite, beta > 0 else { throw .invalidBeta(beta) }
        if let problem = keep.problem { throw .invalidKeep(problem) }
        if let problem = rule.problem { throw .invalidRule(problem) }
        guard lengthPenalty.isFinite else {
            throw .invalidRule("the length penalty is \(lengthPenalty): it must be a finite number")
        }
        for name in vectorNames.sorted() where answers.vectors[name] == nil { throw .missingVectors(name) }
    }
}
