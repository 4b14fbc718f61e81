/// A number that every response has by itself.
package enum ResponseColumn: Sendable, Hashable {
    /// The explicit reward of the selection.
    case reward
    /// l: log-probability under the policy, in nats.
    case policyLogprob
    /// rho: log-probability under the reference, in nats.
    case referenceLogprob
    /// T: the number of tokens l and rho are summed over.
    case tokens
    /// l / T.
    case meanLogprob
    /// The implicit reward of the selection.
    case implicitReward
    /// The implicit reward of a family: with its default beta, unless the family is the selection's own.
    case implicitRewardOf(ImplicitReward)
    /// log(P / (1 - P)) with P = exp(l / T) (Hong et al., ORPO, arXiv 2403.07691).
    case logOdds
    /// -l / T.
    case rarity
    /// l - rho, whose mean estimates the divergence of the policy from the reference.
    case divergence
    /// Which of its prompt's samples it is, counted from 0.
    case sample
    /// By a judge's comparisons; the judge's name as expressions write it.
    case judged(JudgeScore, judge: String)
    /// A column of `AnswerTable.responseColumns`.
    case table(String)

    /// The columns that need no name of the run's, by the names they have at the level of responses.
    static let fixed: [String: ResponseColumn] = {
        var fixed: [String: ResponseColumn] = [:]
        let own: [ResponseColumn] = [
            .reward, .policyLogprob, .referenceLogprob, .tokens, .meanLogprob, .implicitReward, .logOdds, .rarity, .divergence, .sample,
        ]
        for column in own + ImplicitReward.allCases.map({ .implicitRewardOf($0) }) + tableColumns.map({ .table($0) }) {
            fixed[column.name] = column
        }
        return fixed
    }()

    /// The columns of a table that every run can fill.
    static let tableColumns: [String] = ["chars", "truncated", "refusal", "age", "on_policy"]

    /// As it is written at the level of responses.
    package var name: String { written("") }

    /// As it is written with a suffix, which stands before the point: `r_w.helpful`.
    func written(_ suffix: String) -> String {
        switch self {
        case .reward: "r" + suffix
        case .policyLogprob: "l" + suffix
        case .referenceLogprob: "rho" + suffix
        case .tokens: "T" + suffix
        case .meanLogprob: "lbar" + suffix
        case .implicitReward: "h" + suffix
        case .implicitRewardOf(let family): "h\(suffix).\(family.rawValue)"
        case .logOdds: "h\(suffix).orpo"
        case .rarity: "rarity" + suffix
        case .divergence: "kl" + suffix
        case .sample: "sample" + suffix
        case .judged(let score, let judge): "\(score.rawValue)\(suffix).\(judge)"
        case .table(let name): Self.insert(suffix, into: name)
        }
    }

    private static func insert(_ suffix: String, into name: String) -> String {
        guard let point = name.firstIndex(of: ".") else { return name + suffix }
        return name[..<point] + suffix + name[point...]
    }

    var needsPolicyLogprob: Bool {
        switch self {
        case .policyLogprob, .meanLogprob, .logOdds, .rarity, .divergence: true
        case .implicitRewardOf(let family): family.needsPolicy
        case .reward, .referenceLogprob, .tokens, .implicitReward, .sample, .judged, .table: false
        }
    }

    var needsReferenceLogprob: Bool {
        switch self {
        case .referenceLogprob, .divergence: true
        case .implicitRewardOf(let family): family.needsReference
        case .reward, .policyLogprob, .tokens, .meanLogprob, .implicitReward, .logOdds, .rarity, .sample, .judged, .table: false
        }
    }
}
