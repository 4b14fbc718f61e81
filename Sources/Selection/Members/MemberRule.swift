/// Which responses of a prompt are accepted and which rejected. Ranks are by reward, best first, equal rewards by sample.
package enum MemberRule: Sendable, Hashable {
    /// Accepted where one condition holds, else rejected where the other does: labels for KTO (Ethayarajh et al., arXiv 2402.01306),
    /// BCO (Jung et al., arXiv 2404.04656) and preference optimization as probabilistic inference (Abdolmaleki et al., arXiv 2410.04166).
    /// Unless set, accepted is a reward of at least the prompt's mean, and rejected is what is not accepted.
    case acceptReject
    /// Accepted above the prompt's mean reward, rejected otherwise, with weights exp(alpha * |r - mean|): Multi-Preference Optimization
    /// (Gupta et al., arXiv 2412.04628).
    case multiPreference(alpha: Double)
    /// The best accepted, and `negatives` of those with a smaller reward and another text rejected: Active Multi-Preference Optimization
    /// (Gupta et al., arXiv 2502.18293).
    case activeMultiPreference(negatives: Int, by: NegativeChoice)
    /// All in order of reward, neither accepted nor rejected: ranked lists (Askell et al., arXiv 2112.00861), and the triples of Triple
    /// Preference Optimization (Saeidi et al., arXiv 2405.16681), which are the ranks 1, 2 and last.
    case ranked
    /// The best accepted, as for supervised fine-tuning on the best of n.
    case best

    /// How many responses the rule compares at least.
    /// - Parameter hasConditions: whether it is told what to accept.
    func fewestResponses(hasConditions: Bool) -> Int {
        switch self {
        case .acceptReject: hasConditions ? 1 : 2
        case .best: 1
        case .multiPreference, .activeMultiPreference, .ranked: 2
        }
    }

    /// One sentence on what is wrong with the numbers; nil when nothing is.
    package var problem: String? {
        switch self {
        case .multiPreference(let alpha) where !(alpha.isFinite && alpha >= 0):
            "mpo has the alpha \(alpha): it must be a finite number of at least 0"
        case .activeMultiPreference(let negatives, _) where negatives < 1:
            "ampo has \(negatives) negatives: there must be at least 1"
        default:
            nil
        }
    }
}
