import Selection
import Settings

/// Turns a selection's settings into what the selection room works by. Every expression that is wrong is a `RunError` with its key and a
/// caret.
struct SelectionReader {
    let settings: SelectionSettings
    let catalogue: ColumnCatalogue
    let runSeed: Int
    let round: Int
    /// Where the settings stand: `selection`, `selections[mine]`, an option.
    let key: String

    func spec() throws(RunError) -> SelectionSpec {
        var spec = SelectionSpec(
            pairing: Selection.Pairing(rawValue: settings.pairing.rawValue) ?? .allPairs,
            implicitReward: family,
            beta: settings.beta,
            score: try score("score", settings.score),
            filter: try condition("where", settings.filter),
            keep: settings.keep.rule,
            runSeed: runSeed,
            round: round
        )
        spec.reward = try reward()
        if settings.pairing == .correctWrong { spec.correct = try responseCondition("correct", settings.correct) }
        spec.diverse = DiversePairing(pools: .share(settings.divpo.share), measure: measure)
        spec.guards = guards
        spec.prefer = order
        spec.flip = try condition("flip", settings.flip)
        spec.pairsPerPrompt = settings.pairsPerPrompt
        spec.diversity = diversity
        for (index, quota) in settings.quotas.enumerated() {
            guard let condition = try condition("quotas[\(index)].where", quota.condition) else { continue }
            let amount: Quota.Amount =
                switch quota.size {
                case .share(let share): .share(share)
                case .count(let count): .count(count)
                }
            spec.quotas.append(Quota(name: "quotas[\(index)]", condition: condition, amount: amount))
        }
        for column in settings.columns {
            let parsed = try parse("columns.\(column.name)", column.expression) { text throws(ExpressionError) in
                try NamedExpression.parse(text, name: column.name, in: catalogue)
            }
            spec.columns.append(parsed)
        }
        return spec
    }

    /// Nil where pairs are made.
    func members() throws(RunError) -> MemberSpec? {
        let members = settings.members
        guard let rule else { return nil }
        var spec = MemberSpec(
            rule: rule,
            implicitReward: family,
            beta: settings.beta,
            keep: settings.keep.rule,
            runSeed: runSeed,
            round: round
        )
        spec.reward = try reward()
        spec.prefer = order
        spec.lengthPenalty = settings.guards.lengthPenalty
        spec.promptScore = try parse("members.score", members.score) { text throws(ExpressionError) in
            try ResponseExpression.parse(text, in: catalogue)
        }
        if rule == .acceptReject {
            spec.accept = try responseCondition("members.accept", members.accept)
            if let reject = members.reject { spec.reject = try responseCondition("members.reject", reject) }
        }
        return spec
    }

    private var rule: Selection.MemberRule? {
        let members = settings.members
        let vectors = settings.vectors.rawValue
        switch members.rule {
        case .none: return nil
        case .acceptReject: return .acceptReject
        case .mpo: return .multiPreference(alpha: members.alpha)
        case .ranked: return .ranked
        case .best: return .best
        case .ampo:
            let choice: Selection.NegativeChoice =
                switch members.choice {
                case .bottom: .bottom
                case .clusters: .clusters(vectors: vectors)
                case .coverage: .coverage(vectors: vectors)
                }
            return .activeMultiPreference(negatives: members.negatives, by: choice)
        }
    }

    private var family: Selection.ImplicitReward {
        Selection.ImplicitReward(rawValue: settings.implicitReward.rawValue) ?? .meanLogprob
    }

    private var order: ScoreOrder { settings.prefer == .high ? .high : .low }

    private var measure: DiversePairing.Measure {
        switch settings.divpo.measure {
        case .rarity: .rarity
        case .text, .embedding: .distance(vectors: settings.divpo.measure.rawValue)
        }
    }

    private var guards: Guards {
        let guards = settings.guards
        return Guards(
            nearIdentical: guards.nearIdentical,
            nearIdenticalVectors: settings.vectors.rawValue,
            lengthRatio: guards.lengthRatio,
            refusals: Guards.Refusals(rawValue: guards.refusals.rawValue) ?? .allow,
            lengthPenalty: guards.lengthPenalty,
            ties: guards.ties
        )
    }

    private var diversity: PairDiversity {
        let sides: PairDiversity.Sides =
            switch settings.diversity.distinct {
            case .none: .none
            case .chosen: .distinctChosen
            case .rejected: .distinctRejected
            case .both: .distinctBoth
            }
        return PairDiversity(
            sides: sides,
            maximalSimilarity: settings.diversity.maximalSimilarity,
            vectors: settings.vectors.rawValue
        )
    }

    /// Nil where the name of a reward stands there, whose own scores rank.
    private func reward() throws(RunError) -> ResponseExpression? {
        guard !catalogue.rewards.contains(settings.reward) else { return nil }
        return try parse("reward", settings.reward) { text throws(ExpressionError) in try ResponseExpression.parse(text, in: catalogue) }
    }

    private func score(_ name: String, _ text: String) throws(RunError) -> ScoreExpression {
        try parse(name, text) { text throws(ExpressionError) in try ScoreExpression.parse(text, in: catalogue) }
    }

    private func condition(_ name: String, _ text: String?) throws(RunError) -> FilterExpression? {
        guard let text else { return nil }
        return try parse(name, text) { text throws(ExpressionError) in try FilterExpression.parse(text, in: catalogue) }
    }

    private func responseCondition(_ name: String, _ text: String) throws(RunError) -> ResponseCondition {
        try parse(name, text) { text throws(ExpressionError) in try ResponseCondition.parse(text, in: catalogue) }
    }

    private func parse<Expression>(
        _ name: String,
        _ text: String,
        _ parse: (String) throws(ExpressionError) -> Expression
    ) throws(RunError) -> Expression {
        do {
            return try parse(text)
        } catch {
            throw RunError(.input, "\(key).\(name): \(error)")
        }
    }
}
