/// A number that a candidate pair has beside those of its two responses and of its prompt.
package enum PairColumn: Sendable, Hashable {
    /// What the margins of several reward models say together.
    package enum Vote: String, CaseIterable, Sendable {
        case mean = "vote_mean"
        /// The population standard deviation.
        case standardDeviation = "vote_sd"
        /// The share of reward models with a margin above 0.
        case agreement = "vote_agree"
    }

    /// rho(rejected) - rho(chosen) (Chen et al., Preference Learning Algorithms Do Not Learn Preference Rankings, arXiv 2405.19534).
    case rankingGap
    /// -log sigmoid(beta * rankingGap): the loss of DPO at which the policy ranks the pair right.
    case flipLoss
    /// The factor of the selection's implicit reward.
    case beta
    /// T(chosen) / T(rejected).
    case lengthRatio
    /// Over the reward models so named, as expressions write them.
    case vote(Vote, [String])
    /// A judge's share for the chosen response.
    case judgeShare(String)
    /// The cosine of the two responses' vectors of this name in `AnswerTable.vectors`.
    case similarity(String)
    /// 1 where both responses have the same source.
    case sameSource
    /// 1 where the explicit margin is 0 or the pairing calls the pair a near tie.
    case tie

    /// The columns that need no name of the run's.
    static let fixed: [PairColumn] = [
        .rankingGap, .flipLoss, .beta, .lengthRatio, .similarity("embedding"), .similarity("text"), .sameSource, .tie,
    ]

    package var name: String {
        switch self {
        case .rankingGap: "c_rank"
        case .flipLoss: "flip_loss"
        case .beta: "beta"
        case .lengthRatio: "len_ratio"
        case .vote(let vote, _): vote.rawValue
        case .judgeShare(let judge): "\(Self.judgeShareName).\(judge)"
        case .similarity(let vectors): vectors == "embedding" ? "sim" : "text_sim"
        case .sameSource: "same_source"
        case .tie: "tie"
        }
    }

    static let judgeShareName = "p_judge"
}
