/// A number that all responses of a prompt share.
package enum PromptColumn: Sendable, Hashable {
    /// A statistic of the rewards of the prompt's responses.
    package enum Rewards: String, CaseIterable, Sendable {
        /// How many responses the prompt has in the table.
        case count = "n"
        case largest = "r_max"
        case smallest = "r_min"
        case mean = "r_mean"
        /// The population standard deviation.
        case standardDeviation = "r_sd"
        /// r1 - rn of the rewards in descending order, as in `Informativeness`.
        case aMinimum = "a_min"
        /// r1 - mean.
        case aAverage = "a_avg"
        /// r1 - r2.
        case aSecondBest = "a_dts"
        /// The share of responses whose reward is above 0.
        case passRate = "pass_rate"
    }

    case rewards(Rewards)
    /// The mean over the responses of the population variance across these reward models, whose names are as expressions write them.
    case rewardVariance([String])
    /// 1 where the prompt has the tag.
    case tag(String)
    /// A number of the prompt's metadata.
    case metadata(String)

    package var name: String {
        switch self {
        case .rewards(let statistic): statistic.rawValue
        case .rewardVariance: Self.rewardVarianceName
        case .tag(let name): "tag(\(name))"
        case .metadata(let name): "meta(\(name))"
        }
    }

    static let rewardVarianceName = "r_variance"
}
